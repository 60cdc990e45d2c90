package import Vocabulary

/// `[rc,si] ` at the start of a paragraph or an item, which is then about these modes only.
struct ModeTag {
  private(set) var modes: [IsolationMode] = []
  /// The first name that is no mode; nil if all are.
  private(set) var unknown: String?
  /// The text after the tag.
  let rest: Substring

  /// Nil if the text begins with none: brackets in which no mode is named are text.
  init?(_ text: some StringProtocol) {
    guard text.first == "[", let close = text.firstIndex(of: "]") else { return nil }
    let after = text.index(after: close)
    guard after < text.endIndex, text[after] == " " else { return nil }
    rest = Substring(text[after...].drop { $0 == " " })
    for part in text[text.index(after: text.startIndex)..<close].split(separator: ",") {
      let name = String(scalars: Array(part.unicodeScalars)[...].trimmed)
      if let mode = IsolationMode(named: name) {
        modes.append(mode)
      } else {
        unknown = unknown ?? name
      }
    }
    guard !modes.isEmpty, !rest.isEmpty else { return nil }
  }
}

extension Sequence<ProseBlock> {
  /// What is said where that mode is shown; or, if nil is, all of it with the names of the modes
  /// that only some of it is about.
  package func said(in mode: IsolationMode?) -> [ProseBlock] {
    guard let mode else { return map(\.named) }
    return filter { $0.modes?.contains(mode) ?? true }
  }
}

extension ProseBlock {
  /// The block with the names of its modes before its text.
  fileprivate var named: ProseBlock {
    guard let modes else { return self }
    let names = modes.map { $0.shortName }.joined(separator: ", ")
    let label = [Inline.emphasis([.text("In \(names):")]), .text(" ")]
    let kind: Kind =
      switch kind {
      case .paragraph(let text): .paragraph(label + text)
      case .item(let indent, let marker, let text):
        .item(indent: indent, marker: marker, label + text)
      default: kind
      }
    return ProseBlock(kind, lines: lines, modes: modes)
  }
}
