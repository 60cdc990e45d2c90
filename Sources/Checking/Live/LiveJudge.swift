public import Vocabulary

/// Judges a history while it happens.
///
/// Reads have to be as an engine makes them: of versions that were the newest at some time since
/// BEGIN, or of ones that are not committed. Then a later commit can close a cycle only through
/// transactions that are concurrent with an open one, and those that come after them. Just these
/// are kept; when nothing is open, nothing is.
///
/// A commit that neither read what has been replaced nor was read before it closes no cycle, and
/// costs what it has read and what was committed since. Any other one costs as much as a judgement
/// of what is kept.
public struct LiveJudge: Sendable {
  /// Of each transaction that was aborted by its mode: whether it had to be.
  ///
  /// Not of deadlocks and timeouts.
  public private(set) var needs: [TransactionID: NeedSoFar] = [:]

  private var window = Window()
  private var exposure = Exposure()
  /// The victims whose need is not certain, and who was open at the abort and still is.
  private var pending: [TransactionID: Set<TransactionID>] = [:]

  /// A judge of a history that begins.
  public init() {}

  /// How many events are kept.
  public var keptEvents: Int { window.events.count }

  /// Takes the next event.
  ///
  /// - Returns: The worst anomaly that became certain by it; at most one, for a commit the worst
  ///   shortest cycle through it. Nil if none did.
  public mutating func take(_ event: Event) -> Sighting? {
    window.append(event)
    exposure.take(event)
    var sighting: Sighting?
    switch event {
    case .commit(let id, _, _):
      if exposure.isExposed(id) { sighting = window.sighting(endOf: id) }
      exposure.commit(id)
      settle(endOf: id, isCommit: true)
    case .abort(let id, _, let reason):
      if exposure.isReadByOthers(id) { sighting = window.sighting(endOf: id) }
      if reason?.kind.canBeNeedless == true { open(id) }
      exposure.abort(id)
      settle(endOf: id, isCommit: false)
    default: return nil
    }
    window.forget(pinned: Array(pending.keys))
    exposure.forget(upTo: window.forgotten, isEmpty: window.events.isEmpty)
    return sighting
  }

  // MARK: Needs

  /// A victim to be judged.
  private mutating func open(_ victim: TransactionID) {
    needs[victim] = .notSoFar
    pending[victim] = window.open
    if exposure.isExposed(victim) { rejudge(victim) }
    closeIfAlone(victim)
  }

  private mutating func settle(endOf id: TransactionID, isCommit: Bool) {
    for victim in pending.keys.sorted() where pending[victim]?.remove(id) != nil {
      if isCommit { rejudge(victim) }
      closeIfAlone(victim)
    }
  }

  private mutating func rejudge(_ victim: TransactionID) {
    guard window.needs(victim) else { return }
    needs[victim] = .needed
    pending[victim] = nil
  }

  private mutating func closeIfAlone(_ victim: TransactionID) {
    guard pending[victim]?.isEmpty == true else { return }
    needs[victim] = .notNeeded
    pending[victim] = nil
  }
}
