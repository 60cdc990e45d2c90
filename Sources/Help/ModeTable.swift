import Language
import Layout
package import Vocabulary

/// What each mode does, in rows of modes that do the same.
package struct ModeTable: Sendable {
  /// What happens, and in which modes.
  package private(set) var rows: [(what: String, modes: [IsolationMode])] = []
  private var heading: [String] = []

  /// What becomes of an anomaly, as its row of the README's matrix says.
  init(ofMatrixRow name: String) {
    let lines = Texts.matrix_md.description.split(separator: "\n")
    func cells(of row: String) -> [String] {
      let line = lines.first { $0.hasPrefix("| \(row) ") } ?? ""
      return line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
    }
    for (title, cell) in zip(cells(of: "anomaly"), cells(of: name)) {
      if let mode = IsolationMode(named: title) { add(mode, to: cell) }
    }
  }

  /// The first answer in each mode; nil if the answers are not recorded by mode.
  init?(ofAnswersTo entry: Scenario.Entry) {
    guard entry.answers.contains(where: { $0.modes != nil }) else { return nil }
    heading = ["the answer to the last line, by mode"]
    for answer in entry.answers where !answer.isNote {
      for mode in IsolationMode.allCases where answer.concerns(mode) {
        add(mode, to: answer.answer)
      }
    }
  }

  /// Adds a mode that has no row yet.
  private mutating func add(_ mode: IsolationMode, to what: String) {
    guard !rows.contains(where: { $0.modes.contains(mode) }) else { return }
    if let row = rows.firstIndex(where: { $0.what == what }) {
      rows[row].modes.append(mode)
    } else {
      rows.append((what, [mode]))
    }
  }

  var lines: [String] {
    let width = rows.map { displayWidth(of: $0.what) }.max() ?? 0
    return heading
      + rows.flatMap { row in
        let names = IsolationMode.allCases.filter(row.modes.contains).map { $0.name }
        return wrapped(names, after: "  " + row.what.padded(to: width + 2), separator: ",")
      }
  }
}
