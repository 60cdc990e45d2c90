import Foundation
import Stores
import Testing
import Vocabulary

/// Processes are started when they are needed, used again, and ended.
@Suite struct ProcessLifeTests {
  /// Notes its process in a file, and answers everything.
  private static func url(_ file: URL, before: String = ":") -> String {
    let answers =
      #"case "$l" in *isolab*) echo '\#(ScriptedAdapter.hello)';; "#
      + #"*'"get"'*) exit 5;; *) echo '\#(ScriptedAdapter.ok)';; esac"#
    return "exec:echo $$ >>\(file.path); \(before); while read -r l; do \(answers); done"
  }

  private func withFile(_ body: (URL) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "isolab-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file)
  }

  private func processes(_ file: URL) throws -> [pid_t] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { pid_t($0) }
  }

  @Test func processesAreUsedAgain() throws {
    try withFile { file in
      let store = try ScriptedAdapter.open(Self.url(file))
      defer { store.close() }
      for _ in 0..<5 { _ = try store.run(sessions: "alice", "bob") }
      #expect(try processes(file).count == 1)
      let first = try store.run(sessions: "alice")
      let second = try store.run(sessions: "alice")
      #expect(try first.perform(.commit, by: .alice) == .done)
      #expect(try second.perform(.commit, by: .alice) == .done)
      #expect(try processes(file).count == 2)
    }
  }

  @Test func aBrokenProcessIsReplaced() throws {
    try withFile { file in
      let store = try ScriptedAdapter.open(Self.url(file))
      defer { store.close() }
      for count in 1...3 {
        let run = try store.run(sessions: "alice")
        #expect(throws: StoreFailure.self) { try run.perform(.get("x"), by: .alice) }
        #expect(try processes(file).count == count)
      }
    }
  }

  /// A process that heeds neither the end of its input nor SIGTERM, and a child of it.
  @Test func theWholeGroupIsEnded() throws {
    try withFile { file in
      let stubborn = "trap '' TERM; (echo $$; sleep 100) >>\(file.path) & trap 'sleep 100' EXIT"
      let store = try ScriptedAdapter.open(Self.url(file, before: stubborn))
      let run = try store.run(sessions: "alice")
      let group = try #require(processes(file).first)
      #expect(kill(-group, 0) == 0)
      let start = ContinuousClock.now
      store.close()
      #expect(.now - start < .seconds(8))
      // The child is reaped by somebody else, a moment later.
      let deadline = ContinuousClock.now + .seconds(20)
      while kill(-group, 0) == 0, .now < deadline { Thread.sleep(forTimeInterval: 0.01) }
      #expect(kill(-group, 0) != 0)
      #expect(throws: StoreFailure.self) { try run.perform(.commit, by: .alice) }
      #expect(throws: StoreFailure.self) { try store.run(from: [:]) }
    }
  }

  @Test func aStoreThatNobodyHoldsIsClosed() throws {
    try withFile { file in
      do {
        let store = try ScriptedAdapter.open(Self.url(file))
        _ = try store.run(sessions: "alice")
      }
      let process = try #require(processes(file).first)
      #expect(kill(process, 0) != 0)
    }
  }

  @Test func runsOfSeveralThreads() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let store = try ScriptedAdapter.open(
        "exec:" + Self.echo)
      defer { store.close() }
      for number in 0..<8 {
        group.addTask {
          for turn in 0..<10 {
            let value = Value("\(number) \(turn)")
            let run = try store.run(["x": value], sessions: "alice")
            #expect(
              try run.perform(.get("x"), by: .alice)
                == .row(StoredRow("x", value, .written(by: .initial, number: 1))))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Knows one row, that of the last reset.
  private static let echo = #"""
    while read -r l; do case "$l" in
    *isolab*) echo '{"store":"echo","levels":["snapshot"]}';;
    *reset*) v=${l##*,\"}; v=${v%%\"*}; echo '{"ok":true}';;
    *'"get"'*) printf '{"value":"%s"}\n' "$v";;
    *) echo '{"ok":true}';; esac; done
    """#
}
