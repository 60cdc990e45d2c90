import Databases
import Stores
import Testing

/// What is wrong with a URL is said before anything is opened.
@Suite struct StoreURLTests {
  @Test(arguments: [
    ("shop.db", "the URL of a store begins with sqlite:, postgresql:, mariadb:, or exec:"),
    (":shop.db", "the URL of a store begins with sqlite:, postgresql:, mariadb:, or exec:"),
    ("", "the URL of a store begins with sqlite:, postgresql:, mariadb:, or exec:"),
    (
      "oracle://x",
      "isolab does not know the store \"oracle\"; try sqlite:, postgresql:, mariadb:, or exec:"
    ),
    ("sqlite:?colour=red", "sqlite: does not know the parameter colour; it knows ?journal="),
    ("sqlite:?journal", "sqlite: does not know the parameter journal; it knows ?journal="),
    ("sqlite:?journal=wal&journal=wal", "the parameter journal occurs twice in this sqlite: URL"),
    (
      "sqlite:?journal=memory",
      "sqlite:?journal=memory: SQLite's journal must be wal or delete, not memory"
    ),
    (
      "sqlite::memory:",
      "sqlite::memory:: sessions cannot share an in-memory database;"
        + " use sqlite: for a temporary file"
    ),
  ])
  func aBadURLIsExplained(url: String, message: String) {
    #expect(throws: StoreFailure(message)) { try KnownStores.open(url, StoreOptions()) }
  }

  @Test(arguments: ["sqlite:", "SQLite:", "sqlite:?journal=wal", "sqlite:?journal=delete"])
  func aGoodURLOpens(url: String) throws {
    #expect(try KnownStores.open(url, StoreOptions()).identity.url == url)
  }

  #if PostgreSQL
    @Test(arguments: [
      ("hots=/tmp", "hots; did you mean host?"), ("host=/tmp&zzzzzzzz", "zzzzzzzz"),
    ]) func aBadParameterOfPostgreSQLIsNamed(parameter: String, told: String) {
      let message = "postgresql: does not know the parameter \(told)"
      #expect(throws: StoreFailure(message)) {
        try KnownStores.open("postgresql:///x?\(parameter)", StoreOptions())
      }
    }

    /// Its second half could be taken for a parameter.
    @Test func aPasswordIsNoParameter() {
      #expect {
        _ = try KnownStores.open("postgresql://me:a?swordfish@localhost/x", StoreOptions())
      } throws: { error in
        (error as? StoreFailure)?.message.contains("swordfish") == false
      }
    }
  #endif

  private static let schemes: [(scheme: String, trait: String, database: TestDatabase)] = [
    ("postgresql", "PostgreSQL", .postgresql), ("postgres", "PostgreSQL", .postgresql),
    ("mariadb", "MariaDB", .mariadb), ("mysql", "MariaDB", .mariadb),
  ]

  @Test(arguments: schemes.filter { !$0.database.isBuiltIn })
  func whatIsNotBuiltInSaysHow(scheme: String, trait: String, _: TestDatabase) {
    let message =
      "this build of isolab does not support \(trait); run `scripts/setup --databases`, which"
      + " installs what it needs, and build with `swift build --traits \(trait)`"
    #expect(throws: StoreFailure(message)) {
      try KnownStores.open("\(scheme)://root:swordfish@localhost/", StoreOptions())
    }
  }
}
