import Stores
package import Vocabulary

/// A statement that a store was sent.
package struct SentStatement: Hashable, Sendable {
  /// The transaction of the statement; nil if that is not known, because the store failed.
  package let transaction: TransactionID?
  /// As a person would type it.
  package let text: String
}

extension StoreExchange.Asked {
  /// The transaction that it is about; nil if it is about all.
  var transaction: TransactionID? {
    switch self {
    case .begin(let transaction): transaction.id
    case .request(_, let id), .resumed(let id), .cancel(let id): id
    case .rest: nil
    }
  }
}
