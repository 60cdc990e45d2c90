import Lessons
import Testing

/// What a lesson has besides its commands.
@Suite struct LessonTests {
  /// Each file is named in the course, and each name there is a file.
  @Test func arePartOfTheProgram() {
    let names = BuiltIn.course.flatMap(\.lessons)
    #expect(Set(names).count == names.count)
    #expect(Tree.lessons.map { String($0.name.dropLast(3)) } == names.sorted())
    #expect(BuiltIn.lessons.map(\.name) == names)
  }

  @Test(arguments: Tree.lessons)
  func isComplete(file: Tree.File) {
    #expect(file.lines.first?.hasPrefix("# ") == true, "\(file) starts with its title")
    #expect(
      file.prose.contains { $0.text.hasPrefix("**Predict:** ") }, "\(file) asks the class nothing")
    #expect(file.text.contains("<!-- note: "), "\(file) has no note for the speaker")
    #expect(
      file.lines.contains("```isolab"), "\(file) has nothing to replay")
  }

  /// A prediction can be compared with an answer: that of the command behind it.
  @Test(arguments: Tree.lessons)
  func asksWhatTheNextCommandAnswers(file: Tree.File) {
    for line in file.prose where line.text.hasPrefix("**Predict:**") {
      let below = file.lines[line.number...].drop { $0.isEmpty }
      #expect(line.text.hasSuffix("?"), "\(file):\(line.number): one line, and a question")
      #expect(below.first == "```isolab", "\(file):\(line.number): no block follows")
      #expect(
        below.dropFirst(2).first?.hasPrefix("  ") == true,
        "\(file):\(line.number): the first command of the block has no answer")
    }
  }

  /// Of every part of a lesson something is said that holds in all orders of its steps.
  @Test(arguments: Tree.lessons)
  func expectsSomethingOfEveryPart(file: Tree.File) {
    for (number, part) in file.text.split(separator: "\n.reset\n").enumerated() {
      #expect(part.contains("\n.expect "), "\(file): part \(number + 1)")
    }
  }

  @Test(arguments: Tree.lessons)
  func saysWhatToDoInPractice(file: Tree.File) {
    #expect(
      file.prose.contains { $0.text.lowercased().contains("in practice") },
      "\(file): what does one do about it?")
  }
}
