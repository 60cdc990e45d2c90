import Layout
package import Vocabulary

/// What each mode does, in rows of modes that do the same.
///
/// It is data: a test compares it with what the modes really do.
package struct ModeTable: Sendable {
  /// What the rows tell.
  package enum Subject: Hashable, Sendable {
    /// What the last line of the page's example answers first, if the lab is in that mode.
    case lastAnswer
    /// What becomes of an anomaly, by its name in the README's matrix.
    case anomaly(String)
  }

  package let subject: Subject
  /// What happens, and in which modes.
  package let rows: [(what: String, modes: [IsolationMode])]

  /// The last answer of the example: `["x=1": "si wsi ssi"]`.
  static func lastAnswer(_ rows: KeyValuePairs<String, String>) -> ModeTable {
    ModeTable(subject: .lastAnswer, rows: read(rows))
  }

  /// What becomes of an anomaly, in the words of the matrix.
  static func anomaly(_ name: String, _ rows: KeyValuePairs<String, String>) -> ModeTable {
    ModeTable(subject: .anomaly(name), rows: read(rows))
  }

  private static func read(
    _ rows: KeyValuePairs<String, String>
  ) -> [(what: String, modes: [IsolationMode])] {
    rows.map { what, names in
      (what, names.split(separator: " ").compactMap { IsolationMode(named: String($0)) })
    }
  }

  var lines: [String] {
    let width = rows.map { displayWidth(of: $0.what) }.max() ?? 0
    let heading = subject == .lastAnswer ? ["what the last line answers, by mode"] : []
    return heading
      + rows.flatMap { row in
        let gap = String(repeating: " ", count: width - displayWidth(of: row.what) + 2)
        return wrapped(row.modes.map(\.name), after: "  \(row.what)\(gap)", separator: ", ")
      }
  }
}
