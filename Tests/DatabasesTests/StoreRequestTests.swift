import Language
import Stores
import Testing
import Vocabulary

/// What each request does, without conflicts.
@Suite struct StoreRequestTests {
  @Test(arguments: TestDatabase.levels)
  func rowsAreReadAndWritten(database: TestDatabase, mode: IsolationMode) throws {
    let bench = try database.bench(["a": "1", "b": "2", "é": "3"])
    #expect(try bench.begin(1, mode) == .done)
    #expect(try bench.ask(1, .get("a")) == .row("a", "1"))
    #expect(try bench.ask(1, .get("none")) == .row(nil))
    #expect(try bench.put(1, "c", "9") == .done)
    #expect(try bench.put(1, "a", "5") == .done)
    #expect(try bench.ask(1, .delete("b")) == .deleted(true))
    #expect(try bench.ask(1, .delete("b")) == .deleted(false))
    #expect(try bench.ask(1, .lock("c")) == .done)
    #expect(try bench.ask(1, .lock("absent")) == .done)
    #expect(try bench.ask(1, .getForUpdate("a")) == .row("a", "5", by: 1))
    let rows = [
      StoredRow("a", "5", .first(by: 1)), StoredRow("c", "9", .first(by: 1)),
      StoredRow("é", "3", .first(by: 0)),
    ]
    #expect(try bench.ask(1, .scan(.all)) == .rows(rows))
    #expect(try bench.ask(1, .scan(KeyRange(low: "a", high: "c"))) == .rows([rows[0]]))
    #expect(try bench.ask(1, .commit) == .done)
    try bench.begin(2, mode, readOnly: true)
    #expect(try bench.ask(2, .scan(.all)) == .rows(rows))
    let answer = try bench.put(2, "a", "6")
    if database == .postgresql {
      let report = "25006 cannot execute INSERT in a read-only transaction"
      #expect(answer == .aborted(.serverError, report: report))
      try bench.begin(2)
    } else {
      #expect(answer == .refused("1792 Cannot execute statement in a READ ONLY transaction"))
      #expect(try bench.ask(2, .get("a")) == .row("a", "5", by: 1))
    }
    #expect(try bench.ask(2, .rollback) == .done)
  }

  /// The first run leaves a transaction open; the next ones have the same table.
  @Test(arguments: TestDatabase.all) func rowsAreFreshInEachRun(database: TestDatabase) throws {
    let store = try database.store()
    let (levels, id) = (store.identity.levels, TransactionID(1))
    for number in 0..<40 {
      let run = try store.run(from: ["x": Value(Int64(number)), "z": "0"])
      _ = try run.begin(id, "s", levels[number % levels.count])
      #expect(
        try run.perform(.scan(.all), by: id)
          == .rows([
            StoredRow("x", Value(Int64(number)), .first(by: 0)),
            StoredRow("z", "0", .first(by: 0)),
          ]))
      _ = try run.put(Key("k\(number)"), "1", by: id)
      if !number.isMultiple(of: 3) { _ = try run.perform(.commit, by: id) }
    }
  }

  @Test(arguments: TestDatabase.servers) func runsDoNotSeeEachOther(database: TestDatabase) throws {
    let bench = try database.bench(["x": "1"])
    try bench.begin(1)
    try bench.put(1, "x", "3")
    for level in bench.store.identity.levels {
      let other = try bench.store.run(from: ["x": "2"])
      _ = try other.begin(TransactionID(1), "s", level)
      #expect(try other.perform(.get("x"), by: TransactionID(1)) == .row("x", "2"))
    }
  }

  /// No key or value becomes SQL text, and bytes decide.
  @Test(arguments: TestDatabase.all) func anyTextIsOnlyData(database: TestDatabase) throws {
    let storesNUL = database != .postgresql
    let texts =
      [
        "'); DROP TABLE isolab; --", "\"", "\\", "{a,b}", "NULL", "", "a", "a ", "A", "$1", "?1",
        "?", "%s", "é", "e\u{301}", "🦊é\u{301}", "\n", "\n\t", "E'\\x00'", "\u{FFFF}", "\"k\"",
        "---TRANSACTION 1, ACTIVE\nLOCK WAIT",
        String(repeating: "long ", count: storesNUL ? 600 : 200),
      ] + (storesNUL ? ["\0", "a\0", "a\0b"] : [])
    var rows: [Key: Value] = [:]
    for text in texts { rows[Key(text)] = Value(text) }
    let bench = try database.bench(rows)
    try bench.begin(1)
    for text in texts {
      #expect(try bench.ask(1, .get(Key(text))) == .row(Key(text), Value(text)))
      let key = Key(text + "2")
      #expect(try bench.put(1, key, Value(text)) == .done)
      #expect(
        try bench.ask(1, .scan(.only(key)))
          == .rows([StoredRow(key, Value(text), .first(by: 1))]))
    }
    let all = (rows.keys + rows.keys.map { Key($0.text + "2") }).sorted()
    guard case .rows(let found) = try bench.ask(1, .scan(.all)) else {
      Issue.record("no rows")
      return
    }
    #expect(found.map(\.key) == all)
    for text in texts { #expect(try bench.ask(1, .delete(Key(text))) == .deleted(true)) }
    let big = Value(String(repeating: storesNUL ? "ü'\\\0🦊" : "ü'\\", count: 16_384))
    #expect(try bench.put(1, "big", big) == .done)
    #expect(try bench.ask(1, .get("big")) == .row("big", big, by: 1))
    #expect(try bench.ask(1, .commit) == .done)
  }

  @Test(arguments: TestDatabase.all, [false, true])
  func theSnapshotIsTakenAtBegin(database: TestDatabase, late: Bool) throws {
    let bench = try database.bench(["x": "1"], StoreOptions(takesSnapshotLate: late))
    try bench.begin(1)
    try bench.begin(2)
    try bench.put(2, "x", "2")
    try bench.ask(2, .commit)
    #expect(
      try bench.ask(1, .get("x")) == (late ? .row("x", "2", by: 2) : .row("x", "1")))
  }

  private static let typed: [TestDatabase: [String]] = [
    .postgresql: [
      "BEGIN ISOLATION LEVEL REPEATABLE READ;", "SELECT 1;",
      "INSERT INTO isolab (k, v, w) VALUES ('it''s?', '\\', '1.1')"
        + " ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v, w = EXCLUDED.w;",
    ],
    .mariadb: [
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;",
      "START TRANSACTION WITH CONSISTENT SNAPSHOT;",
      "INSERT INTO isolab (k, v, w) VALUES ('it''s?', '\\\\', '1.1')"
        + " ON DUPLICATE KEY UPDATE v = VALUES(v), w = VALUES(w);",
    ],
  ]

  @Test(arguments: TestDatabase.servers)
  func statementsAreShownAsTyped(database: TestDatabase) throws {
    let bench = try database.bench()
    try bench.begin(1)
    try bench.put(1, "it's?", "\\")
    try bench.ask(1, .getForUpdate("x"))
    try bench.ask(1, .commit)
    let last = ["SELECT k, v, w FROM isolab WHERE k = 'x' FOR UPDATE;", "COMMIT;"]
    #expect(bench.run.takeStatements() == (Self.typed[database] ?? []) + last)
    #expect(bench.run.takeStatements().isEmpty)
  }
}
