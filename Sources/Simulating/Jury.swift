import Checking
import Engine
import Telling
import Vocabulary

/// Whether aborts were needed: the first ones of a run, judged while it goes on.
///
/// The judge's work grows with what is open at the same time, so a run of thousands of transactions
/// is judged in part. It hears the history from its start until it is certain about so many
/// aborts; then nothing is recorded any more. Deadlocks are not judged.
struct Jury: Sendable {
  private var judge = LiveJudge(from: nil)
  private let limit: Int
  /// The first victims, at most `limit`, in the order of their aborts.
  private var victims: [TransactionID] = []
  /// How many writes of each key an open transaction has made.
  private var writes: [TransactionID: [Key: Int]] = [:]

  init(limit: Int) { self.limit = limit }

  /// Whether it has heard enough.
  var isDone: Bool {
    victims.count >= limit && !victims.contains { judge.needs[$0]?.isFinal == false }
  }

  /// How many aborts were needed, how many were not, and of how many that cannot be decided.
  ///
  /// When the run ends, verdicts are final as they stand; a run that was broken off leaves open
  /// those that are not.
  func verdicts(isWhole: Bool) -> (needed: Int, needless: Int, undecided: Int) {
    let needs = victims.compactMap { judge.needs[$0] }.filter { isWhole || $0.isFinal }
    func count(_ verdict: Verdict) -> Int { needs.count { $0.verdict == verdict } }
    return (count(.needed), count(.notNeeded), count(.notDecided))
  }

  /// Hears what a step has added to the history.
  ///
  /// - Parameters:
  ///   - events: the lines.
  ///   - client: whose step it was.
  ///   - database: the database after it.
  mutating func hear(_ events: [Event], of client: Client, in database: Database) {
    for event in events {
      switch event {
      case .write(let id, _, let key, let number, _): writes[id, default: [:]][key] = number
      case .commit(let id, _, _): writes[id] = nil
      case .abort(let id, let step, let reason):
        if let reason, reason.kind != .deadlock {
          if let refused = refused(client, id, step, database) { _ = judge.take(refused) }
          if victims.count < limit { victims.append(id) }
        }
        writes[id] = nil
      default: break
      }
      _ = judge.take(event)
    }
  }

  /// The request that was refused, as a line of the history: the judge is to know what the victim
  /// wanted.
  private func refused(
    _ client: Client, _ id: TransactionID, _ step: StepNumber, _ database: Database
  ) -> Event? {
    guard let snapshot = client.snapshot else { return nil }
    let own = writes[id, default: [:]]
    switch client.request {
    case .put(let key, let value)?:
      return .write(id, step: step, key: key, number: own[key, default: 0] + 1, value: value)
    case .get(let key)? where own[key] == nil:
      return .read(
        id, step: step, key: key, version: database.look(at: key, asOf: snapshot).version)
    case .scan(let range)?:
      let rows = database.keys(in: range).compactMap { key -> Event.Row? in
        if let number = own[key] { return Event.Row(key, .written(by: id, number: number)) }
        let seen = database.look(at: key, asOf: snapshot)
        return seen.value.map { _ in Event.Row(key, seen.version) }
      }
      let mine = own.keys.filter { range.contains($0) }.sorted()
      return .scan(
        id, step: step, Event.Scan(range: range, own: mine, rows: rows, absent: [], asOf: snapshot))
    default: return nil
    }
  }
}
