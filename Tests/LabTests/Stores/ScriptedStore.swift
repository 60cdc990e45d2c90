import Stores
import Vocabulary

/// A store that gives prepared answers, one for each request, whatever it is asked.
final class ScriptedStore: Store, @unchecked Sendable {
  let identity = StoreIdentity(
    scheme: "scripted", title: "Scripted 1", url: "scripted:",
    levels: [StoreLevel("READ UNCOMMITTED", .readUncommitted)], changesRanges: true)
  private var answers: [StoreAnswer]
  /// What resume() answers, each after as many requests; the number includes BEGIN.
  private var resumed: [Int: (TransactionID, StoreAnswer)]
  private var doomed: [Int: TransactionID]
  /// What cancel() answers; nil: the request is withdrawn.
  private let withdrawn: StoreAnswer?
  private var count = 0

  init(
    _ answers: [StoreAnswer], resumed: [Int: (TransactionID, StoreAnswer)] = [:],
    doomed: [Int: TransactionID] = [:], withdrawn: StoreAnswer? = nil
  ) {
    (self.answers, self.resumed, self.doomed) = (answers, resumed, doomed)
    self.withdrawn = withdrawn
  }

  func run(from rows: [Key: Value]) -> any StoreRun { Run(self) }
  func close() {}

  private final class Run: StoreRun {
    private let store: ScriptedStore
    init(_ store: ScriptedStore) { self.store = store }

    func begin(_ transaction: StoreTransaction) -> StoreAnswer {
      store.count += 1
      return .done
    }

    func perform(_ request: StoreRequest, by id: TransactionID) -> StoreAnswer {
      store.count += 1
      return store.answers.removeFirst()
    }

    func resume() -> (TransactionID, StoreAnswer)? {
      store.resumed.removeValue(forKey: store.count)
    }

    func cancel(_ id: TransactionID) -> StoreAnswer? { store.withdrawn }

    func takeDoomed() -> [(TransactionID, report: String)] {
      store.doomed.removeValue(forKey: store.count).map { [($0, "was aborted by the cluster")] }
        ?? []
    }

    func takeStatements() -> [String] { [] }
  }
}
