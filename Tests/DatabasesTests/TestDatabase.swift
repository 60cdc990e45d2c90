import Databases
import Stores
import Testing
import Vocabulary

/// The databases that have to keep the same promises.
enum TestDatabase: String, CaseIterable {
  case sqlite, postgresql, mariadb

  /// Those that this build knows, and this computer has.
  static let all = [sqlite] + servers
  static let servers = [postgresql, mariadb].filter(\.isInstalled)

  /// Each of them with each of its levels.
  static let levels = servers.flatMap { server in
    (server == .mariadb
      ? [IsolationMode.readUncommitted, .readCommitted, .snapshot, .twoPhaseLocking]
      : [.readCommitted, .snapshot, .serializableSnapshot]).map { (server, $0) }
  }

  /// Whether this build knows it: servers need a package trait.
  var isBuiltIn: Bool {
    #if PostgreSQL
      if self == .postgresql { return true }
    #endif
    #if MariaDB
      if self == .mariadb { return true }
    #endif
    return self == .sqlite
  }

  var isInstalled: Bool {
    isBuiltIn && (self == .sqlite || ServerScript.isInstalled(rawValue))
  }

  var isMissing: Comment {
    "skipped: \(rawValue) is not installed; scripts/setup --databases installs it"
  }

  private static let postgresqlServer = try? TestServer(.postgresql)
  private static let mariadbServer = try? TestServer(.mariadb)

  /// The server that all tests share.
  func server() throws -> TestServer {
    try #require(self == .mariadb ? Self.mariadbServer : Self.postgresqlServer)
  }

  func bench(
    _ rows: [Key: Value] = ["x": "1", "y": "1"], _ options: StoreOptions = StoreOptions()
  ) throws -> StoreBench {
    try StoreBench(self == .sqlite ? "sqlite:" : server().url(), rows, options)
  }

  func store(_ options: StoreOptions = StoreOptions()) throws -> any Store {
    try KnownStores.open(self == .sqlite ? "sqlite:" : server().url(), options)
  }
}
