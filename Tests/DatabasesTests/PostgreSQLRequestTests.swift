#if PostgreSQL
  import Chance
  import Databases
  import Language
  import Stores
  import Testing
  import Vocabulary

  /// What each request does on PostgreSQL, without conflicts.
  @Suite(.enabled(if: PostgreSQLServer.isInstalled, PostgreSQLServer.isMissing))
  struct PostgreSQLRequestTests {
    private let server: PostgreSQLServer

    init() throws { server = try #require(PostgreSQLServer.shared) }

    @Test func itNamesItself() throws {
      let store = try KnownStores.open(server.url(), StoreOptions())
      #expect(store.identity.title.wholeMatch(of: /PostgreSQL \d+(\.\d+)?/) != nil)
      #expect(
        store.identity.levels.map(\.name) == ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
      #expect(store.identity.url == "postgresql://postgres@/postgres?host=\(server.folder)")
    }

    @Test func rowsAreReadAndWritten() throws {
      let bench = try server.bench(["a": "1", "b": "2", "é": "3"])
      #expect(try bench.begin(1) == .done)
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
      try bench.begin(2, readOnly: true)
      #expect(try bench.ask(2, .scan(.all)) == .rows(rows))
      guard case .aborted(.serverError, let report) = try bench.put(2, "a", "6") else {
        Issue.record("a read-only transaction wrote")
        return
      }
      #expect(report == "25006 cannot execute INSERT in a read-only transaction")
      try bench.begin(3)
      #expect(try bench.ask(3, .rollback) == .done)
    }

    @Test func runsDoNotSeeEachOther() throws {
      let bench = try server.bench(["x": "1"])
      let other = try bench.store.run(from: ["x": "2"])
      try bench.begin(1)
      try bench.put(1, "x", "3")
      _ = try other.begin(
        StoreTransaction(
          id: TransactionID(1), session: "s", level: bench.store.identity.levels[0],
          readOnly: false,
          deferrable: false))
      #expect(try other.perform(.get("x"), by: TransactionID(1)) == .row("x", "2"))
    }

    /// The first run leaves a transaction open; the next ones have the same table.
    @Test func rowsAreFreshInEachRun() throws {
      let store = try KnownStores.open(server.url(), StoreOptions())
      for number in 0..<40 {
        let run = try store.run(from: ["x": Value(Int64(number)), "z": "0"])
        let id = TransactionID(1)
        _ = try run.begin(
          StoreTransaction(
            id: id, session: "s", level: store.identity.levels[number % 3], readOnly: false,
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

    @Test func anyTextIsOnlyData() throws {
      let texts = [
        "'); DROP TABLE isolab; --", "\"", "\\", "{a,b}", "NULL", "", "$1", "%s", "🦊é\u{301}",
        "\n\t",
        "E'\\x00'", "\u{FFFF}", String(repeating: "long ", count: 200),
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
      guard case .rows(let found) = try bench.ask(1, .scan(.all)) else { return }
      #expect(found.map(\.key) == all)
      let big = Value(String(repeating: "ü'\\", count: 16_384))
      #expect(try bench.put(1, "big", big) == .done)
      #expect(try bench.ask(1, .get("big")) == .row("big", big, by: 1))
      #expect(try bench.ask(1, .commit) == .done)
    }

    @Test func aNULIsRefused() throws {
      let bench = try server.bench()
      try bench.begin(1)
      let refusal = StoreAnswer.refused("PostgreSQL cannot store the character NUL")
      #expect(try bench.put(1, "a\0b", "1") == refusal)
      #expect(try bench.put(1, "a", "\0") == refusal)
      #expect(try bench.ask(1, .get("a\0")) == refusal)
      // Bounds may have one.
      #expect(try bench.ask(1, .scan(.only("x"))) == .rows([StoredRow("x", "1", .first(by: 0))]))
      #expect(
        try bench.ask(1, .scan(KeyRange(low: "x\0", high: nil)))
          == .rows([StoredRow("y", "1", .first(by: 0))]))
      #expect(try bench.ask(1, .commit) == .done)
      #expect(throws: StoreFailure.self) { try bench.store.run(from: ["a": "\0"]) }
    }

    @Test func statementsAreShownAsTyped() throws {
      let bench = try server.bench()
      try bench.begin(1)
      try bench.put(1, "it's", "\\")
      try bench.ask(1, .getForUpdate("x"))
      try bench.ask(1, .commit)
      #expect(
        bench.run.takeStatements() == [
          "BEGIN ISOLATION LEVEL REPEATABLE READ;", "SELECT 1;",
          "INSERT INTO isolab (k, v, w) VALUES ('it''s', '\\', '1.1')"
            + " ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v, w = EXCLUDED.w;",
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
  }
#endif
