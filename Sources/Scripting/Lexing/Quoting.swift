/// Whether a key or value can be written without quotes and is then read back as itself.
///
/// A lone `-` or `/` is an operator and `none`, in any case, is absence, so they need quotes.
package func isBareWord(_ text: String) -> Bool {
  let scalars = Array(text.unicodeScalars)
  guard let first = scalars.first, first != ".", !first.isMark,
    scalars.allSatisfy(\.isWordScalar)
  else { return false }
  let hasTwoDots = zip(scalars, scalars.dropFirst()).contains { $0 == "." && $1 == "." }
  return !hasTwoDots && text != "-" && text != "/" && text.keyword != "NONE"
}

/// A key or value as answers print it: bare where that reads back as itself, else in quotes.
package func quoted(_ text: String) -> String {
  isBareWord(text) ? text : inQuotes(text)
}

/// A text in quotes, with escapes for everything that is not seen or would end the text.
package func inQuotes(_ text: String) -> String {
  var result = "\""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    default:
      // A mark right after the quote would be drawn on the quote.
      let hides = scalar.isUnprintable || (index == 0 && scalar.isMark)
      result += hides ? escaped(scalar) : String(scalar)
    }
  }
  return result + "\""
}

/// A line of the language for transcripts: what cannot be seen is written `\u{...}`.
///
/// In quotes that is the same text. Tabs stay.
package func printableLine(_ line: String) -> String {
  guard line.utf8.contains(0x09) else { return printable(line) }
  return line.split(separator: "\t", omittingEmptySubsequences: false).map { printable(String($0)) }
    .joined(separator: "\t")
}

/// A text for messages: what cannot be seen is written `\u{...}`, the rest as it is.
///
/// What it gives back is printable already, so it may be called wherever text from outside is
/// about to reach people, whether or not somebody has done so before.
package func printable(_ text: String) -> String {
  // Most texts are ASCII.
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    result += scalar.isUnprintable ? escaped(scalar) : String(scalar)
  }
  return result
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
}

/// Whether a session or rule can bear the name: letters, digits, `_` and `-`.
package func isName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, first != "-", !first.isMark else { return false }
  return text.unicodeScalars.allSatisfy { $0.isNameScalar || $0 == "-" }
}

/// Whether a variable can bear the name: letters, digits and `_`.
func isVariableName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, !first.isMark else { return false }
  return text.unicodeScalars.allSatisfy(\.isNameScalar)
}
