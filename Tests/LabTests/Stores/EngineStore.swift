import Engine
import Stores
import Vocabulary

/// The engine as a store: its answers tell which versions were read, and nothing else about it.
///
/// A lab on it must be what a lab on the engine is, which proves everything between.
final class EngineStore: Store {
  let identity: StoreIdentity

  /// The mode in which its transactions really run; nil: in that of their level.
  private let actual: IsolationMode?

  init(
    actually mode: IsolationMode? = nil,
    naming name: (IsolationMode) -> String = { $0.name.uppercased() }
  ) {
    actual = mode
    identity = StoreIdentity(
      scheme: "engine", title: "Engine 1", url: "engine:",
      levels: IsolationMode.allCases.map { StoreLevel(name($0), $0) }, changesRanges: false)
  }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    EngineRun(rows, actual)
  }

  func close() {}
}

final class EngineRun: StoreRun, @unchecked Sendable {
  private var database: Database
  /// The requests at work, by their transactions.
  private var requests: [TransactionID: StoreRequest] = [:]
  /// Each request is a command of its own, as a statement is.
  private var step: StepNumber = 0

  private let actual: IsolationMode?

  init(_ rows: [Key: Value], _ actual: IsolationMode? = nil) {
    (database, self.actual) = (Database(rows), actual)
  }

  func begin(_ transaction: StoreTransaction) -> StoreAnswer {
    step += 1
    let (id, begun) = database.begin(
      actual ?? transaction.level.mode, readOnly: transaction.readOnly,
      deferrable: transaction.deferrable,
      step: step)
    precondition(id == transaction.id)
    return answer(begun, to: .rollback)
  }

  func perform(_ request: StoreRequest, by id: TransactionID) -> StoreAnswer {
    let asked: Request =
      switch request {
      case .get(let key): .get(key)
      case .getForUpdate(let key): .getForUpdate(key)
      case .scan(let range): .scan(range)
      case .lock(let key): .lock(key)
      case .put(let key, let value, _): .put(key, value)
      case .delete(let key): .delete(key)
      case .commit: .commit
      case .rollback: .rollback
      case .change: preconditionFailure("changed by reads and writes")
      }
    requests[id] = request
    step += 1
    return answer(database.perform(asked, by: id, step: step), to: request)
  }

  func resume() -> (TransactionID, StoreAnswer)? {
    database.resume().map { ($0, answer($1, to: requests[$0] ?? .rollback)) }
  }

  func cancel(_ id: TransactionID) -> StoreAnswer? {
    _ = database.cancel(id)
    return nil
  }

  func takeStatements() -> [String] { [] }

  private func answer(_ step: Step, to request: StoreRequest) -> StoreAnswer {
    switch step.answer {
    case .began, .committed: .done
    case .done: if case .delete = request { .deleted(true) } else { .done }
    case .value(let value): .row(value.map { row(request.read, $0, step) })
    case .rows(let rows): .rows(rows.map { row($0.key, $0.value, step) })
    case .waits(let others): .waits(for: others)
    case .aborted(let abort): .aborted(abort.kind, report: "told by the engine")
    }
  }

  private func row(_ key: Key, _ value: Value, _ step: Step) -> StoredRow {
    let version = step.events.lazy.compactMap { event -> VersionID? in
      switch event {
      case .read(_, _, key, let version): version
      case .scan(_, _, let scan): scan.rows.first { $0.key == key }?.version
      default: nil
      }
    }.first
    return StoredRow(key, value, version)
  }
}

extension StoreRequest {
  /// The key that a request reads.
  fileprivate var read: Key {
    switch self {
    case .get(let key), .getForUpdate(let key): key
    default: preconditionFailure("no read of a key")
    }
  }
}
