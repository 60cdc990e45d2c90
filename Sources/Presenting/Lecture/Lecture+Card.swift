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
    let passed = plan.stops[(before + 1)...index].flatMap { $0.notes }
    return passed.isEmpty ? plan.notes(upTo: index) : passed
  }

  /// What the next press shows, and the command after it where that is something else.
  ///
  /// What the press runs on the way to prose or a question is not among them.
  private var whatIsNext: [String] {
    if case .typed(let entry) = stop { return [typed(entry)] }
    let next = nextStop ?? plan.stops.count - 1
    let command = plan.stops[next...].lazy.compactMap({ $0.command }).first.map(typed) ?? "the end"
    switch plan.stops[next] {
    case _ where page + 1 < pageCount: return ["page \(page + 2) of \(pageCount)", command]
    case .narration(let prose, _):
      let start = prose.said(in: mode).rows(isPlain: true).first { !$0.isEmpty } ?? ""
      return [start.cut(to: 60, ellipsis: "..."), command]
    case .question(let question, _, _): return [question, command]
    case .typed, .ran: return [plan.stops[index...].lazy.compactMap(typed).first ?? command]
    case .end: return ["the end"]
    }
  }

  /// The command that is typed at a stop; nil where none is.
  private func typed(at stop: LecturePlan.Stop) -> String? {
    if case .typed(let entry) = stop { typed(entry) } else { nil }
  }
}
