import Testing

/// What a lesson has besides its commands.
@Suite struct LessonTests {
  @Test(arguments: Tree.lessons)
  func isPartOfTheProgram(file: Tree.File) throws {
    let list = try #require(Tree.file("Sources/Lessons/BuiltIn.swift"))
    let name = file.path.split(separator: "/").last?.dropLast(3) ?? ""
    #expect(
      list.text.contains("name: \"\(name)\","),
      "BuiltIn.swift does not list \(file)")
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
}
