import Stores

/// The place of a server, isolab's patience with it, and the secrets that no message may show.
protocol SQLPlace: Sendable {
  var options: StoreOptions { get }
  /// Without a password.
  var url: String { get }

  /// A failure: the URL without its secrets, and then what the server has done.
  func failure(_ what: String) -> StoreFailure
}
