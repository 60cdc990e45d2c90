package import Stores

/// The stores that this program can reach.
package enum Databases {
  /// Connects to the store of a URL.
  ///
  /// - Throws: a `StoreFailure` that says what is wrong with the URL, or with the store.
  package static func open(
    _ text: String, _ options: StoreOptions
  ) throws(StoreFailure) -> any Store {
    let url = try StoreURL(text)
    switch url.scheme {
    case "sqlite": return try SQLiteStore(SQLitePlace(url), options)
    case "exec": return try ProcessStore(command: url.rest, options)
    default:
      throw StoreFailure("isolab knows no store \(url.scheme):; try \(StoreURL.schemes)")
    }
  }
}
