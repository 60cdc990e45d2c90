#if MariaDB
  import Databases
  import Language
  import Stores
  import Testing
  import Vocabulary

  /// What requests do on MariaDB only.
  @Suite(.enabled(if: TestDatabase.mariadb.isInstalled, TestDatabase.mariadb.isMissing))
  struct MariaDBRequestTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.mariadb.server() }

    @Test func itNamesItself() throws {
      let identity = try KnownStores.open(server.url(), StoreOptions()).identity
      #expect(identity.title.wholeMatch(of: /MariaDB \d+\.\d+\.\d+/) != nil)
      #expect(
        identity.levels.map(\.name) == [
          "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE",
        ])
      #expect(identity.url == "mariadb://root@/?socket=\(server.socket)")
      #expect(identity.changesRanges)
      let url = "mysql" + server.url(nil, "&snapshot_isolation=off").dropFirst(7)
      #expect(try KnownStores.open(url, StoreOptions()).identity.scheme == "mariadb")
    }

    @Test func aKeyThatIsTooLongIsRefused() throws {
      let bench = try server.bench()
      try bench.begin(1)
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
