package import Checking
import Layout
import Scripting
import Vocabulary

/// One page of the help: what `help NAME` shows.
package struct HelpPage: Sendable {
  /// The name by which others refer to the page, and with which its first line begins.
  package let name: String
  /// Other names that lead to it.
  package let aliases: [String]
  /// The first line.
  package let title: String
  /// What is said below, a line a line.
  package let text: [String]
  /// The anomaly that it is about.
  package let anomaly: Anomaly?
  package let example: HelpExample?
  package let byMode: ModeTable?
  /// Other pages by their names, and lessons as `.lesson NAME`.
  package let related: [String]

  /// The most lines and the most cells of a line that a page may have.
  ///
  /// Behind two blanks, a semicolon and a blank, and above a prompt, that is a screen of 80x24.
  package static let limits = (lines: 22, cells: 76)

  /// A page about something that is no word of the language; `also` and `see` are lists.
  ///
  /// Of an anomaly it also tells what the judge's table knows: names, authors, the weakest mode
  /// that forbids it, the lesson.
  init(
    _ name: String, also aliases: String = "", _ what: String, _ text: String,
    about anomaly: Anomaly? = nil, example: HelpExample? = nil, byMode: ModeTable? = nil,
    see: String
  ) {
    self.init(
      name: name, aliases: Self.listed(aliases), title: "\(name): \(what)", text, anomaly, example,
      byMode, see)
  }

  /// A page about a word, which is also found without its dot.
  init(
    word name: String, also aliases: String = "", _ text: String,
    example: HelpExample? = nil, byMode: ModeTable? = nil, see: String
  ) {
    self.init(
      name: name, aliases: Self.listed(aliases), title: Words.named(name)?.usage ?? name, text,
      nil, example, byMode, see)
  }

  private init(
    name: String, aliases: [String], title: String, _ text: String, _ anomaly: Anomaly?,
    _ example: HelpExample?, _ byMode: ModeTable?, _ see: String
  ) {
    (self.name, self.aliases, self.title) = (name, aliases, title)
    self.text =
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      + (anomaly.map(Self.facts) ?? [])
    (self.anomaly, self.example, self.byMode) = (anomaly, example, byMode)
    related = Self.listed(see) + (anomaly?.lesson.map { [".lesson \($0)"] } ?? [])
  }

  /// What the judge's table says of an anomaly, in lines that fit below a title.
  private static func facts(of anomaly: Anomaly) -> [String] {
    let forbidden = anomaly.weakestMode.map { "The weakest mode that forbids it: \($0.name)." }
    let sentences = "Called \(anomaly.code) (\(anomaly.author)). \(forbidden ?? "")"
    return wrapped(
      sentences.split(separator: " ").map(String.init), after: "", separator: " ",
      limit: limits.cells - 2)
  }

  /// `a, b` is two.
  private static func listed(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.drop { $0 == " " || $0 == "\n" }) }
  }

  /// Title, text, example, what each mode does, where to read on.
  ///
  /// The parts are set apart by blank lines; where the page would be too long, the last go first.
  package var lines: [String] {
    let text = text.map { $0.isEmpty ? "" : "  \($0)" }
    let parts = [[title] + text, example?.lines ?? [], byMode?.lines ?? [], seeAlso]
      .filter { !$0.isEmpty }
    let spare = Self.limits.lines - parts.reduce(0) { $0 + $1.count }
    return parts.enumerated().flatMap { index, part in
      index > 0 && index <= spare ? [""] + part : part
    }
  }

  private var seeAlso: [String] {
    guard !related.isEmpty else { return [] }
    let names = related.map { $0.hasPrefix(".lesson ") ? $0 : "help \($0)" }
    return wrapped(names, after: "see also: ", separator: ", ")
  }
}

/// A list in lines that fit a page, the first behind a label, the others indented as far.
func wrapped(
  _ items: [String], after label: String, separator: String, limit: Int = HelpPage.limits.cells
)
  -> [String]
{
  let indentation = String(repeating: " ", count: displayWidth(of: label))
  var lines: [String] = []
  var line = label
  for (index, item) in items.enumerated() {
    let piece = item + (index == items.count - 1 ? "" : separator)
    let isEmpty = line == label || line == indentation
    let shown = String(piece.reversed().drop { $0 == " " }.reversed())
    if !isEmpty, displayWidth(of: line) + displayWidth(of: shown) > limit {
      lines.append(line)
      line = indentation
    }
    line += piece
  }
  return (lines + [line]).map { line in
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
