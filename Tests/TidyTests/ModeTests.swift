import Testing
import Vocabulary

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

  /// A fact of the mode's row decides, not its name, so that a new mode is treated rightly.
  ///
  /// Only the list of the modes, their rows, and the way to their rules name each one.
  @Test func noCodeAsksForAModeByName() {
    let files = Tree.sources.filter { !$0.name.hasPrefix("IsolationMode") }
    for file in files {
      for line in file.numbered where Self.asksByName(line.text) {
        Issue.record("\(file):\(line.number) asks for a mode by name: \(line.text)")
      }
    }
  }

  /// The test itself: it finds what there was once, and nothing else.
  @Test func askingByNameIsFound() {
    for text in [
      "guard level.mode == .snapshot else", "where .twoPhaseLocking != begun.mode {",
      "case .writeSnapshot, .serializationGraph: false", "if $0.mode == IsolationMode.snapshot {",
      "[.readUncommitted, .snapshot].contains(mode)", "if case .readCommitted = runner.mode {",
    ] { #expect(Self.asksByName(text), "\(text)") }
    for text in [
      "guard mode.facts.reads == .newestWrite else", "where tie == .snapshot {",
      "/// In mode == .snapshot", "mode = .snapshot", "case .readCommitted: self = .repeatableRead",
      "StoreLevel(\"SERIALIZABLE\", .twoPhaseLocking),",
    ] { #expect(!Self.asksByName(text), "\(text)") }
  }

  /// Names that other types have, too; such a line must also speak of a mode.
  private static let shared: Set<String> = ["snapshot", "readCommitted"]

  private static func asksByName(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    guard !text.hasPrefix("//") else { return false }
    return text.matches(of: /\.(\w+)/).contains { match in
      let name = String(match.1)
      guard IsolationMode.allCases.contains(where: { "\($0)" == name }) else { return false }
      let before = text[..<match.range.lowerBound]
      let after = text[match.range.upperBound...]
      let asks =
        before.contains(/[=!]= *(IsolationMode)?$/) || after.contains(/^ *[=!]=/)
        || before.contains(/\bcase [^:]*$/) || after.contains(/^[^()]*\]\.contains\(/)
      return asks && (!shared.contains(name) || line.contains(/[mM]ode\b/))
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
