package import Stores

/// One piece of work that a session gives a database: a BEGIN, or a request.
package enum StoreWork {
  case begin
  case request(StoreRequest)

  package var isCommit: Bool { if case .request(.commit) = self { true } else { false } }
}
