import Checking
import Language
import Sessions
import Telling
import Vocabulary

/// A dependency that a finding rests on, as an arrow between two commands of a timeline.
struct TimelineArrow {
  /// A cell of the timeline.
  struct Place: Hashable {
    let row: Int
    let lane: Int
  }

  let from: Place
  let to: Place
  let label: String
  /// Whether it is a read of a version that was never committed.
  let isDirty: Bool
  /// The reply after which it is certain.
  let reply: Int

  /// The arrows of all findings, at most a dozen, each once.
  static func all(
    of findings: [Finding], in story: TimelineRows, _ narrator: Narrator
  ) -> [TimelineArrow] {
    var arrows: [TimelineArrow] = []
    for finding in findings {
      let sighting = narrator.verdicts.sightings.filter { _, seen in
        seen.contains { Set($0.transactions) == Set(finding.transactions) }
      }
      let certain = sighting.keys.min().flatMap { step in
        story.rows.last { $0.cells.contains { $0.action?.step == step } }?.reply
      }
      for edge in finding.dependencies {
        guard let from = story.place(of: edge.first, narrator),
          let to = story.place(of: edge.second, narrator), from != to
        else { continue }
        let label = TimelineGlyphs.unicode.cut(
          "\(edge.kind.rawValue) \(narrator.shown(edge.key))", to: 22)
        guard !arrows.contains(where: { $0.from == from && $0.to == to && $0.label == label })
        else { continue }
        arrows.append(
          TimelineArrow(
            from: from, to: to, label: label, isDirty: finding.isDirtyRead,
            reply: certain ?? story.rows.last?.reply ?? 0))
      }
    }
    return Array(arrows.prefix(12))
  }
}

extension TimelineRows {
  /// Where a command stands that took part in a dependency; where it went on, if it had waited.
  fileprivate func place(
    of touch: Dependency.Touch, _ narrator: Narrator
  ) -> TimelineArrow.Place? {
    guard let session = narrator.runner.session(of: touch.transaction),
      let lane = lanes.firstIndex(of: session),
      let row = rows.lastIndex(where: { $0.cells[lane].action?.step == touch.step })
    else { return nil }
    return TimelineArrow.Place(row: row, lane: lane)
  }
}
