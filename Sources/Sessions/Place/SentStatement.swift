import Stores
package import Vocabulary

/// A statement that isolab sent to a store.
package struct SentStatement: Hashable, Sendable {
  /// The transaction of the statement; nil if that is not known, because the store failed.
  package let transaction: TransactionID?
  /// The statement as a person would type it.
  package let text: String
}

extension StoreExchange.Asked {
  /// The transaction that the question concerns; nil if it concerns all.
  var transaction: TransactionID? {
    switch self {
    case .begin(let transaction): transaction.id
    case .request(_, let id), .resumed(let id), .cancel(let id): id
    case .rest: nil
    }
  }
}
