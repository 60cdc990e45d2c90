import Checking
import Layout
import Telling
import Vocabulary

/// What a survey says about each level, in words.
extension Survey {
  /// Which anomalies a level allows and forbids, which promise it keeps, and why it does not keep
  /// the next one.
  package func prose(of column: Column) -> [String] {
    let known = shownRows.filter { $0.anomaly != nil && cell($0, column) != nil }
    guard !known.isEmpty else { return [] }
    let (allowed, forbidden) = known.split { cell($0, column)?.sighting(of: $0) != nil }
    let end = title.contains(",") ? "," : ""
    let name = "\(printable(column.name)) in \(printable(title))\(end)"
    return [
      "\(name) allows \(Self.list(allowed)).",
      "In the orders that were run, it forbids \(Self.list(forbidden)).",
    ] + promise(of: column)
  }

  private func promise(of column: Column) -> [String] {
    let kept = keptPromise(in: column)
    let name = kept?.told ?? "none of them"
    let reason = kept.next.flatMap { next in
      shortestBreak(of: next, in: column).map { broken in
        "It is not \(next.told), because of \(broken.told): \(broken.steps)."
      }
    }
    // A survey of some rows only, as with `--row`, says no more than one that was interrupted.
    let isPart = (SurveyRow.all + rows).contains { cell($0, column) == nil }
    let limit = isPart ? ", as far as it was measured" : ""
    return ["In Adya's classification (1999), it is \(name)\(limit)."] + [reason].compactMap { $0 }
  }

  private static func list(_ rows: [SurveyRow]) -> String {
    rows.isEmpty ? "none of these anomalies" : wordedList(rows.map { $0.name })
  }
}

extension Survey.Break {
  /// What is wrong in the order.
  package var told: String {
    "\(phenomenon?.rawValue ?? "a contradiction") in the row \(row.title)"
  }

  /// The order, in which consecutive steps of a session are grouped.
  package var steps: String { row.steps(in: order) }
}

extension Optional<Promise> {
  /// The weakest promise that is stronger.
  fileprivate var next: Promise? {
    guard let self else { return .pl1 }
    return Promise.allCases.drop { $0 != self }.dropFirst().first
  }
}

extension Promise {
  /// The promise and its usual name.
  package var told: String {
    switch self {
    case .pl1: "PL-1 (read uncommitted)"
    case .pl2: "PL-2 (read committed)"
    case .plSI: "PL-SI (snapshot isolation)"
    case .pl3: "PL-3 (serializable)"
    }
  }
}

extension [SurveyRow] {
  /// The rows that satisfy the condition, and the others.
  fileprivate func split(_ isMeant: (SurveyRow) -> Bool) -> ([SurveyRow], [SurveyRow]) {
    (filter(isMeant), filter { !isMeant($0) })
  }
}
