/// The committed data, and whether commits keep the rule of the mix.
///
/// A commit breaks the rule of totals if it changes the total by more or less than its transaction
/// meant to, or reports a wrong total. It breaks the rule of doctors if it leaves a ward that it
/// changed without a doctor on call.
struct Ledger: Sendable {
  private let settings: Settings
  private var values: [Int64]
  /// The sum of all keys.
  private(set) var total: Int64
  /// How many commits broke the rule.
  private(set) var broken = 0

  init(_ settings: Settings) {
    self.settings = settings
    values = Array(repeating: settings.mix.initialValue, count: settings.keys)
    total = settings.mix.initialValue * Int64(settings.keys)
  }

  /// The client's try has committed.
  mutating func commit(_ client: Client) {
    let before = total
    for (key, value) in client.written {
      total += value - values[key]
      values[key] = value
    }
    if !keepsRule(client, totalBefore: before) { broken += 1 }
  }

  private func keepsRule(_ client: Client, totalBefore before: Int64) -> Bool {
    switch settings.mix {
    case .mixed: return true
    case .counters: return total - before == client.written.count
    case .transfers: return total == before
    case .report:
      guard client.job?.isReport == true else { return total == before }
      // In a mode with a snapshot, this is the total at BEGIN; with locks, it is the total at
      // COMMIT.
      let sum = client.seen.values.reduce(0, +)
      return sum == client.totalAtBegin || sum == total
    case .doctors:
      return client.written.keys.allSatisfy { doctor in
        settings.ward(of: doctor).contains { values[$0] == 1 }
      }
    }
  }
}
