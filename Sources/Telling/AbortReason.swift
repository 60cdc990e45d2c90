import Engine
import Language
import Layout
import Sessions
import Stores
import Vocabulary

/// The rule by which a transaction was aborted, in words.
extension Narrator {
  /// The rule in one sentence, without a full stop.
  func reason(of abort: Abort) -> String {
    let victim = name(abort.transaction)
    if let timeout = abort.timeout { return reason(of: timeout, for: abort.transaction) }
    if let report = abort.report { return printable(report) }
    guard let edge = abort.conflicts.first else { return abort.kind.rawValue }
    let key = subject(of: edge)
    let (first, second) = (name(edge.first.transaction), edge.second)
    switch abort.kind {
    case .concurrentUpdate:
      return "\(first) \(past(edge.first)) \(key) (\(edge.first.step)) and committed"
        + "\(at(edge.first.committedAt)) after \(victim)'s BEGIN: first updater wins"
    case .firstCommitter:
      let (past, ours) = (past(edge.first), past(second))
      let both =
        past == ours
        ? "\(first) and \(victim) \(past) \(key) (\(edge.first.step), \(second.step))"
        : "\(first) \(past) \(key) (\(edge.first.step)), \(victim) \(ours) it (\(second.step))"
      return "\(both); \(first) committed\(at(edge.first.committedAt)) after \(victim)'s BEGIN"
    case .overwrittenRead:
      return "\(told(edge)) and committed\(at(second.committedAt))"
    case .dangerousStructure: return structure(of: abort)
    case .cycle: return path(of: abort)
    case .deadlock:
      return abort.conflicts.map { edge in
        let (waiter, holder) = (name(edge.first.transaction), name(edge.second.transaction))
        return "\(waiter) needs \(holder)'s \(subject(of: edge))"
      }.joined(separator: ", ")
    case .timeout, .serverError: return abort.kind.rawValue
    }
  }

  /// A dangerous structure in short: `alice -> bob -> carol, carol committed (7)`.
  func structure(of abort: Abort) -> String {
    let out = abort.conflicts.last?.second
    let committed = out?.committedAt.map { " committed (\($0))" } ?? " commits first"
    return "\(path(of: abort)), \(out.map { name($0.transaction) } ?? "")\(committed)"
  }

  /// The members of a dangerous structure: in, pivot and out.
  func path(of abort: Abort) -> String {
    (abort.conflicts.map { $0.first.transaction }
      + abort.conflicts.suffix(1).map { $0.second.transaction })
      .map(name).joined(separator: " -> ")
  }

  func rule(of abort: Abort) -> String {
    let victim = name(abort.transaction)
    let mode = runner.records[abort.transaction.number - 1].mode
    if let report = abort.report {
      if abort.kind == .deadlock, runner.place.store?.identity.findsDeadlocks == false {
        return "isolab aborts the transaction that closes the cycle; \(placeTitle) aborts none."
      }
      return "\(placeTitle) says: \(printable(report))"
    }
    switch abort.kind {
    case .concurrentUpdate:
      return "first updater wins: \(victim)'s snapshot is older than this version."
    case .firstCommitter: return "first committer wins."
    case .cycle: return "the arrows would close a cycle through \(victim)."
    case .overwrittenRead:
      return mode.facts.rule?.description ?? "what it read has been replaced."
    case .dangerousStructure:
      let out = abort.conflicts.last.map { name($0.second.transaction) } ?? ""
      let role = abort.role == .in ? "the pivot has committed" : "pivot"
      return "\(role): \(path(of: abort)), and \(out) committed first."
    case .deadlock:
      return "the transaction that closes the cycle of waits is aborted; deadlocks get no verdict."
    case .timeout: return rule(of: abort.timeout)
    case .serverError: return abort.kind.rawValue
    }
  }

  /// The name of the store in which the transactions run.
  private var placeTitle: String {
    printable(runner.place.store?.identity.title ?? "the engine")
  }
}
