import Checking
import Sessions
import Vocabulary

/// What the judge says of every interleaving of a program in a mode.
///
/// Interleavings whose histories are the same to a judge are judged once.
struct PromiseChecks {
  /// A history and what is said of it.
  struct PromiseCheck {
    let ending: Interleavings.Ending
    let judgement: Judgement
    /// Each abort by a mode, and whether it was needed; nil where that is no question.
    let aborts: [(abort: Abort, need: Need?)]
  }

  private(set) var all: [PromiseCheck] = []

  init(_ interleavings: Interleavings) throws {
    var known: Set<EssentialHistory> = []
    for ending in interleavings.endings {
      let history = ending.runner.history
      guard known.insert(EssentialHistory(of: ending.runner)).inserted else { continue }
      let judgement = try Judgement(of: history, initial: ending.runner.initial)
      let aborts = history.compactMap { event -> (Abort, Need?)? in
        guard case .abort(let victim, _, let abort?) = event else { return nil }
        return (abort, judgement.need(of: victim))
      }
      all.append(PromiseCheck(ending: ending, judgement: judgement, aborts: aborts))
    }
  }
}

/// What of a history matters to the judge: what each session's transaction did, and the order in
/// which they ended and took their snapshots.
struct EssentialHistory: Hashable {
  private var frame: [Event] = []
  private var acts: [TransactionID: [Event]] = [:]

  /// Transactions are numbered by their sessions, not by the order of their BEGINs.
  init(of runner: SessionRunner) {
    let numbers = runner.records.map { record in
      TransactionID(1 + (runner.sessions.firstIndex { $0.name == record.session } ?? -1))
    }
    var begins: [Event] = []
    for event in runner.history {
      let event = event.essential { $0 == .initial ? $0 : numbers[$0.number - 1] }
      switch event {
      case .begin(_, _, _, let snapshot):
        if snapshot != nil { begins.append(event) }
      case .commit, .abort:
        frame += begins.sorted { "\($0)" < "\($1)" } + [event]
        begins = []
      case .read(let id, _, _, _), .scan(let id, _, _), .write(let id, _, _, _, _),
        .undo(let id, _, _, _):
        acts[id, default: []].append(event)
      case .wait, .endOfWait: break
      }
    }
  }
}

extension Event {
  /// The same with other numbers, without its step, and without the proof of an abort.
  fileprivate func essential(_ renamed: (TransactionID) -> TransactionID) -> Event {
    func version(_ version: VersionID) -> VersionID {
      guard case .written(let id, let number) = version else { return version }
      return .written(by: renamed(id), number: number)
    }
    func rows(_ rows: [Row]) -> [Row] { rows.map { Row($0.key, version($0.version)) } }
    switch self {
    case .begin(let id, let mode, let readOnly, let snapshot):
      return .begin(renamed(id), mode: mode, readOnly: readOnly, snapshot: snapshot)
    case .read(let id, _, let key, let seen):
      return .read(renamed(id), step: 0, key: key, version: version(seen))
    case .scan(let id, _, let scan):
      let (there, absent) = (rows(scan.rows), rows(scan.absent))
      let same = Scan(
        range: scan.range, own: scan.own, rows: there, absent: absent, asOf: scan.asOf)
      return .scan(renamed(id), step: 0, same)
    case .write(let id, _, let key, let number, let value):
      return .write(renamed(id), step: 0, key: key, number: number, value: value)
    case .undo(let id, _, let key, let number):
      return .undo(renamed(id), step: 0, key: key, number: number)
    case .wait(let id, _, let others): return .wait(renamed(id), step: 0, on: others.map(renamed))
    case .endOfWait(let id, _): return .endOfWait(renamed(id), step: 0)
    case .commit(let id, _, let state): return .commit(renamed(id), step: 0, state: state)
    case .abort(let id, _, let reason):
      let id = renamed(id)
      return .abort(
        id, step: 0, reason: reason.map { Abort(of: id, step: 0, kind: $0.kind, conflicts: []) })
    }
  }
}
