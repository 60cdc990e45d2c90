import Stores
import Vocabulary

/// One writer at a time.
///
/// With a WAL a write needs the newest snapshot. With a rollback journal COMMIT of a transaction with
/// the write lock waits for all that have read, even if it has written nothing. Nobody begins in the
/// meantime, and the request that closes a ring is aborted.
struct SQLiteModel {
  struct Transaction {
    let isImmediate: Bool
    var rows: [Key: StoredRow] = [:]
    /// How many commits had changed something when the snapshot was taken; nil: it is not yet.
    var snapshot: Int?
    var hasWritten = false
    /// Outer nil: it does not wait; inner nil: at its BEGIN.
    var waiting: StoreRequest??
  }

  private let hasRollbackJournal: Bool
  private var committed: [Key: StoredRow]
  private var commits = 0
  private var writer: Int?
  /// Whether the writer waits at its COMMIT.
  private var isPending = false
  private(set) var open: [Int: Transaction] = [:]
  private var queue: [Int] = []

  init(_ rows: [Key: Value], hasRollbackJournal: Bool) {
    self.hasRollbackJournal = hasRollbackJournal
    committed = rows.reduce(into: [:]) {
      $0[$1.key] = StoredRow($1.key, $1.value, .first(by: 0))
    }
  }

  mutating func begin(_ id: Int, isImmediate: Bool) -> StoreAnswer {
    open[id] = Transaction(isImmediate: isImmediate)
    return queued(id, nil)
  }

  mutating func ask(_ id: Int, _ request: StoreRequest) -> StoreAnswer { queued(id, request) }

  mutating func resumed() -> [Resumed] {
    var all: [Resumed] = []
    // An answer can let go on what waited before it.
    while let next = resume() { all.append(next) }
    return all
  }

  private mutating func resume() -> Resumed? {
    for id in queue {
      guard let waiting = open[id]?.waiting else { continue }
      let answer = attempt(id, waiting)
      if case .waits = answer { continue }
      open[id]?.waiting = nil
      queue.removeAll { $0 == id }
      return Resumed(id, answer)
    }
    return nil
  }

  private mutating func queued(_ id: Int, _ request: StoreRequest?) -> StoreAnswer {
    let answer = attempt(id, request)
    if case .waits = answer {
      open[id]?.waiting = .some(request)
      queue.append(id)
    }
    return answer
  }

  private mutating func attempt(_ id: Int, _ request: StoreRequest?) -> StoreAnswer {
    switch request {
    case nil: return attemptBegin(id)
    case .get(let key): return .row(open[id]?.rows[key])
    case .scan: return .rows((open[id]?.rows.values.sorted { $0.key < $1.key }) ?? [])
    case .put(let key, let value, let version):
      return write(id, { $0[key] = StoredRow(key, value, version) }) ?? .done
    case .delete(let key):
      let isThere = open[id]?.rows[key] != nil
      return write(id, { $0[key] = nil }, changes: isThere) ?? .deleted(isThere)
    case .commit: return attemptCommit(id)
    default: return end(id)
    }
  }

  private mutating func attemptBegin(_ id: Int) -> StoreAnswer {
    if let writer, open[id]?.isImmediate == true || isPending { return .waits(writer) }
    if open[id]?.isImmediate == true { writer = id }
    open[id]?.rows = committed
    open[id]?.snapshot = commits
    return .done
  }

  private mutating func attemptCommit(_ id: Int) -> StoreAnswer {
    guard writer == id, let transaction = open[id] else { return end(id) }
    let readers = open.filter { $0.key != id && $0.value.snapshot != nil }
    if hasRollbackJournal, !readers.isEmpty {
      if readers.values.contains(where: { $0.waiting != nil }) { return deadlock(id) }
      isPending = true
      return .waits(for: readers.keys.sorted().map { TransactionID($0) })
    }
    if transaction.hasWritten { (committed, commits) = (transaction.rows, commits + 1) }
    return end(id)
  }

  private mutating func write(
    _ id: Int, _ change: (inout [Key: StoredRow]) -> Void, changes: Bool = true
  ) -> StoreAnswer? {
    if let writer, writer != id { return isPending ? deadlock(id) : .waits(writer) }
    if !hasRollbackJournal, writer == nil, open[id]?.snapshot != commits {
      _ = end(id)
      return .aborted(.concurrentUpdate, report: "SQLITE_BUSY_SNAPSHOT: database is locked")
    }
    writer = id
    change(&open[id, default: Transaction(isImmediate: false)].rows)
    if changes { open[id]?.hasWritten = true }
    return nil
  }

  private mutating func deadlock(_ id: Int) -> StoreAnswer {
    _ = end(id)
    return .aborted(.deadlock, report: "SQLITE_BUSY: database is locked")
  }

  private mutating func end(_ id: Int) -> StoreAnswer {
    if writer == id { (writer, isPending) = (nil, false) }
    open[id] = nil
    return .done
  }
}
