import Engine
import Language
import Stores
import Vocabulary

/// InnoDB as its transactions see it: one table whose rows have versions, and locks.
///
/// Plain reads look at versions. Everything else (writes, FOR UPDATE, and all reads in
/// SERIALIZABLE) locks what it looks at, and then sees the newest version. A statement goes from
/// row to row; if it has to wait, it stops and later continues from there.
struct InnoDBModel {
  struct Version {
    /// Nil: deleted.
    ///
    /// The row stays in its place until it is purged.
    let value: Value?
    let writer: TransactionID
  }

  /// What a transaction is doing.
  struct Work {
    let request: StoreRequest
    /// Where a statement on a range continues; nil stands for its beginning.
    var next: Key?
    var found: [Answer.Row] = []
    var written: [Key] = []
    /// Whether it has looked at a version that the snapshot does not show.
    var isBeyondSnapshot = false
    /// How often it has had to wait.
    var waits = 0
  }

  struct Transaction {
    let mode: IsolationMode
    /// How many commits its snapshot contains; nil if it has no snapshot.
    var snapshot: Int?
    /// The keys of its writes, in order.
    var writes: [Key] = []
    /// Whether it has announced reads with locks, and writes; each is a lock on the table.
    var announcesReads = false
    var announcesWrites = false
    /// What it has not finished.
    var work: Work?

    var locksGaps: Bool { mode.readsSnapshot || mode.facts.locksReads }
    var tableLocks: Int { (announcesReads ? 1 : 0) + (announcesWrites ? 1 : 0) }
  }

  /// Why a statement cannot continue.
  enum Stop: Error {
    case waits
    /// The row was changed since the snapshot (1020).
    case changed
  }

  /// The versions of each row, the newest last; never empty.
  var rows: [Key: [Version]]
  var locks = InnoDBLocks()
  var open: [TransactionID: Transaction] = [:]
  /// When each transaction committed.
  private var commits: [TransactionID: Int] = [.initial: 0]
  private var ended: [TransactionID: Foreseen] = [:]
  /// The transactions that no longer wait and must continue.
  private var awake: [TransactionID] = []
  /// `innodb_snapshot_isolation`.
  let forbidsOldSnapshots: Bool
  private let assumptions: StoreModel.Assumptions

  init(_ rows: [Key: Value], forbidsOldSnapshots: Bool, _ assumptions: StoreModel.Assumptions) {
    self.rows = rows.mapValues { [Version(value: $0, writer: .initial)] }
    (self.forbidsOldSnapshots, self.assumptions) = (forbidsOldSnapshots, assumptions)
  }

  mutating func foresee(_ asked: StoreExchange.Asked) -> Foreseen? {
    switch asked {
    case .begin(let transaction):
      var new = Transaction(mode: transaction.level.mode)
      let isLate = assumptions.takesSnapshotLate
      if new.mode.readsSnapshot, !isLate { new.snapshot = commits.count }
      open[transaction.id] = new
      return Foreseen(.done, hidden: isLate ? .lateSnapshot : nil)
    case .request(let request, let id):
      guard open[id] != nil else { return nil }
      return ask(request, by: id)
    case .resumed(let id): return ended.removeValue(forKey: id)
    case .rest: return ended.isEmpty ? Foreseen(.done, hidden: secondWait) : nil
    case .cancel(let id):
      if let foreseen = ended.removeValue(forKey: id) { return foreseen }
      withdraw(id)
      return Foreseen(.done)
    }
  }

  private mutating func ask(_ request: StoreRequest, by id: TransactionID) -> Foreseen? {
    switch request {
    case .commit: return finish(id, commits: true)
    case .rollback: return finish(id, commits: false)
    case .change(let change) where !change.canBeSent:
      return Foreseen(.refused, shown: .ownWords)
    default: break
    }
    open[id]?.work = Work(request: request)
    awake.append(id)
    goOn()
    if let foreseen = ended.removeValue(forKey: id) { return foreseen }
    guard let (wanted, blockers) = locks.wait(of: id) else { return nil }
    let isOwn = wanted.extent != .insertion && request.isAbout(wanted.place)
    let hasWritten = open[id]?.work?.written.isEmpty == false
    return Foreseen(
      .waits(for: Set(blockers.map { $0.owner })), shown: isOwn ? nil : .gapLocks,
      hidden: hasWritten ? .rowByRow : nil)
  }

  /// The rule if a statement has ended one wait and begun another one, which no answer shows.
  private var secondWait: KnownDifference? {
    let again = open.keys.sorted().compactMap { id -> KnownDifference? in
      guard let work = open[id]?.work, work.waits > 1, let wait = locks.wait(of: id) else {
        return nil
      }
      return work.request.isAbout(wait.wanted.place) ? .rowByRow : .gapLocks
    }
    return again.first
  }

  private mutating func finish(_ id: TransactionID, commits isCommit: Bool) -> Foreseen {
    end(id, commits: isCommit)
    goOn()
    return Foreseen(.done)
  }

  /// Continues all that can continue, until all others wait or are done.
  private mutating func goOn() {
    while !awake.isEmpty {
      let id = assumptions.wakesLastFirst ? awake.removeLast() : awake.removeFirst()
      advance(id)
      if awake.isEmpty, assumptions.purgesAtOnce { purge() }
    }
  }

  private mutating func advance(_ id: TransactionID) {
    guard open[id]?.work != nil else { return }
    do throws(Stop) {
      let foreseen = try carryOut(id)
      open[id]?.work = nil
      ended[id] = foreseen
    } catch {
      guard error == .waits else { return abort(id, .concurrentUpdate, shown: .recordChanged) }
      open[id]?.work?.waits += 1
      breakCycle(closedBy: id)
    }
  }

