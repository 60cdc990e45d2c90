import Testing

/// A mode is one file: its essay and its whole rule on one screen or two.
@Suite struct ModeTests {
  private static let modes = Tree.files(in: "Sources/Engine/Modes", endingIn: ".swift")
    .filter { $0.text.contains(": IsolationRules {") }

  @Test func thereAreModes() { #expect(!Self.modes.isEmpty) }

  @Test(arguments: modes)
  func isShortAndHasItsEssay(file: Tree.File) throws {
    #expect(file.lines.count < 100, "\(file)")
    for word in ["Sees", "Waits", "Aborts", "Forbids", "Allows", "Lesson"] {
      #expect(file.lines.contains { $0.hasPrefix("/// **\(word)**") }, "\(file) lacks \(word)")
    }
  }

  @Test(arguments: modes)
  func lessonsAreThere(file: Tree.File) throws {
    let lessons = file.lessons
    #expect(!lessons.isEmpty, "\(file)")
    for lesson in lessons {
      #expect(Tree.file("Scenarios/\(lesson).md") != nil, "\(file) names \(lesson)")
    }
  }
}

extension Tree.File {
  /// `**Lesson**: write-skew; lost-update shows what it forbids.` names two.
  fileprivate var lessons: [String] {
    let mark = "/// **Lesson**: "
    guard let start = lines.firstIndex(where: { $0.hasPrefix(mark) }) else { return [] }
    let end = lines[start...].firstIndex { !$0.hasPrefix("///") } ?? lines.count
    let sentence = lines[start..<end].map { $0.dropFirst(4) }.joined(separator: " ")
    return sentence.dropFirst(mark.count - 4).split(separator: ";").compactMap { part in
      part.split { !$0.isLetter && $0 != "-" }.first.map(String.init)
    }
  }
}
