import Vocabulary

/// Keeps the judgement on each history, so that equal histories are judged only once.
///
/// A read names its version. So between two commits or aborts, it does not matter how the events of
/// different transactions follow one another; the judge asks only what came before which end. This
/// does not hold for a read of what was not committed yet, so such a read keeps its place. A wait
/// leaves no trace once it is over.
struct JudgedHistories: Sendable {
  /// The histories that others have judged, and those that were judged here.
  private var known: [[Event]: Judged] = [:]
  private var new: [[Event]: Judged] = [:]
  /// If more histories are known, no further ones are kept.
  private static let most = 4_096

  mutating func judged(_ history: HistoryByLane, from initial: [Key: Value]) -> Judged {
    guard history.doubts.isEmpty else { return Judged(history, from: initial) }
    let essence = history.events.essence
    if let judged = known[essence] ?? new[essence] { return judged }
    let judged = Judged(history, from: initial)
    if known.count + new.count < Self.most { new[essence] = judged }
    return judged
  }

  /// Adds what others have judged.
  mutating func add(_ other: JudgedHistories) {
    for (essence, judged) in other.new { known[essence] = judged }
  }
}

extension [Event] {
  /// Equal for histories of finished transactions of which the judge says the same: without steps
  /// and waits, and with the events between two ends by transaction.
  fileprivate var essence: [Event] {
    var essence: [Event] = []
    essence.reserveCapacity(count)
    var committed: Set<TransactionID> = [.initial]
    // Where the events since the last one that keeps its place start.
    var start = 0
    for event in self {
      switch event {
      case .wait, .endOfWait: continue
      case .commit(let id, _, _): committed.insert(id)
      default: break
      }
      var place = essence.count
      if let id = event.mover(committed) {
        while place > start, let other = essence[place - 1].mover(committed), other > id {
          place -= 1
        }
      } else {
        start = place + 1
      }
      essence.insert(event.withoutStep, at: place)
    }
    return essence
  }
}

extension Event {
  /// The transaction of an event that neither ends it nor reads what was not committed.
  fileprivate func mover(_ committed: Set<TransactionID>) -> TransactionID? {
    func isDirty(_ version: VersionID, _ reader: TransactionID) -> Bool {
      guard case .written(let writer, _) = version else { return false }
      return writer != reader && !committed.contains(writer)
    }
    switch self {
    case .begin(let id, _, _, _), .write(let id, _, _, _, _), .undo(let id, _, _, _): return id
    case .read(let id, _, _, let version): return isDirty(version, id) ? nil : id
    case .scan(let id, _, let scan):
      return (scan.rows + scan.absent).contains { isDirty($0.version, id) } ? nil : id
    case .wait, .endOfWait, .commit, .abort: return nil
    }
  }

  /// The same without what only shows how it came about.
  fileprivate var withoutStep: Event {
    switch self {
    case .begin, .wait, .endOfWait: self
    case .read(let id, _, let key, let version): .read(id, step: 0, key: key, version: version)
    case .scan(let id, _, let scan): .scan(id, step: 0, scan)
    case .write(let id, _, let key, let number, let value):
      .write(id, step: 0, key: key, number: number, value: value)
    case .undo(let id, _, let key, let number): .undo(id, step: 0, key: key, number: number)
    case .commit(let id, _, let state): .commit(id, step: 0, state: state)
    case .abort(let id, _, let reason):
      .abort(
        id, step: 0,
        reason: reason.map { Abort(of: id, step: 0, kind: $0.kind, conflicts: []) })
    }
  }
}
