import Stores
import Synchronization
import Vocabulary

/// The engine as a store that can be gone, or be given up.
final class FragileStore: Store {
  let identity = StoreIdentity(
    scheme: "fragile", title: "Fragile 2", url: "fragile://u:secret@h/x",
    levels: [
      StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
      StoreLevel("SERIALIZABLE", .twoPhaseLocking),
    ], changesRanges: false)
  private let state = Mutex((isGone: false, runs: 0, live: 0, most: 0))

  /// How many tables it has made.
  var runs: Int { state.withLock { $0.runs } }

  /// How many tables somebody holds, and how many that were at most.
  var held: (now: Int, most: Int) { state.withLock { ($0.live, $0.most) } }

  /// From now on it answers nothing.
  func goAway() { state.withLock { $0.isGone = true } }

  /// It answers again.
  func comeBack() { state.withLock { $0.isGone = false } }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    try check()
    state.withLock {
      $0.runs += 1
      $0.live += 1
      $0.most = max($0.most, $0.live)
    }
    return Run(EngineRun(rows, nil), of: self)
  }

  func close() {}

  fileprivate func takeBack() { state.withLock { $0.live -= 1 } }

  fileprivate func check() throws(StoreFailure) {
    if state.withLock({ $0.isGone }) { throw StoreFailure("Fragile 2 is gone") }
  }

  private final class Run: StoreRun {
    private let engine: EngineRun
    private let store: FragileStore

    init(_ engine: EngineRun, of store: FragileStore) {
      (self.engine, self.store) = (engine, store)
    }

    deinit { store.takeBack() }

    func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
      try store.check()
      return engine.begin(transaction)
    }

    func perform(
      _ request: StoreRequest, by id: TransactionID
    ) throws(StoreFailure) -> StoreAnswer {
      try store.check()
      return engine.perform(request, by: id)
    }

    func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
      try store.check()
      return engine.resume()
    }

    func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
      try store.check()
      return engine.cancel(id)
    }

    func takeStatements() -> [String] { ["a statement"] }
  }
}
