import Checking
import Language
import Layout
import Telling
import Vocabulary

/// A line of the comparison: one thing, in every mode.
struct Band {
  /// Whether it is the first difference.
  var isMarked = false
  /// The step; empty where there is none.
  var number = ""
  /// The command, or what the cells are about.
  let label: String
  /// One for each column: its lines.
  let cells: [[String]]

  var isSame: Bool { cells.allSatisfy { $0 == cells[0] } }

  /// The columns in groups that say the same, each by their indices.
  var groups: [[Int]] {
    var groups: [[Int]] = []
    for index in cells.indices {
      if let place = groups.firstIndex(where: { cells[$0[0]] == cells[index] }) {
        groups[place].append(index)
      } else {
        groups.append([index])
      }
    }
    return groups
  }
}

extension SideBySide.Part {
  /// Its steps, and below them what they come to.
  var bands: [Band] {
    rows.enumerated().map { index, row in
      Band(
        isMarked: index == firstDifference, number: row.answers.first.map { "\($0.step)" } ?? "",
        label: (row.session.map { "\($0): " } ?? "") + printable(row.command),
        cells: row.answers.map { $0.lines.map { printable($0) } })
    } + [
      Band(label: "cost", cells: tallies.map { $0.price }),
      Band(label: "harm", cells: tallies.map { $0.harm }),
    ]
  }

  /// Where a command first took another step in one mode than in another; nil if none did.
  var firstUnevenStep: StepNumber? {
    rows.first { row in row.answers.contains { $0.step != row.answers[0].step } }?.answers[0].step
  }
}

extension SideBySide.Tally {
  /// What the mode cost.
  fileprivate var price: [String] {
    let notNeeded = aborts.count { $0.need?.isNeeded == false }
    let lost = counted(aborts.count, "abort")
    let verdict =
      notNeeded == 0 ? "" : aborts.count == 1 ? ", not needed" : ", \(notNeeded) not needed"
    return ["\(counted(waits, "wait")), \(lost)\(verdict)"]
  }

  /// What the mode let happen.
  fileprivate var harm: [String] {
    var slugs: [String] = []
    for slug in anomalies.map({ $0.anomaly.slug }) where !slugs.contains(slug) {
      slugs.append(slug)
    }
    let named = slugs.map { slug in
      let count = anomalies.count { $0.anomaly.slug == slug }
      return count == 1 ? slug : "\(slug), \(count) times"
    }
    let harm = named + brokenRules.map { "rule \($0) broken" }
    return harm.isEmpty ? ["none"] : harm
  }
}

/// The lines about a part that come before its steps.
extension SideBySide {
  /// Where it begins to differ.
  func heading(ofPart index: Int, titled title: String) -> String {
    let part = parts[index]
    let name = parts.count == 1 ? title : "\(title), part \(part.number)"
    guard let first = part.firstDifference else {
      return part.beginsNameModes
        ? "\(name): every BEGIN here names its own mode, so there is nothing to compare."
        : "\(name): no difference: every answer is the same in all \(columnWord)."
    }
    return "\(name): first difference at step \(part.rows[first].answers[0].step)"
  }

  /// What the columns are.
  var columnWord: String { hasStores ? "columns" : "modes" }

  /// What explains differences that are not the modes' own.
  func remarks(onPart index: Int) -> [String] {
    let part = parts[index]
    guard part.firstDifference != nil else { return [] }
    var remarks: [String] = []
    let choices = zip(columns, part.tallies).compactMap { column, tally in
      column.place == nil
        ? tally.conflicts.map { (mode: column.mode, policy: $0, tally: tally) } : nil
    }
    let isUneven = choices.contains { $0.policy != choices[0].policy }
    if isUneven, choices.contains(where: { $0.tally.showsPolicy }) {
      let told = choices.map { "\($0.policy.rawValue) in \($0.mode.name)" }
      remarks.append("two writers of a key: \(told.joined(separator: ", "))")
    }
    if let step = part.firstUnevenStep {
      remarks.append("from step \(step) on, steps are numbered as in \(columns[0].title)")
    }
    return remarks
  }
}

extension SideBySide.Tally {
  /// Whether it made a difference what is done to two writers of a key.
  fileprivate var showsPolicy: Bool {
    waits > 0
      || aborts.contains { [.concurrentUpdate, .firstCommitter].contains($0.abort.kind) }
  }
}
