import Databases
import Stores
import Testing
import Vocabulary

/// The adapter protocol: what is sent, and what the answers mean.
@Suite struct ProcessProtocolTests {
  private static let ok = ScriptedAdapter.ok

  /// A store whose adapter answers a hello, a reset, and then these.
  private func store(_ answers: String..., hello: String = ScriptedAdapter.hello) throws
    -> any Store
  {
    let steps = ([hello, Self.ok] + answers).map { "read -r line; printf '%s\\n' '\($0)'" }
    return try ScriptedAdapter.open("exec:" + steps.joined(separator: "; ") + "; cat >/dev/null")
  }

  private static func hello(_ levels: String, _ rest: String = "") -> String {
    #"{"store":"scripted 1","levels":\#(levels)\#(rest)}"#
  }

  @Test func identity() throws {
    let levels = #"["serializable",{"name":"REPEATABLE READ","like":"si"},"rc","2PL"]"#
    let store = try store(hello: Self.hello(levels))
    defer { store.close() }
    #expect(store.identity.scheme == "exec")
    #expect(store.identity.title == "scripted 1")
    #expect(store.identity.url.hasPrefix("exec:read"))
    #expect(!store.identity.changesRanges)
    #expect(
      store.identity.levels == [
        StoreLevel("rc", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
        StoreLevel("serializable", .serializableSnapshot), StoreLevel("2PL", .twoPhaseLocking),
      ])
  }

  @Test func requestsAsTheyAreSent() throws {
    let store = try store(
      Self.ok, #"{"value":"7 @3.2"}"#, #"{"value":"5"}"#, #"{"value":null}"#, Self.ok,
      #"{"rows":[["b","2 @0.1"],["a","3"]]}"#, Self.ok, #"{"deleted":false}"#,
      #"{"refused":"no"}"#, Self.ok,
      hello: Self.hello(#"["snapshot"]"#, #","knows":["get-for-update","lock"]"#))
    defer { store.close() }
    let run = try store.run(from: ["x": "1"])
    let begin = StoreTransaction(
      id: .alice, session: "alice", level: store.identity.levels[0], readOnly: true,
      deferrable: true)
    #expect(try run.begin(begin) == .done)
    func ask(_ request: StoreRequest) throws -> StoreAnswer {
      try run.perform(request, by: .alice)
    }
    let version = VersionID.written(by: TransactionID(3), number: 2)
    #expect(try ask(.get("x")) == .row(StoredRow("x", "7", version)))
    #expect(try ask(.getForUpdate("x")) == .row(StoredRow("x", "5", nil)))
    #expect(try ask(.get("y")) == .row(nil))
    #expect(try ask(.lock("x")) == .done)
    #expect(
      try ask(.scan(KeyRange(low: "a", high: nil)))
        == .rows([
          StoredRow("a", "3", nil), StoredRow("b", "2", .written(by: .initial, number: 1)),
        ]))
    #expect(try ask(.delete("x")) == .deleted(true))
    #expect(try ask(.delete("y")) == .deleted(false))
    #expect(try ask(.put("x", "a @1.1", .written(by: .alice, number: 2))) == .refused("no"))
    #expect(try ask(.commit) == .done)
    #expect(
      run.takeStatements() == [
        #"{"do":"begin","session":"alice","level":"snapshot","readOnly":true,"deferrable":true}"#,
        #"{"do":"get","session":"alice","key":"x"}"#,
        #"{"do":"get-for-update","session":"alice","key":"x"}"#,
        #"{"do":"get","session":"alice","key":"y"}"#,
        #"{"do":"lock","session":"alice","key":"x"}"#,
        #"{"do":"scan","session":"alice","low":"a","high":null}"#,
        #"{"do":"delete","session":"alice","key":"x"}"#,
        #"{"do":"delete","session":"alice","key":"y"}"#,
        #"{"do":"put","session":"alice","key":"x","value":"a @1.1 @1.2"}"#,
        #"{"do":"commit","session":"alice"}"#,
      ])
    #expect(run.takeStatements().isEmpty)
  }

