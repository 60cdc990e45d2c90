import Language
import Pages
import Runs
import Surveying
import Terminal

/// The course as a site.
extension ExportCommand {
  /// Writes the pages of all lessons, those of the map's cells, and an index to a folder, which is
  /// created if it does not exist.
  func writeCourse() throws {
    do throws(Files.Problem) {
      try Files.makeFolder(output)
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
    let folder = output.hasSuffix("/") ? output : output + "/"
    var groups: [(title: String, lessons: [LessonCard])] = []
    for group in Lesson.course {
      groups.append((group.group, try group.lessons.map { try writeLesson($0, in: folder) }))
    }
    let map = try CourseMap(lesson: Files.builtIn)
    for page in map.pages {
      try write(page.page, to: "\(folder)\(page.name)", "the steps of one cell of the map")
      let lesson = String(page.name.dropLast(".html".count)) + ".md"
      try write(page.lesson, to: "\(folder)\(lesson)", "the same steps as a lesson")
    }
    let index = LessonIndex.html(
      titled: "Transaction isolation, step by step", map: map.html, groups)
    try write(index, to: "\(folder)index.html", "a map of what each mode does, and all lessons")
  }

  private func writeLesson(_ name: String, in folder: String) throws -> LessonCard {
    let scenario = try Files.builtIn(name)
    let page = try page(of: scenario, first: mode(of: scenario, on: nil), beside: Lesson.names)
    try write(page.html, to: "\(folder)\(name).html", Export.html.told)
    return LessonCard(
      Run(scenario, in: scenario.standardMode), named: name, modes: scenario.modes.count)
  }
}
