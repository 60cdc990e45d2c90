import Stores

/// What a transaction asks of a database: to begin, or a request.
enum StoreWork {
  case begin
  case request(StoreRequest)

  var isCommit: Bool { if case .request(.commit) = self { true } else { false } }
}
