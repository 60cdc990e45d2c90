import Checking
import Engine
import Telling
import Vocabulary

/// Judges, during a run, whether its first aborts were needed.
///
/// The judge's work grows with the number of transactions that are open at the same time, so only a
/// part of a long run is judged. It takes in the history from its start until it is certain about
/// `limit` aborts; then nothing more is recorded. Deadlocks are not judged.
struct AbortJudge: Sendable {
  private var judge = LiveJudge(from: nil)
  private let limit: Int
  /// The first victims, at most `limit`, in the order of their aborts.
  private var victims: [TransactionID] = []
  /// What each open transaction has written.
  private var writes: [TransactionID: [Event]] = [:]

  init(limit: Int) { self.limit = limit }

  /// Whether all verdicts are final.
  var isDone: Bool {
    victims.count >= limit && !victims.contains { judge.needs[$0]?.isFinal == false }
  }

  /// How many aborts were needed, how many were not, and how many are not decided.
  ///
  /// At the end of a run, every verdict is final; after an interruption, only those that no later
  /// transaction can change are counted.
  func verdicts(isWhole: Bool) -> (needed: Int, needless: Int, undecided: Int) {
    let needs = victims.compactMap { judge.needs[$0] }.filter { isWhole || $0.isFinal }
    func count(_ verdict: Verdict) -> Int { needs.count { $0.verdict == verdict } }
    return (count(.needed), count(.notNeeded), count(.notDecided))
  }

  /// Reads the lines that a step has added to the history.
  ///
  /// - Parameters:
  ///   - events: the lines.
  ///   - client: whose step it was.
  ///   - database: the database after it.
  mutating func hear(_ events: [Event], of client: Client, in database: Database) {
    for event in events {
      switch event {
      case .write(let id, _, _, _, _): writes[id, default: []].append(event)
      case .commit(let id, _, _): writes[id] = nil
      case .abort(let id, let step, let reason):
        if let reason, reason.kind != .deadlock {
          for refused in refused(client, id, step, database) { _ = judge.take(refused) }
          if victims.count < limit { victims.append(id) }
        }
        writes[id] = nil
      default: break
      }
      _ = judge.take(event)
    }
  }

  /// The refused request, as lines of the history: the judge must know what the victim wanted to
  /// do.
  private func refused(
    _ client: Client, _ id: TransactionID, _ step: StepNumber, _ database: Database
  ) -> [Event] {
    guard let snapshot = client.snapshot, let request = client.request else { return [] }
    var rest = AfterAbort(
      of: id, at: step, snapshot: snapshot, before: writes[id, default: []], in: database)
    _ = rest.answer(request)
    return rest.events
  }
}
