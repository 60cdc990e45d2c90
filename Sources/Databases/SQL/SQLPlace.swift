import Stores

/// Where a server is, how patient isolab is with it, and what no message may show.
protocol SQLPlace: Sendable {
  var options: StoreOptions { get }
  /// Without a password.
  var url: String { get }

  /// A failure: the URL without its secrets, and then what the server has done.
  func failure(_ what: String) -> StoreFailure
}
