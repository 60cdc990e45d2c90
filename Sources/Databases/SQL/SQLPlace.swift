import Stores

/// Where a server is, how patient isolab is with it, and what no message may show.
protocol SQLPlace: Sendable {
  var options: StoreOptions { get }

  /// The server's deed, after its URL without anything secret.
  func failure(_ what: String) -> StoreFailure
}
