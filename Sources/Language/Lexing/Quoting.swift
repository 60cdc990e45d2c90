import Layout

/// Whether a key or value can be written without quotes and is then read back as itself.
///
/// A lone `-` or `/` is an operator and `none`, in any case, is absence, so they need quotes.
package func isBareWord(_ text: String) -> Bool {
  let scalars = Array(text.unicodeScalars)
  guard let first = scalars.first, first != ".", !first.isMark,
    scalars.allSatisfy({ $0.isWordScalar })
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
      result += hides ? scalar.escaped : String(scalar)
    }
  }
  return result + "\""
}

/// Whether a session or rule can bear the name: letters, digits, `_` and `-`.
package func isName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, first != "-", !first.isMark else { return false }
  return text.unicodeScalars.allSatisfy { $0.isNameScalar || $0 == "-" }
}

/// Whether a variable can bear the name: letters, digits and `_`.
func isVariableName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, !first.isMark else { return false }
  return text.unicodeScalars.allSatisfy { $0.isNameScalar }
}
