#if MariaDB
  import Databases
  import Language
  import Stores
  import Testing
  import Vocabulary

  /// What each request does on MariaDB, without conflicts.
  @Suite(.enabled(if: MariaDBServer.isInstalled, MariaDBServer.isMissing))
  struct MariaDBRequestTests {
    private let server: MariaDBServer

    init() throws { server = try #require(MariaDBServer.shared) }

    @Test func itNamesItself() throws {
      let identity = try KnownStores.open(server.url(), StoreOptions()).identity
      #expect(identity.title.wholeMatch(of: /MariaDB \d+\.\d+\.\d+/) != nil)
      #expect(
        identity.levels.map(\.name) == [
          "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE",
        ])
      #expect(identity.url == "mariadb://root@/?socket=\(server.socket)")
      #expect(identity.changesRanges)
      let url = "mysql" + server.url("root", "&snapshot_isolation=off").dropFirst(7)
      #expect(try KnownStores.open(url, StoreOptions()).identity.scheme == "mariadb")
    }

    @Test(arguments: [IsolationMode.readUncommitted, .readCommitted, .snapshot, .twoPhaseLocking])
    func rowsAreReadAndWritten(mode: IsolationMode) throws {
      let bench = try server.bench(["a": "1", "b": "2", "é": "3"])
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
      #expect(
        try bench.put(2, "a", "6")
          == .refused("1792 Cannot execute statement in a READ ONLY transaction"))
      #expect(try bench.ask(2, .get("a")) == .row("a", "5", by: 1))
      #expect(try bench.ask(2, .rollback) == .done)
    }

    /// The first run leaves a transaction open; the next ones have the same table.
    @Test func rowsAreFreshInEachRun() throws {
      let store = try KnownStores.open(server.url(), StoreOptions())
      for number in 0..<40 {
        let run = try store.run(from: ["x": Value(Int64(number)), "z": "0"])
        let id = TransactionID(1)
        _ = try run.begin(
          StoreTransaction(
            id: id, session: "s", level: store.identity.levels[number % 4], readOnly: false,
            deferrable: false))
        #expect(
          try run.perform(.scan(.all), by: id)
            == .rows([
              StoredRow("x", Value(Int64(number)), .first(by: 0)),
              StoredRow("z", "0", .first(by: 0)),
            ]))
        _ = try run.perform(.put(Key("k\(number)"), "1", .first(by: 1)), by: id)
        if !number.isMultiple(of: 3) { _ = try run.perform(.commit, by: id) }
      }
    }

    @Test func runsDoNotSeeEachOther() throws {
      let bench = try server.bench(["x": "1"])
      let other = try bench.store.run(from: ["x": "2"])
      try bench.begin(1)
      try bench.put(1, "x", "3")
      _ = try other.begin(
        StoreTransaction(
          id: TransactionID(1), session: "s", level: bench.store.identity.levels[3],
          readOnly: false, deferrable: false))
      #expect(try other.perform(.get("x"), by: TransactionID(1)) == .row("x", "2"))
    }

    @Test func anyTextIsOnlyData() throws {
      let texts = [
        "'); DROP TABLE isolab; --", "\"", "\\", "?", "NULL", "", "a", "a ", "a\0", "A", "%s",
        "🦊é\u{301}", "\n\t", "\u{FFFF}", "---TRANSACTION 1, ACTIVE\nLOCK WAIT",
        String(repeating: "long ", count: 600),
      ]
      var rows: [Key: Value] = [:]
      for text in texts { rows[Key(text)] = Value(text) }
      let bench = try server.bench(rows)
      try bench.begin(1)
      for text in texts {
        #expect(try bench.ask(1, .get(Key(text))) == .row(Key(text), Value(text)))
        #expect(try bench.put(1, Key(text + "2"), Value(text)) == .done)
      }
      let all = (rows.keys + rows.keys.map { Key($0.text + "2") }).sorted()
      guard case .rows(let found) = try bench.ask(1, .scan(.all)) else {
        Issue.record("no rows")
        return
      }
      #expect(found.map(\.key) == all)
      let big = Value(String(repeating: "ü'\\\0🦊", count: 16_384))
      #expect(try bench.put(1, "big", big) == .done)
      #expect(try bench.ask(1, .get("big")) == .row("big", big, by: 1))
      let tooLong = Key(String(repeating: "k", count: 3073))
      #expect(
        try bench.put(1, tooLong, "1") == .refused("1406 Data too long for column 'k' at row 1"))
      #expect(try bench.ask(1, .commit) == .done)
    }

    @Test func versionsCanBeLeftOut() throws {
      let bench = try server.bench(["x": "1"], StoreOptions(), "&w=no")
      #expect(!bench.store.identity.changesRanges)
      try bench.begin(1)
      try bench.put(1, "x", "2")
      #expect(try bench.ask(1, .get("x")) == .row(StoredRow("x", "2", nil)))
      guard
        case .refused = try bench.ask(
          1,
          .change(
            StoreChange(
              range: .all, filter: nil, formula: nil, writer: TransactionID(1), numbers: [:])))
      else {
        Issue.record("a range was changed")
        return
      }
    }

    @Test func statementsAreShownAsTyped() throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.put(1, "it's?", "\\")
      try bench.ask(1, .getForUpdate("x"))
      try bench.ask(1, .commit)
      #expect(
        bench.run.takeStatements() == [
          "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;",
          "START TRANSACTION WITH CONSISTENT SNAPSHOT;",
          "INSERT INTO isolab (k, v, w) VALUES ('it''s?', '\\\\', '1.1')"
            + " ON DUPLICATE KEY UPDATE v = VALUES(v), w = VALUES(w);",
          "SELECT k, v, w FROM isolab WHERE k = 'x' FOR UPDATE;", "COMMIT;",
        ])
      #expect(bench.run.takeStatements().isEmpty)
    }

    @Test(arguments: [false, true]) func theSnapshotIsTakenAtBegin(late: Bool) throws {
      let bench = try server.bench(["x": "1"], StoreOptions(takesSnapshotLate: late))
      try bench.begin(1)
      try bench.begin(2)
      try bench.put(2, "x", "2")
      try bench.ask(2, .commit)
      #expect(
        try bench.ask(1, .get("x")) == (late ? .row("x", "2", by: 2) : .row("x", "1")))
    }

    /// What is not committed is read at one level only.
    @Test func dirtyReadsNeedTheLowestLevel() throws {
      let bench = try server.bench(["x": "1"])
      try bench.begin(1, .readUncommitted)
      try bench.begin(2, .readCommitted)
      try bench.begin(3, .readCommitted)
      try bench.put(3, "x", "2")
      #expect(try bench.ask(1, .get("x")) == .row("x", "2", by: 3))
      #expect(try bench.ask(2, .get("x")) == .row("x", "1"))
      try bench.ask(3, .rollback)
      #expect(try bench.ask(1, .get("x")) == .row("x", "1"))
    }
  }
#endif
