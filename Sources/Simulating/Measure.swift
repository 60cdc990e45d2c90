import Telling

/// A number with decimal places, rounded half up: the same in a table, in CSV, and in JSON.
package struct Quantity: Hashable, Sendable {
  /// In units of the last decimal place.
  package let units: Int
  /// 0 to 3.
  package let places: Int

  package init(_ number: Int) { (units, places) = (number, 0) }

  /// A ratio; nil if the divisor is 0.
  package init?(_ number: Int, per divisor: Int, places: Int) {
    guard divisor > 0 else { return nil }
    let scale = [1, 10, 100, 1_000][places]
    (units, self.places) = ((2 * number * scale + divisor) / (2 * divisor), places)
  }

  package var number: Double { Double(units) / [1, 10, 100, 1_000][places] }

  /// In decimal digits.
  package var text: String {
    guard places > 0 else { return String(units) }
    let digits = String(units)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return padded.dropLast(places) + "." + padded.suffix(places)
  }
}

/// A measure of a run, which is a column of the table and can be drawn.
package enum Measure: String, CaseIterable, Hashable, Sendable {
  case commits, aborts, broken
  case notNeeded = "not-needed"
  case waits, deadlocks, retries, p50, p99

  /// Its name above the column.
  package var heading: String { self == .notNeeded ? "not needed" : rawValue }

  /// Its name for programs, in CSV and JSON; `needless` as in all their other output.
  package var field: String { self == .notNeeded ? "needless" : rawValue }

  /// Its title on the axis of a chart.
  package var title: String {
    switch self {
    case .commits: "commits per 1000 steps"
    case .aborts: "aborts, % of ended transactions"
    case .broken: "commits that broke the rule"
    case .notNeeded: "aborts not needed, % of judged aborts"
    case .waits: "requests that waited"
    case .deadlocks: "deadlock victims"
    case .retries: "retries per commit"
    case .p50: "median latency, steps"
    case .p99: "99th percentile of latency, steps"
    }
  }

  /// Its value; nil if there is none, such as a share of nothing.
  package func quantity(of point: Point) -> Quantity? {
    switch self {
    case .commits: Quantity(1_000 * point.committed, per: point.time, places: 1)
    case .aborts:
      Quantity(100 * point.aborted, per: point.committed + point.aborted, places: 1)
    case .broken: point.settings.mix.hasRule ? Quantity(point.broken) : nil
    case .notNeeded: Quantity(100 * point.needless, per: point.judged, places: 1)
    case .waits: Quantity(point.waits)
    case .deadlocks: Quantity(point.deadlocks)
    case .retries: Quantity(point.retries, per: point.committed, places: 2)
    case .p50: point.latency.percentile(50).map { Quantity($0) }
    case .p99: point.latency.percentile(99).map { Quantity($0) }
    }
  }
}
