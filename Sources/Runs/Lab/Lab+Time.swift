import Language
import Sessions
import Telling
import Vocabulary

/// Letting time pass.
extension Lab {
  /// Whether time matters, because there is a limit on how long a transaction may last.
  var isTimed: Bool { !runner.timeouts.isEmpty }

  mutating func set(_ limit: TimeLimit, to span: TimeSpan?, _ statement: Statement) -> Entry {
    runner.limit(limit, to: span)
    return pass(.zero, statement, told: Narrator.prose(of: limit, span))
  }

  mutating func setNoLimits(_ statement: Statement) -> Entry {
    for limit in TimeLimit.allCases { runner.limit(limit, to: nil) }
    return .done("a transaction may stay open forever", of: statement)
  }

  /// Lets time pass, and aborts the transactions whose time is over, each at a step of its own.
  ///
  /// `told` follows `ok`; nil stands for the time that the clock then shows.
  mutating func pass(_ span: TimeSpan, _ statement: Statement, told: String? = nil) -> Entry {
    let end = runner.now + span
    var expired: [Entry] = []
    while let reply = runner.pass(until: end) { expired.append(entry(for: reply)) }
    let prose = told ?? "\(runner.now) since the lab began"
    return Entry.done(prose, of: statement).followed(by: expired)
  }
}
