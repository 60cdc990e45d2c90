package import Stores

/// The stores that this program can reach.
package enum Databases {
  /// Connects to the store of a URL.
  ///
  /// - Throws: a `StoreFailure` that says what is wrong with the URL, or with the store.
  package static func open(
    _ url: String, _ options: StoreOptions
  ) throws(StoreFailure) -> any Store {
    if let command = ProcessStore.command(of: url) {
      return try ProcessStore(command: command, options)
    }
    throw StoreFailure("\(url) is not the URL of a store")
  }
}
