package import Drawing
import Language
import Layout
import Telling
import Vocabulary

/// The results of a sweep, in every form; all of them show the same numbers.
package struct SweepTexts: Sendable {
  let sweep: Sweep
  let points: [Point]

  /// - Parameters:
  ///   - sweep: the runs.
  ///   - points: its results; fewer than its runs if it was interrupted.
  package init(_ sweep: Sweep, _ points: [Point]) { (self.sweep, self.points) = (sweep, points) }

  private var first: Settings { sweep.settings[0] }

  /// A longer table, in lines, repeats its headings at the end, where a terminal stops scrolling.
  private static let longTable = 18

  /// The mix of the runs, in a line.
  package var title: String { "contention: \(first.mix.rawValue), \(first.mix.summary)" }

  /// How it was run.
  package var conditions: String {
    let end =
      switch first.end {
      case .transactions(let most): "\(most.grouped) transactions per run"
      case .time(let last): "\(last.grouped) steps per run"
      }
    let clients = sweep.variable == .clients ? [] : [counted(first.clients, "client")]
    let keys = sweep.variable == .keys ? [] : ["\(first.keys.grouped) keys"]
    let skew =
      sweep.variable == .skew ? [] : [first.skew.map { "zipfian \($0)" } ?? "uniform"]
    let policy = first.conflicts.map { [$0.rawValue] } ?? []
    return (clients + keys + skew + policy + ["think \(first.think)", end, "seed \(first.seed)"])
      .joined(separator: ", ")
  }

  // MARK: Table

  /// The table for the screen: a group of rows for each mode, and notes.
  ///
  /// Measures that do not fit are in another table below it.
  package func lines(columns: Int) -> [String] {
    var lines: [String] = []
    var rest = Measure.allCases[...]
    while !rest.isEmpty {
      let fitting = (1...rest.count).last { count in
        table(of: rest.prefix(count), columns).allSatisfy { displayWidth(of: $0) <= columns }
      }
      lines += table(of: rest.prefix(fitting ?? 1), columns)
      rest = rest.dropFirst(fitting ?? 1)
    }
    return lines + notes.flatMap { broken($0, to: columns, "  ") }
  }

  private func table(of measures: ArraySlice<Measure>, _ columns: Int) -> [String] {
    var table = Table([sweep.variable.rawValue] + measures.map { $0.heading })
    for point in points { table.add(cells(of: point, measures)) }
    let lines = table.numbers(in: columns)
    let rows = sweep.modes.flatMap { mode in
      let rows = zip(points, lines.dropFirst()).filter { $0.0.settings.mode == mode }.map { $0.1 }
      return rows.isEmpty ? [] : [mode.name] + rows
    }
    return [lines[0]] + rows + (rows.count > Self.longTable ? [lines[0]] : [])
  }

  /// Each run as a sentence, for screen readers.
  package var sentences: [String] {
    ["\(title).", "\(conditions)."]
      + points.map { point in
        let measures = zip(Measure.allCases, cells(of: point, Measure.allCases[...]).dropFirst())
        return "In \(point.settings.mode.name) with \(sweep.variable.rawValue) "
          + "\(sweep.value(in: point.settings)): "
          + measures.filter { $1 != "-" }.map { "\($0.title), \($1)" }.joined(separator: "; ") + "."
      } + spoken(notes)
  }

  private func cells(of point: Point, _ measures: ArraySlice<Measure>) -> [String] {
    [sweep.value(in: point.settings)] + measures.map { $0.quantity(of: point)?.text ?? "-" }
  }

  private var notes: [String] {
    let judgeable = points.reduce(0) { $0 + $1.aborted - $1.deadlocks }
    let judged = points.reduce(0) { $0 + $1.judged }
    let undecided = points.reduce(0) { $0 + $1.undecided }
    let givenUp = points.reduce(0) { $0 + $1.givenUp }
    return (points.last?.isPartial == true ? ["The last run was interrupted."] : []) + [
      "commits per 1000 steps, aborts in %, "
        + (first.mix.hasRule ? "broken in commits, " : "") + "p50 and p99 in steps",
      judged == 0
        ? "no abort was judged"
        : "not needed in % of judged aborts (\(judged.grouped) of \(judgeable.grouped), "
          + "the first \(first.judged) of each run"
          + (undecided == 0 ? ")" : "; \(undecided.grouped) not decided)"),
    ] + (givenUp == 0 ? [] : ["\(givenUp.grouped) jobs were given up"])
  }

  // MARK: Chart

  /// One measure of all runs as a chart.
  package func chart(of measure: Measure) -> Chart {
    let places = sweep.settings.map { sweep.value(in: $0) }
    let series = sweep.modes.compactMap { mode -> Chart.Series? in
      let runs = points.filter { $0.settings.mode == mode }
      let values = sweep.settings.indices.map { index in
        index < runs.count ? measure.quantity(of: runs[index])?.number : nil
      }
      guard values.contains(where: { $0 != nil }) else { return nil }
      let style = IsolationMode.allCases.firstIndex(of: mode) ?? 0
      return Chart.Series(mode.name, style: style, values)
    }
    return Chart(
      "\(first.mix.rawValue): \(measure.title)", subtitle: conditions,
      across: (sweep.variable.title, places), upwards: measure.title, series)
  }
}
