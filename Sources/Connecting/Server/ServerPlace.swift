package import Stores

/// The place of a server, isolab's patience with it, and the secrets that no message may show.
package protocol ServerPlace: Sendable {
  var options: StoreOptions { get }
  /// Without a password.
  var url: String { get }
  /// Texts that no message may show; none is empty.
  var secrets: [String] { get }
}

extension ServerPlace {
  /// A failure: the URL without its secrets, and then the first line of what the server has done.
  package func failure(_ what: String) -> StoreFailure {
    let line = String(what.prefix { !$0.isNewline })
    return StoreFailure("\(url) \(secrets.reduce(line) { $0.replacing($1, with: "***") })")
  }

  package func failure(_ what: String, _ error: ServerError) -> StoreFailure {
    failure("\(what): \(error.report)")
  }
}
