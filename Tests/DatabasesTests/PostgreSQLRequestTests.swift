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
  }
#endif
