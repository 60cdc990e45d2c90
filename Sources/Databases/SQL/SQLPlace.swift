import Stores

/// Where a server is, how patient isolab is with it, and what no message may show.
protocol SQLPlace: Sendable {
  var options: StoreOptions { get }

  /// What the server has done, after its URL without what is secret.
  func failure(_ what: String) -> StoreFailure
}
