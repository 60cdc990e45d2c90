import Testing

/// Who imports whom.
///
/// The compiler does not keep this: it lets an import through that is declared only by an import of
/// an import.
@Suite struct RoomTests {
  /// Part of the language or of the system, and open to every room.
  private static let system: Set<String> = ["Glibc", "Darwin"]
  /// Comes with Swift, so that no package has to declare it.
  private static let toolchain: Set<String> = ["Dispatch", "FoundationEssentials"]

  @Test func everyRoomIsInTheTable() throws {
    let folders = Set(Tree.files(in: "Sources").map { String($0.path.split(separator: "/")[1]) })
    #expect(Set(try Self.table().keys) == folders)
  }

  @Test func roomsImportWhatTheTableSays() throws {
    let table = try Self.table()
    for (room, allowed) in table.sorted(by: { $0.key < $1.key }) {
      var used: Set<String> = []
      for file in Tree.files(in: "Sources/\(room)", endingIn: ".swift") {
        for (number, module) in file.imports where !Self.system.contains(module) {
          #expect(allowed.contains(module), "\(file):\(number): \(room) may not import \(module)")
          used.insert(module)
        }
      }
      let unused = allowed.subtracting(used).sorted()
      #expect(unused.isEmpty, "\(room) needs less than the table gives it")
    }
  }

  @Test func packageDeclaresWhatTheTableSays() throws {
    let package = try #require(Tree.file("Package.swift"))
    for (room, allowed) in try Self.table() {
      let declared = package.targetNames(of: room)
      #expect(
        declared == allowed.union([room]).subtracting(Self.toolchain), "\(room) in Package.swift")
    }
  }

  /// The rows of the table in docs/design/rooms.md: each room and what it may import.
  private static func table() throws -> [String: Set<String>] {
    let page = try #require(Tree.file("docs/design/rooms.md"))
    let row = /^\| `(\w+)` \| (.*?) \|/
    var table: [String: Set<String>] = [:]
    for line in page.lines {
      guard let match = line.firstMatch(of: row) else { continue }
      table[String(match.1)] = Set(match.2.matches(of: /`(\w+)`/).map { String($0.1) })
    }
    return table
  }
}

extension Tree.File {
  /// The modules it imports, with the numbers of their lines.
  fileprivate var imports: [(number: Int, module: String)] {
    numbered.compactMap { line in
      line.text.firstMatch(of: /^\s*(?:@\w+\s+)?(?:(?:public|package|internal)\s+)?import\s+(\w+)/)
        .map { (line.number, String($0.1)) }
    }
  }

  /// In Package.swift: the target's own name and those that its declaration names.
  fileprivate func targetNames(of target: String) -> Set<String> {
    let declaration = /^    (?:room|suite|\.target|\.executableTarget|\.plugin|\.systemLibrary)\(/
    let starts = lines.indices.filter { lines[$0].contains(declaration) }
    for (start, end) in zip(starts, starts.dropFirst() + [lines.count]) {
      let text = lines[start..<end].joined(separator: "\n")
        .replacing(
          /(?:package|pkgConfig): "[^"]*"|providers: .*|without: \[[^\]]*\]/, with: "")
      let names = text.matches(of: /"(\w+)"/).map { String($0.1) }
      if names.first == target { return Set(names) }
    }
    return []
  }
}
