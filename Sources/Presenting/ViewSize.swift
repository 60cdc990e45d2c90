import Drawing
import Language
import Layout
import Telling

/// How a terminal of some size is divided for a demonstration.
///
/// From top to bottom: the title, lanes, data, the text, the status, the keys. Where things stand
/// depends on the size and on how much room the text takes, never on what is shown.
package struct ViewSize: Hashable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (max(1, columns), max(1, rows))
  }

  /// The smallest terminal that shows something useful.
  package static let least = ViewSize(columns: 40, rows: 12)

  package var isEnough: Bool { columns >= Self.least.columns && rows >= Self.least.rows }

  /// How much of the screen a text takes.
  package enum Share: Hashable, Sendable {
    /// A command and its answer, below lanes and data.
    case part
    /// Prose, below lanes and data that give way.
    case half
    /// All between title and status.
    case whole
  }

  /// The rows between title and status.
  private var body: Int { max(2, rows - 3) }

  /// The rows of a text.
  package func textRows(_ share: Share) -> Int {
    switch share {
    case .part: max(3, body / 4)
    case .half: max(3, body / 2)
    case .whole: body - 1
    }
  }

  /// The rows of the table of data, its heading included.
  func dataRows(_ share: Share) -> Int { share == .whole ? 0 : max(2, body / 4) }

  /// The rows of the lanes, their heading included; two rules stand below them.
  func laneRows(_ share: Share) -> Int {
    share == .whole ? 0 : max(0, body - 2 - textRows(share) - dataRows(share))
  }

  /// A text in rows of the room's width, broken between words where that is possible.
  package func rows(of text: String, inset: String = "") -> [String] {
    broken(text, to: columns, inset, breaksWords: true)
  }
}
