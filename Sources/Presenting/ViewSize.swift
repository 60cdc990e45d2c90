import Drawing
import Language
import Layout
import Telling

/// How a terminal of some size is divided for a demonstration.
///
/// From top to bottom: the title, lanes, data, the text, the status, the keys. Their places depend
/// on the size, on the rows that the lesson fills, and on the length of the text. They do not
/// depend on the step.
package struct ViewSize: Hashable, Sendable {
  package let columns: Int
  package let rows: Int
  /// What the lesson fills; nil until it is known.
  package var needs: Needs?

  /// A terminal that has more than 2,000 columns or 500 rows is filled only up to there.
  package init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (min(max(1, columns), 2000), min(max(1, rows), 500))
  }

  /// The rows that a lesson fills at most, headings included.
  package struct Needs: Hashable, Sendable {
    let lanes: Int
    let data: Int
  }

  /// The smallest terminal that shows something useful.
  package static let least = ViewSize(columns: 40, rows: 12)

  package var isEnough: Bool { columns >= Self.least.columns && rows >= Self.least.rows }

  /// How much of the screen a text takes.
  package enum Share: Hashable, Sendable {
    /// A command and its answer, below lanes and data.
    case part
    /// A longer text of that many rows, below lanes that give way.
    case grown(Int)
    /// All between title and status.
    case whole
  }

  /// The rows between title and status.
  private var body: Int { max(2, rows - 3) }

  /// The rows of a command and its answer if the lanes fill all others.
  private var leastText: Int { max(3, min(body / 4, 6)) }

  /// The rows of a text.
  ///
  /// A command and its answer have all that the lanes of the lesson never fill.
  package func textRows(_ share: Share) -> Int {
    switch share {
    case .part: max(leastText, needs.map { body - 2 - dataRows(.part) - $0.lanes } ?? 0)
    case .grown(let rows): rows
    case .whole: body - 1
    }
  }

  /// The rows that a text can take below lanes of that many rows: half of the screen if the lanes
  /// keep a step, and what lanes and data leave empty.
  func mostText(below lanes: Int) -> Int {
    let rest = body - 2 - dataRows(.part)
    return max(textRows(.part), min(body / 2, rest - 2), rest - lanes)
  }

  /// The rows of the table of data, its heading included: no more than the lesson fills, at most a
  /// quarter of the screen, or more if lanes and text leave it empty.
  func dataRows(_ share: Share) -> Int {
    if share == .whole { return 0 }
    let quarter = max(2, body / 4)
    guard let needs else { return quarter }
    return max(2, min(needs.data, max(quarter, body - 2 - leastText - needs.lanes)))
  }

  /// The rows of the lanes, their heading included; two rules stand below them.
  func laneRows(_ share: Share) -> Int {
    share == .whole ? 0 : max(0, body - 2 - textRows(share) - dataRows(share))
  }

  /// A text in rows of the room's width, broken between words where that is possible.
  package func rows(of text: String, inset: String = "") -> [String] {
    broken(text, to: columns, inset, breaksWords: true)
  }
}
