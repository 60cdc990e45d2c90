import Language
import Layout
import Runs
import Telling
import Vocabulary

/// What the speaker sees.
extension Lecture {
  /// The notes, and what comes next, for a screen that only the speaker sees.
  package var card: SpeakerCard {
    SpeakerCard(
      place: "\(modeTold), \(stepWords)" + (fork == nil ? "" : ", your own commands"),
      notes: latestNotes, next: whatIsNext)
  }

  /// The notes that the last press has come to, or else the last ones before.
  private var latestNotes: [String] {
    let before = plan.stops.indices[..<index].last(where: isStand) ?? -1
    let passed = plan.stops[(before + 1)...index].flatMap(\.notes)
    return passed.isEmpty ? plan.notes(upTo: index) : passed
  }

  /// What the next press shows, and the next command where something else comes before it.
  private var whatIsNext: [String] {
    let ahead = nextStop.map { plan.stops[$0] } ?? .end
    let command = plan.stops[index...].lazy.compactMap(typed).first
    if case .typed = stop { return [command].compactMap(\.self) }
    switch ahead {
    case _ where page + 1 < pageCount:
      return ["page \(page + 2) of \(pageCount)", command ?? "the end"]
    case .narration(let prose, _):
      let start = prose.said(in: mode).rows(isPlain: true).first { !$0.isEmpty } ?? ""
      return [start.cut(to: 60, ellipsis: "..."), command ?? "the end"]
    case .question(let question, _, _): return [question, command ?? "the end"]
    case .typed, .ran: return [command ?? ""]
    case .end: return ["the end"]
    }
  }

  /// The command that is typed at a stop; nil where none is.
  private func typed(at stop: LecturePlan.Stop) -> String? {
    if case .typed(let entry) = stop { typed(entry) } else { nil }
  }
}