  /// Aborts the lightest of those that wait for each other in a cycle.
  private mutating func breakCycle(closedBy id: TransactionID) {
    var cycle = [id]
    var next = blocker(of: id)
    while let one = next, !cycle.contains(one) {
      cycle.append(one)
      next = blocker(of: one)
    }
    guard next == id else { return }
    let least = cycle.map { weight(of: $0) }.min()
    guard let victim = cycle.first(where: { weight(of: $0) == least }) else { return }
    let isOfGaps = cycle.contains { locks.wait(of: $0)?.wanted.extent == .insertion }
    abort(victim, .deadlock, shown: isOfGaps ? .gapLocks : .lightestVictim)
  }

  /// InnoDB looks only at the first one.
  private func blocker(of id: TransactionID) -> TransactionID? {
    locks.wait(of: id)?.blockers.first?.owner
  }

  private func weight(of id: TransactionID) -> Int {
    locks.weight(of: id) + (open[id]?.writes.count ?? 0) + (open[id]?.tableLocks ?? 0)
  }

  private mutating func abort(
    _ id: TransactionID, _ kind: Abort.Kind, shown: KnownDifference
  ) {
    ended[id] = Foreseen(.aborted(kind), shown: shown)
    end(id, commits: false)
  }

  private mutating func end(_ id: TransactionID, commits isCommit: Bool) {
    if isCommit {
      commits[id] = commits.count
    } else {
      undo(open[id]?.writes ?? [])
    }
    open[id] = nil
    locks.release(id)
    awakeGranted()
    if awake.isEmpty, assumptions.purgesAtOnce { purge() }
  }

  private mutating func awakeGranted() {
    awake += locks.grant()
    // A transaction that still waits may now wait for a different one, and so be part of a cycle.
    for id in open.keys.sorted() where locks.wait(of: id) != nil { breakCycle(closedBy: id) }
  }

  /// Undoes writes, the last one first.
  private mutating func undo(_ keys: [Key]) {
    for key in keys.reversed() {
      rows[key]?.removeLast()
      if rows[key]?.isEmpty == true { remove(key) }
    }
  }

  /// The request of a waiting transaction is withdrawn, and its statement undone.
  private mutating func withdraw(_ id: TransactionID) {
    locks.stopWaiting(id)
    undoStatement(of: id)
    open[id]?.work = nil
    awakeGranted()
    goOn()
  }

  mutating func undoStatement(of id: TransactionID) {
    let count = open[id]?.work?.written.count ?? 0
    undo(Array((open[id]?.writes ?? []).suffix(count)))
    open[id]?.writes.removeLast(count)
  }

  func isOpen(_ id: TransactionID) -> Bool { open[id] != nil }

  // MARK: Rows

  /// The place of the first row whose key is not before that one.
  func place(from key: Key) -> InnoDBLock.Place {
    rows.keys.filter { $0 >= key }.min().map { .row($0) } ?? .end
  }

  /// The place of the first row after that one.
  func place(after key: Key) -> InnoDBLock.Place {
    rows.keys.filter { $0 > key }.min().map { .row($0) } ?? .end
  }

  mutating func write(_ value: Value?, at key: Key, by id: TransactionID) {
    let version = Version(value: value, writer: id)
    if rows[key] == nil {
      rows[key] = [version]
      locks.split(before: place(after: key), at: key)
    } else {
      rows[key]?.append(version)
    }
    open[id]?.writes.append(key)
    open[id]?.work?.written.append(key)
  }

  private mutating func remove(_ key: Key) {
    rows[key] = nil
    let open = open
    awake += locks.merge(key, into: place(after: key)) { lock in
      !lock.isExclusive || open[lock.owner]?.locksGaps ?? false
    }
  }

  /// Removes deleted rows that no snapshot shows.
  private mutating func purge() {
    let oldest = open.values.compactMap { $0.snapshot }.min()
    for (key, versions) in rows.sorted(by: { $0.key < $1.key }) {
      guard let last = versions.last, last.value == nil, let commit = commits[last.writer],
        oldest.map({ commit < $0 }) ?? true
      else { continue }
      remove(key)
    }
    awakeGranted()
    goOn()
  }

  // MARK: Versions

  /// The data that the transaction sees without a lock.
  mutating func view(of id: TransactionID) -> [Answer.Row] {
    guard let transaction = open[id] else { return [] }
    if transaction.mode.readsSnapshot { takeSnapshot(id) }
    return rows.compactMap { key, versions in
      seen(versions, by: id)?.value.map { Answer.Row(key, $0) }
    }.sorted { $0.key < $1.key }
  }

  /// Takes the transaction's snapshot, unless it has one.
  mutating func takeSnapshot(_ id: TransactionID) {
    if open[id]?.snapshot == nil { open[id]?.snapshot = commits.count }
  }

  func seen(_ versions: [Version], by id: TransactionID) -> Version? {
    guard let transaction = open[id] else { return nil }
    if transaction.mode.facts.reads == .newestWrite { return versions.last }
    return versions.last { version in
      if version.writer == id { return true }
      guard let commit = commits[version.writer] else { return false }
      return transaction.snapshot.map { commit < $0 } ?? true
    }
  }

  /// The newest committed version.
  func committed(_ versions: [Version]) -> Version? {
    versions.last { commits[$0.writer] != nil }
  }
}

extension StoreRequest {
  /// Whether the row there is among those that the request is about.
  fileprivate func isAbout(_ place: InnoDBLock.Place) -> Bool {
    guard case .row(let row) = place else { return false }
    return switch self {
    case .get(let key), .getForUpdate(let key), .lock(let key), .put(let key, _, _),
      .delete(let key):
      key == row
    case .scan(let range): range.contains(row)
    case .change(let change): change.range.contains(row)
    case .commit, .rollback: false
    }
  }
}