  @Test func aSnapshotThatIsLeftToTheFirstCommand() throws {
    let store = try KnownStores.open(
      ScriptedAdapter.url(ScriptedAdapter.hello, Self.ok, Self.ok),
      StoreOptions(takesSnapshotLate: true))
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    #expect(
      run.takeStatements() == [
        #"{"do":"begin","session":"alice","level":"snapshot","late":true}"#
      ])
  }

  /// An adapter without these words is not asked for them.
  @Test func locksThatAnAdapterDoesNotKnow() throws {
    let store = try store(Self.ok, #"{"value":null}"#)
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    #expect(try run.perform(.lock("x"), by: .alice) == .done)
    #expect(try run.perform(.getForUpdate("x"), by: .alice) == .row(nil))
    #expect(run.takeStatements().last == #"{"do":"get","session":"alice","key":"x"}"#)
  }

  @Test(arguments: [
    ("7 @3.1", "7", VersionID.written(by: TransactionID(3), number: 1)),
    ("a @1.1 @2.1", "a @1.1", .written(by: .bob, number: 1)),
    (" @1.1", "", .written(by: .alice, number: 1)), ("7", "7", nil), ("7 @", "7 @", nil),
    ("7@3.1", "7@3.1", nil), ("7 @3", "7 @3", nil), ("7 @3.0", "7 @3.0", nil),
    ("@1.1", "@1.1", nil), ("", "", nil), ("7 @3.1 ", "7 @3.1 ", nil),
    ("é @0.1", "é", .written(by: .initial, number: 1)),
  ])
  func versionsInValues(text: String, value: String, version: VersionID?) throws {
    let store = try store(Self.ok, #"{"value":"\#(text)"}"#)
    defer { store.close() }
    let run = try store.run(sessions: "alice")
    #expect(
      try run.perform(.get("x"), by: .alice) == .row(StoredRow("x", Value(value), version)))
  }

  @Test func kindsOfAborts() throws {
    for (request, text, kind, expected): (StoreRequest, String, String, Abort.Kind) in [
      (.get("x"), "write conflict", "", .concurrentUpdate),
      (.get("x"), "a Deadlock was found", "", .deadlock),
      (.commit, "too late", "", .firstCommitter),
      (.commit, "deadlock", "", .deadlock),
      (.commit, "pivot", #","kind":"dangerous-structure""#, .dangerousStructure),
    ] {
      let store = try store(Self.ok, #"{"aborted":"\#(text)"\#(kind)}"#)
      defer { store.close() }
      let run = try store.run(sessions: "alice")
      #expect(try run.perform(request, by: .alice) == .aborted(expected, report: text))
    }
  }

  @Test func waitsThatAreReported() throws {
    let store = try store(
      Self.ok, Self.ok, Self.ok, Self.ok, #"{"waits":["carol","alice"]}"#, #"{"waits":[]}"#,
      #"{"ok":true,"released":[{"session":"carol","ok":true},"#
        + #"{"session":"bob","aborted":"write conflict"}]}"#)
    defer { store.close() }
    let run = try store.run(sessions: "alice", "bob", "carol")
    #expect(try run.put("x", "2", by: .alice) == .done)
    #expect(try run.put("x", "3", by: .bob) == .waits(for: [.alice, .carol]))
    #expect(try run.put("x", "4", by: .carol) == .waits(for: []))
    #expect(try run.resume() == nil)
    #expect(try run.perform(.commit, by: .alice) == .done)
    let first = try #require(try run.resume())
    #expect(first == (.carol, .done))
    let second = try #require(try run.resume())
    #expect(second == (.bob, .aborted(.concurrentUpdate, report: "write conflict")))
    #expect(try run.resume() == nil)
  }

  private static let retrying = hello(#"["snapshot"]"#, #","reports":"retry""#)

  /// Sent again in the order in which they began to wait, after each end of a transaction.
  @Test func waitsThatAreRetried() throws {
    let store = try store(
      Self.ok, Self.ok, Self.ok, #"{"waits":["alice"]}"#, #"{"waits":["alice"]}"#, Self.ok,
      #"{"aborted":"busy snapshot"}"#, Self.ok,
      hello: Self.retrying)
    defer { store.close() }
    let run = try store.run(sessions: "alice", "bob", "carol")
    #expect(try run.perform(.get("x"), by: .bob) == .waits(for: [.alice]))
    #expect(try run.put("x", "2", by: .carol) == .waits(for: [.alice]))
    #expect(try run.resume() == nil)
    _ = run.takeStatements()
    #expect(try run.perform(.rollback, by: .alice) == .done)
    let first = try #require(try run.resume())
    #expect(first == (.bob, .aborted(.concurrentUpdate, report: "busy snapshot")))
    // The abort of bob is an end, too.
    #expect(
      run.takeStatements() == [
        #"{"do":"rollback","session":"alice"}"#, #"{"do":"get","session":"bob","key":"x"}"#,
      ], "what is sent again is noted when it no longer waits")
    let second = try #require(try run.resume())
    #expect(second == (.carol, .done))
    #expect(try run.resume() == nil)
    #expect(run.takeStatements().count == 1)
  }

  @Test func aRingThatNobodyBreaks() throws {
    let store = try store(
      Self.ok, Self.ok, #"{"waits":[]}"#, #"{"waits":[]}"#, Self.ok, #"{"value":null}"#,
      hello: Self.retrying)
    defer { store.close() }
    let run = try store.run(sessions: "alice", "bob")
    #expect(try run.perform(.get("x"), by: .bob) == .waits(for: []))
    #expect(try run.resume() == nil)
    #expect(try run.perform(.get("y"), by: .alice) == .waits(for: []))
    let first = try #require(try run.resume())
    #expect(first == (.alice, .aborted(.deadlock, report: "every open transaction waits")))
    let second = try #require(try run.resume())
    #expect(second == (.bob, .row(nil)))
    #expect(try run.resume() == nil)
  }

  @Test func cancelOfAWait() throws {
    let waits = #"{"waits":["alice"]}"#
    let known = try store(
      Self.ok, Self.ok, waits, Self.ok, Self.ok,
      hello: Self.hello(#"["snapshot"]"#, #","knows":["cancel"]"#))
    defer { known.close() }
    var run = try known.run(sessions: "alice", "bob")
    #expect(try run.put("x", "2", by: .bob) == .waits(for: [.alice]))
    #expect(try run.cancel(.bob) == nil)
    #expect(run.takeStatements().last == #"{"do":"cancel","session":"bob"}"#)
    #expect(try run.put("x", "2", by: .bob) == .done)

    let unknown = try store(Self.ok, Self.ok, waits, Self.ok)
    defer { unknown.close() }
    run = try unknown.run(sessions: "alice", "bob")
    #expect(try run.put("x", "2", by: .bob) == .waits(for: [.alice]))
    #expect(
      try run.cancel(.bob)
        == .aborted(
          .timeout, report: "isolab rolled back, because the wait was canceled"))
    #expect(run.takeStatements().last == #"{"do":"rollback","session":"bob"}"#)

    let retrying = try store(Self.ok, Self.ok, waits, hello: Self.retrying)
    defer { retrying.close() }
    run = try retrying.run(sessions: "alice", "bob")
    #expect(try run.put("x", "2", by: .bob) == .waits(for: [.alice]))
    #expect(try run.cancel(.bob) == nil)
    #expect(run.takeStatements().count == 3)

    let beginning = try store(Self.ok, waits, Self.ok, hello: Self.retrying)
    defer { beginning.close() }
    run = try beginning.run(sessions: "alice", "bob")
    #expect(
      try run.cancel(.bob)
        == .aborted(.timeout, report: "isolab rolled back, because the wait was canceled"))
  }
}
