package import Drawing
import Language
import Layout
import Telling
import Vocabulary

/// The results of a simulation of bloat, in every form; all of them show the same numbers.
package struct BloatTexts: Sendable {
  /// The measures that can be drawn over time.
  package enum Measure: String, CaseIterable, Sendable {
    case kept, read, long, removed

    package var title: String {
      switch self {
      case .kept: "old versions kept"
      case .read: "versions inspected per read by a writer"
      case .long: "versions inspected per read by the long reader"
      case .removed: "versions removed by vacuums so far"
      }
    }

    func quantity(of look: BloatLook) -> Quantity? {
      switch self {
      case .kept: Quantity(look.kept)
      case .read: look.reads.average
      case .long: look.longReads.average
      case .removed: Quantity(look.removed)
      }
    }
  }

  let settings: BloatSettings
  let runs: [BloatRun]

  /// - Parameters:
  ///   - settings: the settings of the runs.
  ///   - runs: the results, one for each number of commits between vacuums.
  package init(_ settings: BloatSettings, _ runs: [BloatRun]) {
    (self.settings, self.runs) = (settings, runs)
  }

  /// The settings in a line.
  package var title: String {
    let clients =
      settings.writers.clients == 1
      ? "1 client writes" : "\(settings.writers.clients) clients write"
    guard let reading = settings.reading else { return "bloat: \(clients)" }
    return "bloat: \(clients), one reads from step \(reading.lowerBound.grouped) to "
      + reading.upperBound.grouped
  }

  /// How it was run.
  package var conditions: String {
    let writers = settings.writers
    return [
      writers.mode.name, "\(writers.keys.grouped) keys",
      writers.skew.map { "zipfian \($0)" } ?? "uniform", "think \(writers.think)",
      "\(settings.time.grouped) steps", "seed \(writers.seed)",
    ].joined(separator: ", ")
  }

  // MARK: Table

  private static let headings = [
    "vacuum", "commits", "runs", "removed", "most", "end", "before", "during", "after", "long",
  ]

  package func lines(columns: Int) -> [String] {
    var table = Table(Self.headings)
    for run in runs { table.add(cells(of: run)) }
    return table.numbers(in: columns) + notes.flatMap { broken($0, to: columns, "  ") }
  }

  /// Each run as a sentence, for screen readers.
  package var sentences: [String] {
    ["\(title).", "\(conditions)."]
      + runs.map { run in
        zip(Self.headings, cells(of: run)).filter { $1 != "-" }.map { "\($0) \($1)" }
          .joined(separator: "; ") + "."
      } + spoken(notes)
  }

  private func cells(of run: BloatRun) -> [String] {
    let last = run.looks.last
    let counts = [last?.committed, last?.vacuums, last?.removed, run.most, last?.kept]
    let costs = [run.before, run.during, run.after, run.longReads]
    return [run.every.map(String.init) ?? "never"] + counts.map { $0.map(String.init) ?? "-" }
      + costs.map { $0.average?.text ?? "-" }
  }

  private var notes: [String] {
    (runs.last?.isPartial == true ? ["The last run was interrupted."] : []) + [
      "vacuum: every N commits. most, end: old versions kept. before, during, after: versions "
        + "inspected per read by the writers, relative to the long reader; long: by that reader"
    ]
  }

  // MARK: Chart

  /// One measure of all runs over time.
  package func chart(of measure: Measure) -> Chart {
    let times = (1...settings.looks).map { "\(settings.time * $0 / settings.looks)" }
    let series = runs.enumerated().map { index, run in
      let values = times.indices.map { look in
        look < run.looks.count ? measure.quantity(of: run.looks[look])?.number : nil
      }
      let name = run.every.map { "vacuum every \($0)" } ?? "no vacuum"
      return Chart.Series(name, style: index, values)
    }
    return Chart(
      title, subtitle: conditions, across: ("steps", times), upwards: measure.title, series)
  }
}
