package import Exploring
import Layout
import Vocabulary

/// What tables say about a tally.
extension Tally {
  /// The mode, or a remark that there are others.
  func name(_ name: (IsolationMode) -> String) -> String {
    if takesMode { return levelTold ?? name(mode) }
    if modes.isEmpty { return "no transaction" }
    return level == nil ? "as named in BEGIN" : "on the store"
  }

  /// The store's level, with the store's name if isolab has a mode of the same name.
  private var levelTold: String? {
    level.map { level in
      let isMode = IsolationMode.allCases.contains { [$0.name, $0.shortName].contains(level) }
      return printable(isMode ? "\(store ?? "") \(level)" : level)
    }
  }

  /// The same where a sentence begins.
  var place: String {
    if takesMode { return "In \(levelTold ?? mode.name)" }
    if modes.isEmpty { return "Without transactions" }
    return level == nil ? "In the modes that BEGIN names" : "In the levels that BEGIN names"
  }

  /// Whether there may be orders other than those that were run.
  var isSample: Bool { if case .sampled = basis { true } else { false } }

  /// How certain the numbers are, if they are not exact.
  package var remarks: [String] {
    switch basis {
    case .exact, .sampled(_, _, .ordersOnStore): []
    case .sampled(let size, let seed, let cause):
      [
        "\(name { $0.name }): \(cause.text), so this is a sample of \(size.grouped) "
          + "orders, drawn with seed \(seed); percentages are shares of the sample"
      ]
    case .partial(0): ["\(name { $0.name }): interrupted before its orders were counted"]
    case .partial(let done):
      ["\(name { $0.name }): partial, interrupted after \(done.grouped) orders"]
    }
  }

  /// What holds for all modes alike.
  var remarksOnAllModes: [String] {
    let named = modes.map { $0.name }.joined(separator: ", ")
    let row =
      modes.isEmpty
      ? "no transaction begins, so no mode ran"
      : "every BEGIN names its own mode, so no other mode ran: \(named)"
    return sampleOfStore + (takesMode || basis == .partial(0) ? [] : [row])
      + brokenFromTheStart.map {
        "rule \(printable($0)) is broken from the start, and therefore in every order"
      }
  }

  private var sampleOfStore: [String] {
    guard case .sampled(let size, let seed, let cause) = basis, cause.isOfStore else {
      return []
    }
    return ["\(cause.text), so this is a sample of \(size.grouped), drawn with seed \(seed)"]
  }

  /// The anomalies by name.
  var anomalies: [String: UInt64] {
    var result: [String: UInt64] = [:]
    for case (.anomaly(let slug), let count) in counts { result[slug] = count }
    return result
  }

  /// A number of orders; for a sample a share, unless exact counts are next to it.
  package func told(_ count: UInt64) -> String {
    if case .sampled(let size, _, let cause) = basis, !cause.isOfStore {
      let share = Double(count) / Double(max(1, size)) * 100
      return count > 0 && share < 0.1 ? "<0.1%" : "~\(Double(Int(share * 10 + 0.5)) / 10)%"
    }
    return count.grouped
  }
}

extension Tally.Cause {
  fileprivate var isOfStore: Bool { if case .ordersOnStore = self { true } else { false } }

  /// The quantity that is too large.
  package var text: String {
    switch self {
    case .states(let most): "there are more than \(most.grouped) states"
    case .memory(let most): "the states need more than \(told(bytes: most))"
    case .orders: "there are too many orders to count"
    case .ordersOnStore(let most): "there are more than \(most.grouped) orders"
    case .rules: "there are too many rules to count separately"
    }
  }
}

/// A number of bytes in the largest unit that divides it.
package func told(bytes: Int) -> String {
  let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")]
  for (shift, name) in units where bytes > 0 && bytes % (1 << shift) == 0 {
    return "\((bytes >> shift).grouped) \(name)"
  }
  return "\(max(0, bytes).grouped) bytes"
}
