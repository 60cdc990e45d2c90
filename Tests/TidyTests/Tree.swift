import Foundation

/// The files of the project as they stand on disk, read only.
struct Tree {
  /// A text file: its path from the root, and its lines without their ends.
  struct File: CustomStringConvertible, Sendable {
    let path: String
    let lines: [String]

    var description: String { path }
    var text: String { lines.joined(separator: "\n") }
    /// The last part of the path.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Each line with its number, from 1.
    var numbered: [(number: Int, text: String)] {
      lines.enumerated().map { ($0.offset + 1, $0.element) }
    }

    /// The path of the folder it lies in; empty for the root.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The files below these folders that end so, in the order of their paths, and files named as
  /// such.
  ///
  /// Hidden ones are left out.
  static func files(in places: String..., endingIn suffixes: String...) -> [File] {
    places.flatMap { place -> [File] in
      if let file = file(place) { return [file] }
      let below = FileManager.default.subpaths(atPath: root.appendingPathComponent(place).path)
      return (below ?? []).sorted()
        .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
        .filter { path in suffixes.isEmpty || suffixes.contains { path.hasSuffix($0) } }
        .compactMap { file("\(place)/\($0)") }
    }
  }

  /// The text file at that path; nil where there is none.
  static func file(_ path: String) -> File? {
    let location = root.appendingPathComponent(path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: location.path, isDirectory: &isFolder),
      !isFolder.boolValue, let text = try? String(contentsOf: location, encoding: .utf8)
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return File(path: path, lines: lines)
  }

  static let sources = files(in: "Sources", endingIn: ".swift")

  static let pages = files(in: "README.md", "CHANGELOG.md", "docs", endingIn: ".md")

  static let helpPages = files(in: "Sources/Help/Pages", endingIn: ".md")

  static let lessons = files(in: "Scenarios", endingIn: ".md")
}

extension Tree.File {
  /// The lines outside of blocks of code, each with its number; only for Markdown.
  var prose: [(number: Int, text: String)] {
    var fence: Substring?
    return numbered.filter { line in
      let text = line.text.drop { $0 == " " }
      let marks = text.prefix { $0 == "`" }
      guard let open = fence else {
        if marks.count >= 3 { fence = marks }
        return fence == nil
      }
      if marks.count >= open.count, marks.count == text.count { fence = nil }
      return false
    }
  }
}
