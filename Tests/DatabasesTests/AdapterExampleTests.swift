import Chance
import Foundation
import Stores
import Testing
import Vocabulary

/// The stores of docs/adapters, as somebody would start them.
enum AdapterExample {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func url(_ file: String) -> String {
    "exec:python3 '\(root.path)/docs/adapters/\(file)"
  }

  static let snapshot = url("snapshot_store.py'")
  static let lostUpdate = url("snapshot_store.py' --lost-update")
  static let sqlite = url("sqlite_store.py'")

  /// Python 3.11 tells the codes of SQLite's errors.
  static let hasPython: Bool = {
    let found = runs("import sys; sys.exit(sys.version_info < (3, 11))")
    if !found { print("skipped: tests of docs/adapters, which need Python 3.11 or newer") }
    return found
  }()

  private static func runs(_ program: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "python3 -c '\(program)' 2>/dev/null"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

@Suite(.enabled(if: AdapterExample.hasPython)) struct AdapterExampleTests {
  @Test func theToyIsShort() throws {
    let path = AdapterExample.snapshot.split(separator: "'")[1]
    let text = try String(contentsOfFile: String(path), encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 < 80)
  }

  /// Both read x = 1 and write x + 1.
  private func twoIncrements(on url: String) throws -> [StoreAnswer?] {
    let store = try ScriptedAdapter.open(url)
    defer { store.close() }
    let run = try store.run(["x": "1"], sessions: "alice", "bob")
    let row = StoreAnswer.row(StoredRow("x", "1", .written(by: .initial, number: 1)))
    #expect(try run.perform(.get("x"), by: .alice) == row)
    #expect(try run.perform(.get("x"), by: .bob) == row)
    #expect(try run.put("x", "2", by: .alice) == .done)
    #expect(try run.put("x", "2", by: .bob) == .waits(for: [.alice]))
    #expect(try run.resume() == nil)
    #expect(try run.perform(.commit, by: .alice) == .done)
    let resumed = try #require(try run.resume())
    #expect(resumed.0 == .bob)
    #expect(try run.resume() == nil)
    if resumed.1 == .done { #expect(try run.perform(.commit, by: .bob) == .done) }
    _ = try run.begin(.carol, "carol", store.identity.levels[0])
    return [resumed.1, try run.perform(.get("x"), by: .carol)]
  }

  @Test func lostUpdate() throws {
    let alice = StoredRow("x", "2", .written(by: .alice, number: 1))
    let bob = StoredRow("x", "2", .written(by: .bob, number: 1))
    #expect(
      try twoIncrements(on: AdapterExample.snapshot)
        == [.aborted(.concurrentUpdate, report: "write conflict"), .row(alice)])
    #expect(try twoIncrements(on: AdapterExample.lostUpdate) == [.done, .row(bob)])
    let stale = "SQLITE_BUSY_SNAPSHOT: database is locked"
    #expect(
      try twoIncrements(on: AdapterExample.sqlite)
        == [.aborted(.concurrentUpdate, report: stale), .row(alice)])
  }

  @Test(arguments: [AdapterExample.snapshot, AdapterExample.sqlite])
  func requests(url: String) throws {
    let store = try ScriptedAdapter.open(url)
    defer { store.close() }
    let big = Value(String(repeating: "v\u{1F600}", count: 16_384))
    let start: [Key: Value] = ["a": "1", "\u{10000}": "\0", "\u{FFFF}": big, "' --": "\"\n"]
    let run = try store.run(start, sessions: "alice", "bob")
    func row(_ key: Key) -> StoredRow {
      StoredRow(key, start[key] ?? "", .written(by: .initial, number: 1))
    }
    for key in start.keys { #expect(try run.perform(.get(key), by: .alice) == .row(row(key))) }
    #expect(
      try run.perform(.scan(.all), by: .alice) == .rows(start.keys.sorted().map { row($0) }))
    #expect(
      try run.perform(.scan(KeyRange(low: "a", high: "\u{FFFF}")), by: .alice)
        == .rows([row("a")]))
    #expect(try run.perform(.delete("b"), by: .alice) == .deleted(false))
    #expect(try run.perform(.delete("a"), by: .alice) == .deleted(true))
    #expect(try run.perform(.get("a"), by: .alice) == .row(nil))
    #expect(try run.put("c\0d", "é", by: .alice) == .done)
    #expect(
      try run.perform(.get("c\0d"), by: .alice)
        == .row(StoredRow("c\0d", "é", .written(by: .alice, number: 1))))
    #expect(try run.perform(.get("a"), by: .bob) == .row(row("a")))
    #expect(try run.perform(.rollback, by: .alice) == .done)
    _ = try run.begin(.carol, "alice", store.identity.levels[0])
    #expect(try run.perform(.get("a"), by: .carol) == .row(row("a")))
  }

  @Test func aDeadlockOfTheToy() throws {
    let store = try ScriptedAdapter.open(AdapterExample.snapshot)
    defer { store.close() }
    let run = try store.run(sessions: "alice", "bob", "carol")
    #expect(try run.put("x", "2", by: .alice) == .done)
    #expect(try run.put("y", "2", by: .bob) == .done)
    #expect(try run.put("x", "3", by: .bob) == .waits(for: [.alice]))
    #expect(try run.put("y", "4", by: .carol) == .waits(for: [.bob]))
    #expect(try run.put("y", "3", by: .alice) == .aborted(.deadlock, report: "deadlock"))
    let first = try #require(try run.resume())
    #expect(first == (.bob, .done))
    #expect(try run.resume() == nil)
    #expect(try run.perform(.rollback, by: .bob) == .done)
    let second = try #require(try run.resume())
    #expect(second == (.carol, .done))
  }

  @Test func levelsOfSQLite() throws {
    let store = try ScriptedAdapter.open(AdapterExample.sqlite)
    defer { store.close() }
    #expect(
      store.identity.levels == [
        StoreLevel("BEGIN DEFERRED", .snapshot), StoreLevel("BEGIN IMMEDIATE", .twoPhaseLocking),
      ])
    #expect(store.identity.title.hasPrefix("SQLite 3."))
    let run = try store.run(from: [:])
    for id: TransactionID in [.alice, .bob] {
      let begin = StoreTransaction(
        id: id, session: SessionName("s\(id.number)"), level: store.identity.levels[1],
        readOnly: true, deferrable: false)
      #expect(try run.begin(begin) == (id == .alice ? .done : .waits(for: [.alice])))
    }
    #expect(
      try run.put("x", "1", by: .alice)
        == .refused("SQLITE_READONLY: attempt to write a readonly database"))
    #expect(try run.perform(.commit, by: .alice) == .done)
    let resumed = try #require(try run.resume())
    #expect(resumed == (.bob, .done))
  }
}
