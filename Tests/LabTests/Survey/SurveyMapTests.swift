import Pages
import Testing

/// The colors of a survey's map.
@Suite struct SurveyMapTests {
  /// 4.5 to 1, as WCAG 2.2 asks of text.
  @Test func everyOutcomeCanBeRead() throws {
    let style = PageFrame.style.description
    let themes = style.matches(of: #/:root \{([^}]*)\}/#).map { $0.1 }
      .filter { $0.contains("--alarm-ground") }
    try #require(themes.count == 2)
    for theme in themes {
      var colours: [String: String] = [:]
      for found in theme.matches(of: #/--([a-z-]+): (#\w+)/#) {
        colours[String(found.1)] = String(found.2)
      }
      for name in ["alarm", "abort", "wait", "clean"] {
        let text = ScreenColour(hex: try #require(colours[name]))
        let ground = ScreenColour(hex: try #require(colours["\(name)-ground"]))
        #expect(text.contrast(to: ground) >= 4.5, "\(name)")
      }
    }
  }
}
