import Engine
import Language
import Sessions
import Stores
import Vocabulary

/// SQLite as its transactions see it: one file, one writer, snapshots or a rollback journal.
///
/// In WAL a transaction reads a snapshot. It can write if nobody else writes and if nothing was
/// committed since its snapshot. In a rollback journal it reads the file itself, which therefore
/// nobody may change while it is open: COMMIT waits for all that have read, and new readers wait
/// for the COMMIT.
struct SQLiteModel {
  /// A transaction that is open, or waits in its BEGIN.
  struct Transaction {
    let isImmediate: Bool
    /// What it sees: the rows of its snapshot, with its own writes; nil: it has read nothing.
    var rows: [Key: Value]?
    /// How many commits its snapshot holds.
    var commits = 0
    var isWriting = false
    var hasChanged = false
    /// What waits to be carried out.
    var waiting: StoreExchange.Asked?

    var holdsFile: Bool { rows != nil || isWriting }
  }

  var rows: [Key: Value]
  /// How many commits have changed rows.
  var commits = 0
  var open: [TransactionID: Transaction] = [:]
  /// In the order in which they began to wait.
  private var queue: [TransactionID] = []
  /// Rollback journal: the transaction whose COMMIT waits for readers.
  var committer: TransactionID?
  let hasJournal: Bool
  let takesSnapshotLate: Bool

  init(_ rows: [Key: Value], hasJournal: Bool, _ assumptions: StoreModel.Assumptions) {
    (self.rows, self.hasJournal) = (rows, hasJournal)
    takesSnapshotLate = assumptions.takesSnapshotLate
  }

  /// Why a statement does not answer.
  enum Stop: Error {
    case busy
    case stale
  }

  mutating func foresee(_ asked: StoreExchange.Asked) -> Foreseen? {
    switch asked {
    case .begin(let transaction):
      open[transaction.id] = Transaction(
        isImmediate: transaction.level.mode == .twoPhaseLocking)
      return attempt(asked, by: transaction.id)
    case .request(_, let id): return attempt(asked, by: id)
    case .resumed(let id):
      while let next = queue.first(where: canGoOn) {
        guard next == id, let waiting = open[id]?.waiting else { return nil }
        stopWaiting(id)
        return attempt(waiting, by: id)
      }
      return nil
    case .cancel(let id):
      stopWaiting(id)
      guard open[id]?.holdsFile == false else { return Foreseen(.done) }
      open[id] = nil
      return Foreseen(.aborted(.timeout))
    }
  }

  var isSettled: Bool { !queue.contains(where: canGoOn) }

  /// Whether its request would not be answered with SQLITE_BUSY.
  private func canGoOn(_ id: TransactionID) -> Bool {
    guard let waiting = open[id]?.waiting else { return false }
    var trial = self
    do throws(Stop) {
      _ = try trial.carryOut(waiting, by: id)
      return true
    } catch { return error == .stale }
  }

  private mutating func attempt(_ asked: StoreExchange.Asked, by id: TransactionID) -> Foreseen {
    do throws(Stop) {
      return try carryOut(asked, by: id)
    } catch {
      guard error == .busy else {
        end(id)
        return Foreseen(.aborted(.concurrentUpdate), shown: .staleSnapshot)
      }
    }
    open[id]?.waiting = asked
    queue.append(id)
    if asked.isCommit { committer = id }
    let rule: KnownDifference =
      asked.isCommit || committer != nil ? .commitWaitsForReaders : .oneWriter
    guard isInRing(id) else { return Foreseen(.waits(for: blockers(of: id)), shown: rule) }
    stopWaiting(id)
    end(id)
    return Foreseen(.aborted(.deadlock), shown: .commitWaitsForReaders)
  }

  private mutating func stopWaiting(_ id: TransactionID) {
    queue.removeAll { $0 == id }
    open[id]?.waiting = nil
  }

  mutating func end(_ id: TransactionID) {
    open[id] = nil
    if committer == id { committer = nil }
  }

  private func blockers(of id: TransactionID) -> Set<TransactionID> {
    let commits = open[id]?.waiting?.isCommit == true
    return Set(
      open.filter { other, transaction in
        other != id && (commits ? transaction.holdsFile : transaction.isWriting)
      }.keys)
  }

  private func isInRing(_ id: TransactionID) -> Bool {
    var (seen, rest): (Set<TransactionID>, Set<TransactionID>) = ([], blockers(of: id))
    while let next = rest.popFirst() {
      if next == id { return true }
      guard open[next]?.waiting != nil, seen.insert(next).inserted else { continue }
      rest.formUnion(blockers(of: next))
    }
    return false
  }
}

extension StoreExchange.Asked {
  var isCommit: Bool {
    if case .request(.commit, _) = self { true } else { false }
  }
}
