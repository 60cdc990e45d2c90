import Lessons
import Testing

/// The pages that lead through the lessons: whole, in the order of the course, and with commands
/// that can be typed.
@Suite struct CourseTests {
  private static let pages =
    Tree.files(in: "docs/tour", endingIn: ".md")
    + ["docs/course.md", "docs/for-teachers.md"].compactMap(Tree.file)

  /// The names of the lessons, as the program lists them.
  private static let lessons = BuiltIn.lessons.map(\.name)

  /// Both pages list every lesson, in the order of the program.
  @Test func listsEveryLessonInItsOrder() throws {
    let course = try #require(Tree.file("docs/course.md"))
    let rows = course.lines.compactMap { line in
      line.firstMatch(of: /^\| \d+ \| \[([a-z-]+)\]\(\.\.\/Scenarios\/([a-z-]+)\.md\)/)
    }
    #expect(rows.map { String($0.1) } == rows.map { String($0.2) })
    #expect(rows.map { String($0.1) } == Self.lessons)
    let index = try #require(Tree.file("docs/README.md"))
    let links = index.lines.compactMap { line in
      line.firstMatch(of: /^- \[.*\]\(\.\.\/Scenarios\/([a-z-]+)\.md\)$/)
    }
    #expect(links.map { String($0.1) } == Self.lessons)
  }

  @Test func theListOfLessonsHasTheGroupsOfTheCourse() throws {
    let course = try #require(Tree.file("docs/course.md"))
    let groups = course.lines.compactMap { line in
      line.hasPrefix("| | **") ? String(line.dropFirst(6).prefix { $0 != "*" }) : nil
    }
    #expect(BuiltIn.course.map { $0.group } == groups)
  }

  /// The numbers of the rows are those of the course.
  @Test func countsTheLessons() throws {
    let course = try #require(Tree.file("docs/course.md"))
    let numbers = course.lines.compactMap { $0.firstMatch(of: /^\| (\d+) \|/)?.1 }
    #expect(numbers.compactMap { Int($0) } == Array(1...numbers.count))
  }

  /// What stands behind `isolab run` and its like is a lesson.
  @Test(arguments: pages)
  func commandsNameLessons(page: Tree.File) {
    let commands = page.text.matches(
      of: /`isolab (?:run|play|compare|explore|lessons|test --explore) ([a-z-]+)[ `]/)
    for command in commands {
      #expect(Self.lessons.contains(String(command.1)), "\(page): \(command.0)")
    }
  }

  /// A page of the tour ends with questions, each with the command that answers it, and the way on.
  @Test(arguments: Tree.files(in: "docs/tour", endingIn: ".md"))
  func endsWithQuestions(page: Tree.File) throws {
    let start = try #require(page.lines.firstIndex(of: "## Questions"), "\(page) asks nothing")
    let end = page.lines[start...].joined(separator: "\n")
    let questions = end.split(separator: /\n\d+\.\s/).dropFirst()
    #expect(questions.count >= 3, "\(page)")
    for question in questions { #expect(question.contains("`isolab "), "\(page): \(question)") }
    #expect(page.lines.last?.contains("[The course](../course.md)") == true, "\(page)")
    #expect(page.lines.last?.hasPrefix("[Next: ") == true || page.name == "choosing-a-mode.md")
  }
}
