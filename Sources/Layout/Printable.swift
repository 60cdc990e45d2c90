extension Unicode.Scalar {
  /// Whether it would change how a line looks without being seen, or cannot be shown at all.
  ///
  /// Controls, line separators, invisible and direction-changing scalars, blanks other than the
  /// common one, and scalars without an agreed shape.
  package var isUnprintable: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse,
      .surrogate, .unassigned:
      return true
    default:
      return properties.isDefaultIgnorableCodePoint
    }
  }

  /// `\u{...}`.
  package var escaped: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
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
/// Its result is printable, so it may be called wherever text from outside is
/// about to reach people, whether or not somebody has done so before.
package func printable(_ text: String) -> String {
  // Most texts are ASCII.
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    result += scalar.isUnprintable ? scalar.escaped : String(scalar)
  }
  return result
}
