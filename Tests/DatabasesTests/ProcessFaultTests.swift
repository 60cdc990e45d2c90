import Foundation
import Stores
import Synchronization
import Testing
import Vocabulary

/// What goes wrong with the process of an `exec:` URL is named, with the request that it was about.
@Suite struct ProcessFaultTests {
  private static let get = #"{"do":"get","session":"alice","key":"x"}"#

  /// What a store of these answers says to the first request of a transaction, without its URL.
  private func failure(
    _ command: String, to request: StoreRequest = .get("x"), patience: Double = 10
  ) throws -> String {
    let url = ScriptedAdapter.url(thenAsked: command)
    let store = try ScriptedAdapter.open(url, patience: patience)
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    let failure = #expect(throws: StoreFailure.self) { try run.perform(request, by: .alice) }
    let again = #expect(throws: StoreFailure.self) { try run.perform(.commit, by: .alice) }
    #expect(failure == again, "what is broken stays broken")
    return try ending(#require(failure).message, of: url)
  }

  private func ending(_ message: String, of url: String) throws -> String {
    #expect(message.hasPrefix(url))
    return String(message.dropFirst(url.count))
  }

  @Test(arguments: [
    ("oops", #" answered "oops" to \#(get), which is not JSON"#),
    ("", #" answered "" to \#(get), which is not JSON"#),
    ("{\"value\":\"1\"", #" answered "{"value":"1"" to \#(get), which is not JSON"#),
    ("[1]", " answered [1] to \(get): it is not an object"),
    (
      #"{"valu":"1"}"#,
      #" answered {"valu":"1"} to \#(get): the field "valu" is unknown; the known "#
        + "fields are aborted, deleted, kind, ok, refused, released, rows, value, waits"
    ),
    (
      "{}",
      " answered {} to \(get): an answer must have exactly one of the fields "
        + "ok, value, rows, deleted, waits, aborted, refused"
    ),
    (#"{"value":1}"#, #" answered {"value":1} to \#(get): the field "value" is of the wrong type"#),
    (#"{"ok":true}"#, #" answered {"ok":true} to \#(get): that is not an answer to get"#),
    (
      #"{"ok":false}"#,
      #" answered {"ok":false} to \#(get): "#
        + "the field \"ok\" is false; write \"refused\" or \"aborted\" with a reason"
    ),
    (
      #"{"waits":["bob"]}"#,
      #" answered {"waits":["bob"]} to \#(get): "#
        + #""bob" is not another session with an open transaction"#
    ),
    (
      #"{"value":"1","released":[{"session":"bob","ok":true}]}"#,
      #" answered {"value":"1","released":[{"session":"bob","ok":true}]} to \#(get): "#
        + #""bob" is released, but was not waiting"#
    ),
    (
      #"{"value":"1","released":[{"ok":true}]}"#,
      #" answered {"value":"1","released":[{"ok":true}]} to \#(get): "#
        + "the field \"released[0].session\" is missing"
    ),
  ])
  func answerThatDoesNotFit(answer: String, message: String) throws {
    #expect(try failure("printf '%s\\n' '\(answer)'; cat") == message)
  }

  @Test(arguments: [
    (#"{"rows":[["x","1"],["x","2"]]}"#, #"the key "x" occurs twice"#),
    (#"{"rows":[["a","1"]]}"#, #"the key "a" is outside the range"#),
    (#"{"rows":[["x"]]}"#, "each of the rows must have a key and a value, and nothing else"),
    (#"{"rows":[["x",null]]}"#, "the field \"rows[0][1]\" is null"),
  ])
  func rowsThatCannotBe(answer: String, flaw: String) throws {
    let range = KeyRange(low: "b", high: "y")
    let request = #"{"do":"scan","session":"alice","low":"b","high":"y"}"#
    #expect(
      try failure("echo '\(answer)'; cat", to: .scan(range))
        == " answered \(answer) to \(request): \(flaw)")
  }

  @Test(arguments: [
    ("printf '\"\\377\"\\n'", "it is not UTF-8"), ("printf '{\\0}\\n'", "it contains a NUL byte"),
    ("head -c 100000 /dev/zero | tr '\\0' '['; echo", "it is nested too deeply"),
    (#"printf '%s\n' '{"value":"\ud800"}'"#, "which is not JSON"),
    ("head -c 100000 /dev/zero | tr '\\0' '9'; echo", "it is not an object"),
  ])
  func bytesThatAreNoText(command: String, flaw: String) throws {
    let message = try failure("\(command); cat")
    #expect(message.hasSuffix(flaw))
    #expect(message.count < 1000, "a long answer is cut")
  }

  @Test func severalAnswers() throws {
    #expect(
      try failure("printf '{\"value\":\"1\"}\\n{\"value\":\"2\"}\\n'; cat")
        == #" answered \#(Self.get) and then wrote "{"value":"2"}"; an answer must be one line"#)
    let url = ScriptedAdapter.url(
      ScriptedAdapter.hello, ScriptedAdapter.ok, ScriptedAdapter.ok,
      then: "read -r line; echo '{\"value\":null}'; sleep 0.05; echo more; echo >&2 said; cat")
    let store = try ScriptedAdapter.open(url)
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    #expect(try run.perform(.get("x"), by: .alice) == .row(nil))
    Thread.sleep(forTimeInterval: 0.5)
    let failure = #expect(throws: StoreFailure.self) { try run.perform(.commit, by: .alice) }
    #expect(
      try ending(#require(failure).message, of: url)
        == #" wrote "more" after its answer to \#(Self.get); each request must have one answer"#)
  }

  @Test func crash() throws {
    #expect(
      try failure("echo one >&2; echo two >&2; echo three >&2; exit 3")
        == " ended with exit status 3 before it answered \(Self.get); "
        + #"its standard error ends with "two | three""#)
    #expect(
      try failure("kill -9 $$") == " was ended by signal 9 before it answered \(Self.get)")
    #expect(
      try failure("exec >&-; cat >/dev/null")
        == " closed its standard output before it answered \(Self.get)")
    // Its end is noticed, although somebody else still holds the pipe.
    #expect(
      try failure("sleep 100 & exit 4")
        == " ended with exit status 4 before it answered \(Self.get)")
  }

  @Test func silence() throws {
    let start = ContinuousClock.now
    #expect(
      try failure("echo thinking >&2; cat >/dev/null", patience: 0.3)
        == " has not answered \(Self.get) for 0.3 seconds; "
        + #"its standard error ends with "thinking""#)
    #expect(.now - start < .seconds(8))
  }

  /// A reader that is slow or gone, and more than a pipe takes: no signal, no endless wait.
  @Test func unreadInput() throws {
    let value = Value(String(repeating: "v", count: 1 << 20))
    let put = StoreRequest.put("x", value, .written(by: .alice, number: 1))
    let url = ScriptedAdapter.url(
      ScriptedAdapter.hello, ScriptedAdapter.ok, ScriptedAdapter.ok, then: "sleep 100")
    let store = try ScriptedAdapter.open(url, patience: 0.3)
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    let failure = #expect(throws: StoreFailure.self) { try run.perform(put, by: .alice) }
    #expect(try #require(failure).message.hasSuffix("... for 0.3 seconds"))
    let message = try self.failure("exec <&-; sleep 100", to: put, patience: 0.3)
    #expect(message.hasSuffix("... for 0.3 seconds"))
  }

  @Test func flood() throws {
    #expect(
      try failure("tr '\\0' x </dev/zero", patience: 60)
        == " answered \(Self.get) with a line of more than 16 MiB")
    #expect(
      try failure("yes '{\"value\":\"1\"}'").hasPrefix(
        #" answered \#(Self.get) and then wrote "{"value":"1"}"#))
    // A flood on its standard error does no harm.
    #expect(
      try failure("head -c 9000000 /dev/zero | tr '\\0' e >&2; echo oops; cat")
        == #" answered "oops" to \#(Self.get), which is not JSON"#)
  }

  @Test func interruption() throws {
    let isCancelled = Mutex(false)
    let url = ScriptedAdapter.url(thenAsked: "trap '' TERM; cat >/dev/null; sleep 100")
    let store = try ScriptedAdapter.open(url, patience: 600) { isCancelled.withLock { $0 } }
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.2)
      isCancelled.withLock { $0 = true }
    }
    let start = ContinuousClock.now
    let failure = #expect(throws: StoreFailure.self) { try run.perform(.get("x"), by: .alice) }
    #expect(
      try #require(failure).message == "you canceled, so isolab stopped waiting for \(url)")
    #expect(.now - start < .seconds(8))
  }

  @Test(arguments: [
    (#"{"store":"s","levels":[]}"#, "the field \"levels\" is empty"),
    (#"{"store":"","levels":["snapshot"]}"#, "the field \"store\" is empty"),
    (#"{"levels":["snapshot"]}"#, "the field \"store\" is missing"),
    (#"{"store":"s","levels":["rc","rc"]}"#, "two of its levels have the same name"),
    (
      #"{"store":"s","levels":["READ STABILITY"]}"#,
      #"the level "READ STABILITY" is not an isolab mode; write {"name":...,"like":MODE}; "#
        + "modes are read-uncommitted, read-committed, snapshot, write-snapshot, "
        + "serializable-snapshot, two-phase-locking, serialization-graph"
    ),
    (
      #"{"store":"s","levels":["rc"],"reports":"never"}"#,
      #"the field "reports" is "never", but it must be "waits" or "retry""#
    ),
    (
      #"{"store":"s","levels":["rc"],"knows":["undo"]}"#,
      #"the field "knows" has "undo", but it can contain only get-for-update, lock, cancel"#
    ),
    (
      #"{"store":"s","level":["rc"]}"#,
      #"the field "level" is unknown; the known fields are knows, levels, reports, store"#
    ),
  ])
  func firstAnswerThatDoesNotFit(answer: String, flaw: String) throws {
    let url = ScriptedAdapter.url(answer)
    let failure = #expect(throws: StoreFailure.self) { try ScriptedAdapter.open(url) }
    #expect(
      try ending(#require(failure).message, of: url)
        == " answered \(answer) to {\"isolab\":1}: \(flaw)")
  }

  @Test func commandsThatAreNone() throws {
    let none = "exec: has no command; write one after it, as in exec:python3 mystore.py"
    #expect(throws: StoreFailure(none)) { try ScriptedAdapter.open("exec: ") }
    let url = "exec:/nowhere/mystore 2>/dev/null"
    #expect(
      throws: StoreFailure("\(url) ended with exit status 127 before it answered {\"isolab\":1}")
    ) { try ScriptedAdapter.open(url) }
  }

  /// What a person would not see, or what would move a cursor, is escaped.
  @Test func hostileCharacters() throws {
    let message = try failure("printf '\\033[2J\\342\\200\\256\\n'; cat")
    #expect(message == #" answered "\u{1B}[2J\u{202E}" to \#(Self.get), which is not JSON"#)
  }
}
