package import Layout
import Telling

/// The first page of the course: a map of what each mode does, and a card for each lesson.
package enum LessonIndex {
  /// The whole file.
  ///
  /// `map` is a table; the groups are those of the course, in its order.
  package static func html(
    titled title: String, map: Markup, _ groups: [(title: String, lessons: [LessonCard])]
  ) -> String {
    var first = 1
    let sections = groups.map { group in
      defer { first += group.lessons.count }
      return Markup.element(
        "section", [:], .element("h2", text: group.title), .lineBreak,
        .element(
          "ol", ["class": "cards", "start": first.written],
          [.lineBreak] + group.lessons.map { $0.markup })) + .lineBreak
    }
    return PageFrame.page(
      titled: title,
      [
        .element("header", [:], .element("h1", text: title)), .lineBreak,
        .element(
          "main", ["class": "course"],
          [
            .element("p", text: introduction), .lineBreak,
            .element("h2", text: "What each mode allows"), .lineBreak,
            .element("p", text: explanation), .lineBreak, map, .lineBreak,
          ] + sections), .lineBreak,
        .element("footer", [:], .element("p", text: "Made by isolab.")), .lineBreak,
      ]
    ).source
  }

  private static let introduction = """
    Each lesson replays a small program step by step, in several isolation modes. Before it shows \
    an answer, it asks you to predict it. Your progress is kept only in this browser.
    """

  private static let explanation = """
    Each row is an anomaly, and each column a mode. A cell says what happens in that mode, and \
    opens the step where you can watch it: the anomaly (!), an abort (\u{00D7}), a wait \
    (\u{2016}), or nothing bad (\u{2713}). The numbers say in how many orders of the steps the \
    anomaly occurs.
    """
}
