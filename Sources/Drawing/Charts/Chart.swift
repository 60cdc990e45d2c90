import Telling

/// Numbers over a few places of one axis, a series for each thing that is compared.
///
/// The places stand equally far from one another, whatever they are called: a sweep over 1, 2, 4, 8
/// clients is drawn as its steps.
package struct Chart: Sendable {
  /// One line, or one bar of each group.
  package struct Series: Sendable {
    let name: String
    /// Which colour, dashes and marker it has, from 0 to 48, so that a name looks the same in
    /// every chart.
    let style: Int
    /// For each place; nil where there is nothing to be drawn.
    let values: [Double?]

    package init(_ name: String, style: Int, _ values: [Double?]) {
      (self.name, self.style, self.values) = (name, style, values)
    }
  }

  let title: String
  /// What was run, under the title.
  let subtitle: String
  /// What the places are, and what they are called.
  let across: (title: String, places: [String])
  /// What the numbers are, with their unit.
  let upwards: String
  let series: [Series]

  package init(
    _ title: String, subtitle: String, across: (title: String, places: [String]), upwards: String,
    _ series: [Series]
  ) {
    (self.title, self.subtitle, self.across) = (title, subtitle, across)
    (self.upwards, self.series) = (upwards, series)
  }

  /// The marks of the upward axis, from 0 to one that no number exceeds: 1, 2 or 5 times a power of
  /// ten apart, four to seven of them; fewer where they would be less than a thousandth apart.
  var ticks: [Double] {
    let most = series.flatMap { $0.values }.compactMap { $0 }.max() ?? 0
    guard most > 0 else { return [0, 1] }
    var power = 0.001
    while power * 10 * 4 <= most { power *= 10 }
    let step = [1, 2, 5, 10].map { $0 * power }.first { most / $0 <= 6 } ?? most
    let count = Int((most / step).rounded(.up))
    return (0...max(1, count)).map { Double($0) * step }
  }

  /// A mark as it is written: no more decimal places than it needs.
  static func label(_ tick: Double) -> String {
    let thousandths = Int((tick * 1_000).rounded())
    var digits = String(thousandths % 1_000 + 1_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    let whole = (thousandths / 1_000).grouped
    return digits.isEmpty ? whole : "\(whole).\(digits)"
  }
}
