import FoundationEssentials

/// Writes a Swift file that holds the texts of a folder: `embed OUTPUT FOLDER FILE...`.
///
/// `Scenarios/write-skew.md` becomes `Texts.write_skew_md`. `Texts.all` has all of them, with their
/// paths in the folder.
@main
enum Embed {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, let folder = arguments.dropFirst().first else {
      throw CocoaError(.fileNoSuchFile)
    }
    let files = arguments.dropFirst(2).map { URL(filePath: $0) }
    let constants = try files.map { file in
      constant(for: file, try String(contentsOf: file, encoding: .utf8))
    }
    let entries = files.map { file in
      "    (\"\(file.path().dropFirst(folder.count))\", \(name(of: file))),\n"
    }
    let all =
      "  static let all: [(path: StaticString, text: StaticString)] = [\n\(entries.joined())  ]\n"
    let code = "enum Texts {\n" + constants.joined() + all + "}\n"
    try code.write(to: URL(filePath: output), atomically: true, encoding: .utf8)
  }

  private static func name(of file: URL) -> String {
    String(file.lastPathComponent.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  /// A raw literal with enough number signs that nothing in the text can end it.
  private static func constant(for file: URL, _ text: String) -> String {
    var signs = "#"
    while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    // The line break before the closing quotes is not part of the text.
    let literal = "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
    return "  static let \(name(of: file)): StaticString = \(literal)\n"
  }
}
