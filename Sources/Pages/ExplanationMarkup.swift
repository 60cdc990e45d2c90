import Layout
import Telling

/// An explanation of `.why` as HTML: its first line, and its labels with the text after them.
///
/// It leaves out what to type next, because a page has no prompt.
struct ExplanationMarkup {
  private let lines: [String]

  init(_ lines: [String]) { self.lines = lines }

  var html: Markup {
    var result = Markup()
    var rest = lines[...]
    while let line = rest.popFirst() {
      guard line.hasPrefix("  ") else {
        result += .element("p", [:], text: line)
        continue
      }
      var entries: [Markup] = []
      var next: String? = line
      while let start = next {
        let (label, text) = Self.parted(start)
        var texts = [text]
        while let more = rest.first, more.hasPrefix("  "), Self.parted(more).label.isEmpty {
          texts.append(Self.parted(more).text)
          rest.removeFirst()
        }
        if label != "next" {
          entries += [
            .element("dt", [:], text: label),
            .element("dd", [:], texts.map { .element("div", [:], text: $0) }),
          ]
        }
        next = rest.first?.hasPrefix("  ") == true ? rest.removeFirst() : nil
      }
      if !entries.isEmpty { result += .element("dl", [:], entries) }
    }
    return result
  }

  /// `  why    text`: the label, which may be blank, takes nine cells.
  private static func parted(_ line: String) -> (label: String, text: String) {
    let label = line.prefix(9).drop { $0 == " " }
    return (String(label.prefix { $0 != " " }), String(line.dropFirst(9)))
  }
}
