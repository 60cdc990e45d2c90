extension Lexer {
  /// The content of the quoted text that starts here.
  mutating func quotedText() throws(ScriptError) -> String {
    let first = position
    position += 1
    var content = String.UnicodeScalarView()
    while position < scalars.count {
      switch scalars[position] {
      case "\"":
        position += 1
        return String(content)
      case "\\" where position + 1 < scalars.count:
        content.append(try escape())
      case let scalar:
        content.append(scalar)
        position += 1
      }
    }
    throw ScriptError(column: first + 1, .unclosedQuote)
  }

  private mutating func escape() throws(ScriptError) -> Unicode.Scalar {
    let first = position
    position += 2
    switch scalars[first + 1] {
    case "\"": return "\""
    case "\\": return "\\"
    case "n": return "\n"
    case "t": return "\t"
    case "u": return try numberedScalar(from: first)
    default: throw badEscape(from: first)
    }
  }

  /// The rest of `\u{...}`: one to eight hexadecimal digits in braces.
  private mutating func numberedScalar(from first: Int) throws(ScriptError) -> Unicode.Scalar {
    guard position < scalars.count, scalars[position] == "{" else { throw badEscape(from: first) }
    position += 1
    let digits = scalars[position...].prefix(9).prefix { $0.properties.isASCIIHexDigit }
    position += digits.count
    guard position < scalars.count, scalars[position] == "}" else { throw badEscape(from: first) }
    position += 1
    guard digits.count <= 8, let value = UInt32(String(scalars: digits), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw badEscape(from: first) }
    return scalar
  }

  private func badEscape(from first: Int) -> ScriptError {
    let text = String(scalars: scalars[first..<position])
    return ScriptError(column: first + 1, length: position - first, .badEscape(text))
  }
}
