/// A text as it may be written to a terminal, whatever has come into it.
///
/// Ends of lines, tabs and the looks of this program pass; all else that a terminal would obey, or
/// that would hide or turn around the text beside it, is written `\u{...}`. Texts are made
/// printable where they are made; this is the last place that looks, for what was forgotten there.
package func terminalText(_ text: String) -> String {
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 || $0 == 0x0A }) { return text }
  var result = ""
  var rest = text.unicodeScalars[...]
  while let scalar = rest.first {
    if let look = Style.sequences.first(where: { rest.starts(with: $0.unicodeScalars) }) {
      result += look
      rest = rest.dropFirst(look.unicodeScalars.count)
    } else {
      let passes = scalar == "\n" || scalar == "\t" || !scalar.isUnprintable
      result += passes ? String(scalar) : printable(String(scalar))
      rest = rest.dropFirst()
    }
  }
  return result
}
