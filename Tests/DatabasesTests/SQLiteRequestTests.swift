import Databases
import Language
import Stores
import Testing
import Vocabulary

/// What each request answers on SQLite.
@Suite struct SQLiteRequestTests {
  @Test func readsSayWhichVersionTheySaw() throws {
    let bench = try StoreBench()
    #expect(try bench.begin(1) == .done)
    #expect(try bench.ask(1, .get("x")) == .row("x", "1"))
    #expect(try bench.ask(1, .getForUpdate("none")) == .row(nil))
    #expect(try bench.ask(1, .lock("x")) == .done)
    #expect(try bench.put(1, "z", "new") == .done)
    #expect(try bench.ask(1, .get("z")) == .row("z", "new", by: 1))
    #expect(
      try bench.ask(1, .put("z", "newer", .written(by: TransactionID(1), number: 2))) == .done)
    #expect(
      try bench.ask(1, .scan(.all))
        == .rows([
          StoredRow("x", "1", .first(by: 0)), StoredRow("y", "1", .first(by: 0)),
          StoredRow("z", "newer", .written(by: TransactionID(1), number: 2)),
        ]))
    #expect(try bench.ask(1, .delete("x")) == .deleted(true))
    #expect(try bench.ask(1, .delete("x")) == .deleted(false))
    #expect(try bench.ask(1, .commit) == .done)
  }

  @Test func aRollbackLeavesNothing() throws {
    let bench = try StoreBench()
    try bench.begin(1)
    try bench.put(1, "x", "2")
    #expect(try bench.ask(1, .rollback) == .done)
    try bench.begin(2)
    #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
  }

  @Test func keysAreInTheOrderOfTheirBytes() throws {
    let keys = ["", "\0", "A", "Z", "a", "a\0", "a ", "ab", "é", "e\u{301}", "\u{FFFD}", "🐘"]
      .map { Key($0) }
    let rows = Dictionary(uniqueKeysWithValues: keys.map { ($0, Value("1")) })
    let bench = try StoreBench("sqlite:", rows)
    try bench.begin(1)
    func scanned(_ range: KeyRange) throws -> [Key] {
      guard case .rows(let rows) = try bench.ask(1, .scan(range)) else { return [] }
      return rows.map(\.key)
    }
    #expect(try scanned(.all) == keys.sorted())
    for low in keys {
      for high in keys {
        let range = KeyRange(low: low, high: high)
        #expect(try scanned(range) == keys.sorted().filter(range.contains))
      }
    }
  }

  @Test func aReadOnlyTransactionIsRefusedItsWrites() throws {
    let bench = try StoreBench()
    for (number, mode) in [(1, IsolationMode.snapshot), (2, .twoPhaseLocking)] {
      #expect(try bench.begin(number, mode, readOnly: true) == .done)
      #expect(
        try bench.put(number, "x", "2")
          == .refused("SQLITE_READONLY: attempt to write a readonly database"))
      #expect(try bench.ask(number, .get("x")) == .row("x", "1"))
      #expect(try bench.ask(number, .commit) == .done)
    }
    // The session may write again.
    try bench.begin(3, in: 1)
    #expect(try bench.put(3, "x", "2") == .done)
  }

  @Test func statementsAreWrittenAsAPersonWouldTypeThem() throws {
    let bench = try StoreBench()
    try bench.begin(1)
    try bench.put(1, "o'clock", "a\0?1")
    try bench.ask(1, .commit)
    #expect(
      bench.run.takeStatements() == [
        "BEGIN DEFERRED", "SELECT k, v, w FROM isolab LIMIT 1",
        "INSERT INTO isolab (k, v, w) VALUES ('o''clock', 'a' || char(0) || '?1', '1.1')"
          + " ON CONFLICT (k) DO UPDATE SET v = excluded.v, w = excluded.w", "COMMIT",
      ])
    #expect(bench.run.takeStatements() == [])
  }

  /// What `--sql` shows can be typed.
  @Test func typedStatementsDoTheSame() throws {
    let bench = try StoreBench("sqlite:", ["a": "1", "b": "2"])
    try bench.begin(1)
    try bench.put(1, "it's", "\0'")
    #expect(try bench.ask(1, .get("it's")) == .row("it's", "\0'", by: 1))
    let (put, get) = (bench.run.takeStatements()[2], SQLiteTyped.connection)
    let other = try get()
    _ = try other(put)
    #expect(try other("SELECT k, v, w FROM isolab") == [["it's", "\0'", "1.1"]])
  }

  @Test func itSaysWhatItIs() throws {
    let store = try KnownStores.open("sqlite:", StoreOptions())
    let identity = store.identity
    #expect(identity.scheme == "sqlite" && identity.url == "sqlite:" && identity.changesRanges)
    #expect(identity.title.wholeMatch(of: /SQLite 3\.\d+\.\d+/) != nil)
    #expect(identity.levels.map(\.name) == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"])
    #expect(identity.level(for: .twoPhaseLocking)?.name == "BEGIN IMMEDIATE")
  }
}
