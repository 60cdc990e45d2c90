import CEditline
import Layout

/// A prompt in the two forms libedit and the layout need, and the memory libedit reads it from.
///
/// libedit counts every character of a prompt as a cell, except those between two marks
/// (EL_PROMPT_ESC). It loses marked text that no cell follows, and it moves the cursor by writing
/// some of the cells again. So every cell carries its complete color.
final class Prompt {
  /// The mark around text that fills no cell; itself never printed.
  static let mark: Unicode.Scalar = "\u{1}"

  /// The text without its colours.
  private(set) var visible: String
  /// The marked text, ended by NUL; valid as long as the prompt lives.
  let characters: UnsafeMutableBufferPointer<wchar_t>

  init(_ text: StyledText, coloured: Bool) {
    let text = text.mapTexts(printable)
    visible = text.text
    var marked = ""
    for span in text.spans {
      // What has no look ends that of the text before it.
      let look = span.style != .none ? span.style.start : marked.isEmpty ? nil : Style.end
      let start = look.map { "\(Self.mark)\($0.source)\(Self.mark)" } ?? ""
      for scalar in span.text.unicodeScalars { marked += "\(start)\(scalar)" }
    }
    // A look at the end needs a cell that ends it.
    if text.spans.last.map({ $0.style != .none }) ?? false {
      marked += "\(Self.mark)\(Style.end.source)\(Self.mark) "
      visible += " "
    }
    let wide = (coloured ? marked : visible).wide
    characters = .allocate(capacity: wide.count)
    _ = characters.initialize(from: wide)
  }

  deinit {
    characters.deallocate()
  }
}
