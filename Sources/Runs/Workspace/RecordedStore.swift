import Sessions
import Stores
import Vocabulary

/// The answers that a lab got from its store, given once more.
///
/// The same lines ask the same, so they lead to the same lab, although the store is lost.
final class RecordedStore: Store, @unchecked Sendable {
  let identity: StoreIdentity
  private let exchanges: [StoreExchange]
  private let failure: StoreFailure
  /// How many answers have been given.
  private var position = 0

  /// The answers that a lab has got; then it fails as the store did.
  init(_ place: Sessions.Place, of store: any Store, until failure: StoreFailure) {
    (identity, exchanges, self.failure) = (store.identity, place.exchanges, failure)
  }

  /// Whether all answers have been given.
  var isAtEnd: Bool { position == exchanges.count }

  func run(from rows: [Key: Value]) -> any StoreRun { Run(self) }
  func close() {}

  /// The next answer, if it is one to that.
  private func next(
    if isMeant: (StoreExchange.Asked) -> Bool
  ) throws(StoreFailure) -> StoreAnswer {
    guard !isAtEnd, isMeant(exchanges[position].asked) else { throw failure }
    position += 1
    return exchanges[position - 1].answer
  }

  private final class Run: StoreRun {
    private let store: RecordedStore

    init(_ store: RecordedStore) { self.store = store }

    func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
      try store.next { asked in
        if case .begin(let begun) = asked { begun.id == transaction.id } else { false }
      }
    }

    func perform(
      _ request: StoreRequest, by id: TransactionID
    ) throws(StoreFailure) -> StoreAnswer {
      try store.next { if case .request(_, id) = $0 { true } else { false } }
    }

    func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
      guard !store.isAtEnd else { return nil }
      switch store.exchanges[store.position].asked {
      case .resumed(let id): return (id, try store.next { _ in true })
      case .rest:
        store.position += 1
        return nil
      default: return nil
      }
    }

    func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
      if !store.isAtEnd, case .resumed(id) = store.exchanges[store.position].asked {
        return try store.next { _ in true }
      }
      let answer = try store.next { if case .cancel(id) = $0 { true } else { false } }
      return answer == .done ? nil : answer
    }

    func takeStatements() -> [String] { [] }
  }
}
