import Engine
import Language
import Sessions
package import Vocabulary

/// The prose about time, and about transactions that it has ended.
extension Narrator {
  /// Why time ended the transaction, without a full stop.
  func reason(of timeout: Abort.Timeout, for id: TransactionID) -> String {
    switch timeout.limit {
    case .total: "\(id) had been open for \(timeout.open) (since step \(timeout.begun))"
    case .idle:
      "\(id) had done nothing for \(timeout.idle) (since step \(timeout.last))"
    case .wait: "\(id) had waited for \(timeout.idle) (since step \(timeout.last))"
    }
  }

  func rule(of timeout: Abort.Timeout?) -> String {
    let what =
      switch timeout?.limit {
      case .total: "no transaction may be open longer"
      case .idle: "no open transaction may be idle longer"
      case .wait: "no command may wait longer"
      case nil: "it lasted longer than allowed"
      }
    return (timeout.map { "\($0.limit.word(for: $0.allowed)): " } ?? "") + what
      + "; timeouts get no verdict."
  }

  /// The state of the transaction when its time was over: rows of `.why`.
  func standing(of timeout: Abort.Timeout) -> [String] {
    let how = timeout.wasWaiting ? "waiting" : "idle"
    return [
      "open since step \(timeout.begun), for \(timeout.open);",
      "\(how) since step \(timeout.last), for \(timeout.idle)",
    ]
  }

  /// The output of `.timeout` alone.
  package var timeouts: [String] {
    guard !runner.timeouts.isEmpty else {
      return ["no timeouts: a transaction may stay open forever"]
    }
    let set = TimeLimit.allCases.compactMap { limit in
      runner.timeouts[limit].map { Self.prose(of: limit, $0) }
    }
    let next = runner.nextExpiry.map { expiry in
      let left = max(.zero, expiry.due - runner.now)
      return "next: \(expiry.session) (\(expiry.transaction)) in \(left), if nothing is done"
    }
    return set + (next.map { [$0] } ?? [])
  }

  /// What a limit means.
  package static func prose(of limit: TimeLimit, _ span: TimeSpan?) -> String {
    let what =
      switch limit {
      case .total: "be open"
      case .idle: "be idle"
      case .wait: "wait"
      }
    return span.map { "a transaction may \(what) for \($0); after that, it is aborted" }
      ?? "a transaction may \(what) forever"
  }

  /// The number of the transaction's attempt, unless it is the first.
  func attempt(_ id: TransactionID?) -> Int? {
    let attempt = id.map { runner.records[$0.number - 1].attempt } ?? 1
    return attempt > 1 ? attempt : nil
  }
}
