import Pages
import Testing

/// The colors of a survey's map.
@Suite struct SurveyMapTests {
  /// 4.5 to 1, as WCAG 2.2 asks of text.
  @Test func everyOutcomeCanBeRead() throws {
    let style = PageFrame.style
    let alarms = style.matches(of: #/--alarm: (#\w+)/#).map { String($0.1) }
    let maps = style.matches(of: #/\.map \{ (--alarm-ground[^}]*)\}/#).map { $0.1 }
    try #require(alarms.count == 2 && maps.count == 2)
    for (alarm, map) in zip(alarms, maps) {
      var colours = ["alarm": alarm]
      for found in map.matches(of: #/--([a-z-]+): (#\w+)/#) {
        colours[String(found.1)] = String(found.2)
      }
      for name in ["alarm", "abort", "wait"] {
        let text = ScreenColour(hex: try #require(colours[name]))
        let ground = ScreenColour(hex: try #require(colours["\(name)-ground"]))
        #expect(text.contrast(to: ground) >= 4.5, "\(name)")
      }
    }
  }
}
