import Adapters
import Connecting
import SQLite
package import Stores

#if PostgreSQL
  import PostgreSQL
#endif
#if MariaDB
  import MariaDB
#endif

/// The stores that this program can reach.
package enum KnownStores {
  /// Connects to the store of a URL.
  ///
  /// - Throws: a `StoreFailure` that says what is wrong with the URL, or with the store.
  package static func open(
    _ text: String, _ options: StoreOptions
  ) throws(StoreFailure) -> any Store {
    let url = try StoreURL(text)
    switch url.scheme {
    case "sqlite": return try url.openSQLite(options)
    case "exec": return try url.openProcess(options)
    case "postgresql", "postgres":
      #if PostgreSQL
        return try url.openPostgreSQL(options)
      #else
        throw unknown(trait: "PostgreSQL")
      #endif
    case "mariadb", "mysql":
      #if MariaDB
        return try url.openMariaDB(options)
      #else
        throw unknown(trait: "MariaDB")
      #endif
    default:
      throw StoreFailure(
        "isolab does not know the store \"\(url.scheme)\"; try \(StoreURL.schemes)")
    }
  }

  private static func unknown(trait: String) -> StoreFailure {
    StoreFailure(
      "this build of isolab does not support \(trait); run `scripts/setup --databases`, which"
        + " installs what it needs, and build with `swift build --traits \(trait)`")
  }
}
