import Testing

/// What must not stay behind in the tree.
@Suite struct LeftoverTests {
  private static let files =
    Tree.files(
      in: "Package.swift", "README.md", "CHANGELOG.md", "Sources", "Tests", "Scenarios", "docs",
      "scripts")

  @Test func noMarkers() {
    // Cut in two, or this line would be one.
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    for file in Self.files {
      for line in file.numbered {
        let words = line.text.split { !$0.isLetter && $0 != "_" }
        let found = marks.filter { words.contains($0[...]) }
        #expect(found.isEmpty, "\(file):\(line.number): \(line.text)")
      }
    }
  }

  @Test func noPathsOfAMachine() {
    let folders = ["work", "home", "root", "tmp", "Users"].map { "/\($0)/" }
    for file in Self.files where !file.path.hasPrefix("Tests/") {
      for line in file.numbered {
        // Behind a letter or a dot it is part of a relative path.
        let words = line.text.split { " \"'`(=:<>".contains($0) }
        let found = folders.filter { folder in words.contains { $0.hasPrefix(folder) } }
        #expect(found.isEmpty, "\(file):\(line.number): \(line.text)")
      }
    }
  }
}
