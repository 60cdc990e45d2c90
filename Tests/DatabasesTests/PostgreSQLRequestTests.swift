#if PostgreSQL
  import Databases
  import Language
  import Stores
  import Testing
  import Vocabulary

  /// What requests do on PostgreSQL only.
  @Suite(.enabled(if: TestDatabase.postgresql.isInstalled, TestDatabase.postgresql.isMissing))
  struct PostgreSQLRequestTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.postgresql.server() }

    @Test func itNamesItself() throws {
      let store = try KnownStores.open(server.url(), StoreOptions())
      #expect(store.identity.title.wholeMatch(of: /PostgreSQL \d+(\.\d+)?/) != nil)
      #expect(
        store.identity.levels.map(\.name) == ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
      #expect(store.identity.url == "postgresql://postgres@/postgres?host=\(server.folder)")
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

    @Test(
      arguments: [
        ("text", .plus, "1", "22P02 invalid input syntax for type bigint: \"text\""),
        ("9223372036854775807", .plus, "1", "22003 bigint out of range"),
        ("-9223372036854775808", .divided, "-1", "22003 bigint out of range"),
        ("1", .modulo, "0", "22012 division by zero"),
      ] as [(Value, Expression.Operator, Value, String)])
    func whatCannotBeComputedAborts(
      value: Value, sign: Expression.Operator, right: Value, report: String
    ) throws {
      let bench = try server.bench(["a": value])
      try bench.begin(1)
      #expect(
        try bench.ask(1, Formulas.change(Formulas.binary(Formulas.value, sign, right)))
          == .aborted(.serverError, report: report))
      // The session is free again.
      #expect(try bench.begin(1) == .done)
      #expect(try bench.ask(1, .get("a")) == .row("a", value))
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
  }
#endif
