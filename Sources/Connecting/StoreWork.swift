package import Stores

/// What a transaction asks of a database: to begin, or a request.
package enum StoreWork {
  case begin
  case request(StoreRequest)

  package var isCommit: Bool { if case .request(.commit) = self { true } else { false } }
}
