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
  /// Of each abort that was needed, what values said when that became certain.
  public private(set) var trials: [TransactionID: Trial] = [:]

  private let forgets: Bool
  private var window: Window
  private var exposure = Exposure()
  /// The victims whose verdict is not final, and whose end may still change it.
  private var pending: [TransactionID: Set<TransactionID>] = [:]

  /// A judge of a history that begins.
  ///
  /// - Parameter initial: what is there in state 0; nil if values do not matter. Then no serial
  ///   order is tried by value, and whether the first deletion of a key found something only the
  ///   reads can tell.
  public init(from initial: [Key: Value]?) { self.init(from: initial, forgets: true) }

  /// A judge that may keep everything, which takes all reads as they come, also of versions that
  /// had been replaced before BEGIN; a judgement then costs as much as the history is long.
  package init(from initial: [Key: Value]?, forgets: Bool) {
    window = Window(from: initial)
    self.forgets = forgets
  }

  /// How many events are kept.
  public var keptEvents: Int { window.events.count }

  /// Takes the next event.
  ///
  /// - Returns: The anomalies that became certain by it, the worst first: dirty reads, of each
  ///   writer and reader one of a kind, and for a commit the worst shortest cycle through it.
  public mutating func take(_ event: Event) -> [Sighting] {
    if let lapsed = window.append(event) { settle(endOf: lapsed, isCommit: false) }
    exposure.take(event)
    var sightings: [Sighting] = []
    switch event {
    case .begin(let id, _, _, _):
      rejudgeThose(awaiting: id)
      return []
    case .commit(let id, _, _):
      if exposure.isExposed(id) { sightings = window.sightings(endOf: id) }
      exposure.commit(id)
      settle(endOf: id, isCommit: true)
    case .abort(let id, _, let reason):
      if exposure.isReadByOthers(id) { sightings = window.sightings(endOf: id) }
      if reason?.kind.canBeNeedless == true { open(id) }
      exposure.abort(id)
      settle(endOf: id, isCommit: false)
    default: return []
    }
    guard forgets else { return sightings }
    window.forget(pinned: Array(pending.keys))
    exposure.forget(upTo: window.forgotten, isEmpty: window.events.isEmpty)
    return sightings
  }

  // MARK: Needs

  /// A victim to be judged: all that are open may still lead to it.
  private mutating func open(_ victim: TransactionID) {
    if exposure.isExposed(victim) {
      rejudge(victim)
    } else {
      note(.notNeeded, victim, awaiting: window.open)
    }
  }

  private mutating func settle(endOf id: TransactionID, isCommit: Bool) {
    for victim in pending.keys.sorted() {
      guard let need = needs[victim], var others = pending[victim], others.remove(id) != nil else {
        continue
      }
      if isCommit { rejudge(victim) } else { note(need.verdict, victim, awaiting: others) }
    }
  }

  /// One that was deferred has begun, perhaps with a view that is late enough.
  private mutating func rejudgeThose(awaiting id: TransactionID) {
    for victim in pending.keys.sorted() where pending[victim]?.contains(id) == true {
      rejudge(victim)
    }
  }

  private mutating func rejudge(_ victim: TransactionID) {
    guard let ghost = window.counterfactual(of: victim) else { return }
    note(ghost.verdict, victim, awaiting: Set(ghost.awaited))
    trials[victim] = ghost.trial
  }

  private mutating func note(
    _ verdict: Verdict, _ victim: TransactionID, awaiting others: Set<TransactionID>
  ) {
    needs[victim] = NeedSoFar(verdict: verdict, isFinal: others.isEmpty)
    pending[victim] = others.isEmpty ? nil : others
  }
}
