import Layout
import Telling

/// The way from a lesson to the others of the course.
extension LessonPage {
  /// Links to the lesson before, to all lessons, and to the lesson after; nothing if the page
  /// stands alone.
  var courseLinks: Markup {
    guard !neighbours.isEmpty else { return Markup() }
    let place = neighbours.firstIndex(of: name)
    let before = place.flatMap { $0 > 0 ? neighbours[$0 - 1] : nil }
    let after = place.flatMap { $0 + 1 < neighbours.count ? neighbours[$0 + 1] : nil }
    func link(_ name: String?, _ relation: String, _ sign: (String, String)) -> Markup {
      guard let name else { return Markup() }
      let told = String(name.map { $0 == "-" ? " " : $0 })
      return .element(
        "a", ["href": name + ".html", "rel": relation], text: sign.0 + told + sign.1)
    }
    return .element(
      "nav", ["class": "course-links", "aria-label": "The course"],
      link(before, "prev", ("\u{2190} ", "")),
      .element("a", ["href": "index.html", "rel": "index"], text: "All lessons"),
      link(after, "next", ("", " \u{2192}"))) + .lineBreak
  }
}
