#if MariaDB
  import Connecting
  import Stores

  /// Where one server listens.
  struct MariaNode: Hashable, Sendable {
    /// Nil stands for this computer, or for the host in the configuration files.
    let host: String?
    let port: UInt32
  }

  /// The contents of a MariaDB URL.
  ///
  /// Missing parts are read from the group `client` of the configuration files, such as
  /// `~/.my.cnf`, and the password from the variable MYSQL_PWD.
  final class MariaPlace: ServerPlace {
    /// The URL without a password.
    let url: String
    let options: StoreOptions
    /// Never empty.
    ///
    /// Several servers are a Galera cluster.
    let nodes: [MariaNode]
    let user: String?
    let password: String?
    /// Used only to log in.
    let database: String?
    let socket: String?
    /// Nil if the URL does not say, which means off.
    let snapshotIsolation: Bool?
    /// Whether each row records which write created it.
    let keepsVersions: Bool
    /// Whether all nodes of a cluster have a commit before anything else happens.
    let synchronizes: Bool
    let secrets: [String]

    private static let parameters = ["snapshot_isolation", "socket", "sync", "w"]

    /// - Throws: a `StoreFailure` that does not repeat the text, which may contain a password.
    init(_ url: StoreURL, _ options: StoreOptions) throws(StoreFailure) {
      let parts = try MariaURLParts(url, knowing: Self.parameters)
      (nodes, user, password) = (parts.nodes, parts.user, parts.password)
      (database, socket) = (parts.database, parts.parameters["socket"])
      snapshotIsolation = try parts.choice("snapshot_isolation", no: "off", yes: "on")
      keepsVersions = try parts.choice("w", no: "no", yes: "yes") ?? true
      synchronizes = try parts.choice("sync", no: "0", yes: "1") ?? true
      (self.url, self.options) = (parts.url, options)
      secrets = parts.secrets.filter { !$0.isEmpty }
    }
  }
#endif
