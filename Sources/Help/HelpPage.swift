package import Checking
import Language
import Layout
import Vocabulary

/// One page of the help: what `help NAME` shows, made of a Markdown file of the folder Pages.
package struct HelpPage: Sendable {
  /// The name by which others refer to the page, and with which its first line begins.
  package let name: String
  private let parts: PageText
  private let markdown: String

  /// The most lines and the most cells of a line that a page may have.
  ///
  /// Behind two blanks, a semicolon and a blank, and above a prompt, that is a screen of 80x24.
  package static let limits = (lines: 22, cells: 76)
  /// How many of the cells the text has, which stands two blanks in.
  static let textCells = limits.cells - 2

  init(_ markdown: String) {
    self.markdown = markdown
    parts = PageText(markdown)
    let first = parts.title.prefix { $0 != " " }
    name = String(first.hasSuffix(":") ? first.dropLast() : first)
  }

  /// The first line.
  package var title: String { parts.title }
  /// Other names that lead to it.
  package var aliases: [String] {
    (parts.head["also"] ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
  }
  /// Of a mode: its line in the list of all modes.
  var inShort: String? { parts.head["short"] }
  /// The anomaly that it is about.
  package var anomaly: Anomaly? { parts.head["anomaly"].flatMap(Anomaly.named) }
  /// The row of the README's matrix that it shows.
  package var matrixRow: String? { parts.head["matrix"] }
  package var example: HelpExample? { HelpExample(of: markdown) }
  /// Lines that are shown and, because of what they would do, only understood.
  package var console: [String] { parts.console }
  /// What the modes do about the anomaly, or at the end of the example.
  package var byMode: ModeTable? { byMode(after: example) }

  private func byMode(after example: HelpExample?) -> ModeTable? {
    matrixRow.map { ModeTable(ofMatrixRow: $0) } ?? example?.byMode
  }

  /// Other pages by their names, and lessons as `.lesson NAME`.
  package var related: [String] { parts.links }

  /// What is said below the title, a line a line.
  ///
  /// For an anomaly it also shows what the judge's table knows: names, authors, the weakest mode
  /// that forbids it.
  package var text: [String] {
    let list = parts.head["list"].map(Generated.list) ?? []
    let gap = list.isEmpty || parts.prose.isEmpty ? [] : [""]
    return list + gap + parts.prose + (anomaly.map(Self.facts) ?? [])
  }

  private static func facts(of anomaly: Anomaly) -> [String] {
    let forbidden = anomaly.weakestMode.map { "The weakest mode that forbids it: \($0.name)." }
    let sentences = "Also called \(anomaly.code) (\(anomaly.author)). \(forbidden ?? "")"
    return broken(sentences, to: textCells)
  }

  /// Title, text, example, what each mode does, where to read on.
  ///
  /// The parts are set apart by blank lines; where the page would be too long, the last go first.
  package func lines(_ prompts: HelpExample.Prompts) -> [String] {
    let text = text.map { $0.isEmpty ? "" : "  \($0)" }
    let example = example
    let shown = example.map { $0.lines(prompts($0)) } ?? console.map { "  \($0)" }
    let byMode = byMode(after: example)?.lines ?? []
    let parts = [[title] + text, shown, byMode, seeAlso].filter { !$0.isEmpty }
    let spare = Self.limits.lines - parts.reduce(0) { $0 + $1.count }
    return parts.enumerated().flatMap { index, part in
      index > 0 && index <= spare ? [""] + part : part
    }
  }

  private var seeAlso: [String] {
    guard !related.isEmpty else { return [] }
    let names = related.map { $0.hasPrefix(".lesson ") ? $0 : "help \($0)" }
    return wrapped(names, after: "see also: ", separator: ",")
  }
}

/// A list in lines that fit a page, the first behind a label, the others indented as far.
func wrapped(
  _ items: [String], after label: String = "", separator: String = "",
  limit: Int = HelpPage.limits.cells
) -> [String] {
  broken(
    words: items.dropLast().map { $0 + separator } + items.suffix(1), to: limit, start: label,
    blanks(displayWidth(of: label)))
}
