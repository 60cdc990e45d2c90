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
    /// The rows of its snapshot, with its own writes; nil if it has read nothing.
    var rows: [Key: Value]?
    /// How many commits its snapshot contains.
    var commits = 0
    var isWriting = false
    var hasChanged = false
    /// The request that waits to be carried out.
    private(set) var waiting: StoreExchange.Asked?
    /// The transactions that blocked it when it was last tried.
    private(set) var blockers: Set<TransactionID> = []
    /// How many transactions had ended then.
    private(set) var lastAsked = 0

    init(isImmediate: Bool) { self.isImmediate = isImmediate }

    var holdsFile: Bool { rows != nil || isWriting }

    mutating func wait(
      at asked: StoreExchange.Asked, for blockers: Set<TransactionID>, since endings: Int
    ) {
      (waiting, self.blockers, lastAsked) = (asked, blockers, endings)
    }

    mutating func goOn() { (waiting, blockers) = (nil, []) }
  }

  var rows: [Key: Value]
  /// How many commits have changed rows.
  var commits = 0
  /// How many transactions have ended.
  private var endings = 0
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

  /// Why a statement gets no answer.
  enum Stop: Error {
    case busy
    case stale
  }

  mutating func foresee(_ asked: StoreExchange.Asked) -> Foreseen? {
    switch asked {
    case .begin(let transaction):
      open[transaction.id] = Transaction(
        isImmediate: transaction.level.mode.facts.locksReads)
      return ask(asked, by: transaction.id)
    case .request(_, let id): return ask(asked, by: id)
    case .resumed(let id):
      guard let (next, foreseen) = resume(), next == id else { return nil }
      return foreseen
    case .cancel(let id):
      let isBegin = if case .begin? = open[id]?.waiting { true } else { false }
      stopWaiting(id)
      guard isBegin else { return Foreseen(.done) }
      end(id)
      return Foreseen(.aborted(.timeout))
    case .rest: return resume() == nil ? Foreseen(.done) : nil
    }
  }

  /// The first waiting request that gets an answer now; those before it are tried in vain.
  private mutating func resume() -> (TransactionID, Foreseen)? {
    for id in queue where open[id]?.lastAsked != endings {
      guard let waiting = open[id]?.waiting else { continue }
      if let foreseen = answer(to: waiting, by: id) { return (id, foreseen) }
    }
    return nil
  }

  private mutating func ask(_ asked: StoreExchange.Asked, by id: TransactionID) -> Foreseen {
    if let foreseen = answer(to: asked, by: id) { return foreseen }
    queue.append(id)
    return Foreseen(.waits(for: open[id]?.blockers ?? []), shown: rule(for: asked))
  }

  /// Nil if SQLite is busy, and nobody waits for this one.
  private mutating func answer(
    to asked: StoreExchange.Asked, by id: TransactionID
  ) -> Foreseen? {
    do throws(Stop) {
      let foreseen = try carryOut(asked, by: id)
      stopWaiting(id)
      return foreseen
    } catch {
      guard error == .busy else {
        stopWaiting(id)
        end(id)
        return Foreseen(.aborted(.concurrentUpdate), shown: .staleSnapshot)
      }
    }
    if asked.isCommit { committer = id }
    let others = blockers(of: id, at: asked)
    open[id]?.wait(at: asked, for: others, since: endings)
    guard isInRing(id) else { return nil }
    stopWaiting(id)
    end(id)
    return Foreseen(.aborted(.deadlock), shown: .commitWaitsForReaders)
  }

  private func rule(for asked: StoreExchange.Asked) -> KnownDifference {
    asked.isCommit || committer != nil ? .commitWaitsForReaders : .oneWriter
  }

  private mutating func stopWaiting(_ id: TransactionID) {
    queue.removeAll { $0 == id }
    open[id]?.goOn()
  }

  mutating func end(_ id: TransactionID) {
    open[id] = nil
    endings += 1
    if committer == id { committer = nil }
  }

  private func blockers(
    of id: TransactionID, at asked: StoreExchange.Asked
  ) -> Set<TransactionID> {
    Set(
      open.filter { other, transaction in
        other != id && (asked.isCommit ? transaction.holdsFile : transaction.isWriting)
      }.keys)
  }

  private func isInRing(_ id: TransactionID) -> Bool {
    var (seen, rest): (Set<TransactionID>, Set<TransactionID>) = ([], open[id]?.blockers ?? [])
    while let next = rest.popFirst() {
      if next == id { return true }
      if seen.insert(next).inserted { rest.formUnion(open[next]?.blockers ?? []) }
    }
    return false
  }
}

extension StoreExchange.Asked {
  var isCommit: Bool {
    if case .request(.commit, _) = self { true } else { false }
  }
}
