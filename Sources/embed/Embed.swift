import FoundationEssentials

/// Writes a Swift file that holds the texts of other files: `embed OUTPUT FILE...`.
///
/// `write-skew.md` becomes `Texts.write_skew_md`.
@main
enum Embed {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first else { throw CocoaError(.fileNoSuchFile) }
    let constants = try arguments.dropFirst().map { path in
      let file = URL(filePath: path)
      return constant(
        named: file.lastPathComponent, try String(contentsOf: file, encoding: .utf8))
    }
    let code = "enum Texts {\n" + constants.joined() + "}\n"
    try code.write(to: URL(filePath: output), atomically: true, encoding: .utf8)
  }

  /// A raw literal with so many number signs that nothing in the text can end it.
  private static func constant(named file: String, _ text: String) -> String {
    let name = String(file.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    var signs = "#"
    while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    // The line break before the closing quotes is not part of the text.
    return "  static let \(name): StaticString = \(signs)\"\"\"\n\(text)\n\"\"\"\(signs)\n"
  }
}
