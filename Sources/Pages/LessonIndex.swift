import Layout
import Telling

/// The page with links to the pages of all lessons.
package enum LessonIndex {
  /// The whole file.
  ///
  /// It lists each lesson by its file name and title, in the order of the course.
  package static func html(titled title: String, _ lessons: [(name: String, title: String)])
    -> String
  {
    let items = lessons.map { lesson in
      Markup.element(
        "li", [:], .element("a", ["href": lesson.name + ".html"], text: lesson.title)) + .lineBreak
    }
    return PageFrame.page(
      titled: title,
      [
        .element("header", [:], .element("h1", [:], text: title)), .lineBreak,
        .element(
          "main", [:],
          .element(
            "p", [:],
            text: "Each page replays a lesson step by step in several isolation modes."),
          .lineBreak, .element("ol", [:], [.lineBreak] + items)), .lineBreak,
        .element("footer", [:], .element("p", [:], text: "Made by isolab.")), .lineBreak,
      ]
    ).source
  }
}
