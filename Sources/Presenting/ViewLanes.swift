import Drawing
import Language
package import Layout
package import Sessions
import Telling
package import Vocabulary

/// The timeline on the view: a lane for each session, also for those that have done nothing yet.
package struct ViewLanes: Sendable {
  /// Lanes beside each other, their heading first; several below each other where not all fit.
  package let groups: [[StyledText]]
  /// The group in which the last thing happened.
  let present: Int

  package init() { (groups, present) = ([], 0) }

  fileprivate init(_ groups: [[StyledText]], present: Int) {
    (self.groups, self.present) = (groups, present)
  }

  /// The rows that they fill if each group has as many as the longest.
  var rows: Int { groups.count * (groups.map { $0.count }.max() ?? 0) }

  /// As many groups as there is room for, the present one among them.
  func shown(in rows: Int) -> ArraySlice<[StyledText]> {
    let count = min(groups.count, max(1, rows / 2))
    let end = max(count, min(groups.count, present + 1))
    return groups[(end - count)..<end]
  }
}

extension Narrator {
  /// The cells of a lane at most: where there is room, commands with their answers fit one line.
  private static func widestLane(in columns: Int) -> Int {
    columns < 100 ? TimelineDrawing.widest : 64
  }

  /// The lanes of these sessions, and behind them of others that have acted.
  package func lanes(
    _ replies: [Reply], of sessions: [SessionName], columns: Int, ascii: Bool
  ) -> ViewLanes {
    let glyphs = ascii ? TimelineGlyphs.ascii : .unicode
    let acting = replies.flatMap { $0.all }.filter { $0.step != nil }.map { $0.session }
    let others = runner.sessions.map { $0.name }.filter {
      acting.contains($0) && !sessions.contains($0)
    }
    var rows = TimelineRows(of: self, lanes: sessions + others)
    for reply in replies where reply.all.contains(where: { $0.step != nil }) { rows.add(reply) }
    let drawing = TimelineDrawing(
      rows, columns: columns, glyphs: glyphs,
      widest: Self.widestLane(in: columns))
    let last = acting.last.flatMap(rows.lanes.firstIndex) ?? 0
    return ViewLanes(
      drawing.groups.map { $0.map { $0.cut(to: columns, ellipsis: glyphs.ellipsis) } },
      present: last / drawing.lanesBeside)
  }
}
