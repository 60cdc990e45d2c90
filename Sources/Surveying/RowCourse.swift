import Checking
import Exploring
import Sessions
import Vocabulary

/// One course of a row's program, and what it shows about the anomaly.
struct RowCourse {
  private let course: Course
  private let row: SurveyRow

  init(of order: [Int], _ row: SurveyRow, _ program: ConcurrentProgram) {
    (course, self.row) = (program.course(of: order, goesOn: true), row)
  }

  /// What the level does if the anomaly does not occur, in the words of the README's matrix.
  ///
  /// - deadlock: a session was aborted because it closed a cycle of waits
  /// - waits: a session waited; with `, abort` the wait ended in an abort
  /// - not visible: the reads did not see what the anomaly needs; it would not be there if all
  ///   aborted transactions had committed at the end, either
  /// - abort at COMMIT, or at another command: a transaction was aborted there
  /// - commit order: all committed, each key's versions in the order of the commits
  /// - commits: all committed, which is right where there is no anomaly
  var conduct: String {
    if course.end.place.failure != nil { return SurveyCell.contradiction }
    let aborts = aborts
    if aborts.contains(where: { $0.kind == .deadlock }) { return "deadlock" }
    if hasWaits { return aborts.isEmpty ? "waits" : "waits, abort" }
    if row.sign == .reads, !wouldHaveAnomaly { return "not visible" }
    if let abort = aborts.first { return "abort at \(abort.word)" }
    return row.sign == .none ? "commits" : "commit order"
  }

  private var replies: [Reply] { course.replies.flatMap { $0.all } }

  private var hasWaits: Bool {
    replies.contains { if case .waits = $0.outcome { true } else { false } }
  }

  /// Every abort, and the first word of the command that it ended.
  private var aborts: [(kind: Abort.Kind, word: String)] {
    replies.compactMap { reply in
      guard case .aborted(let abort) = reply.outcome else { return nil }
      return (abort.kind, String(reply.text.prefix { $0 != " " }))
    }
  }

  /// Whether the judge finds the anomaly for certain, or there is a contradiction of that name.
  func hasAnomaly(_ name: String) -> Bool {
    guard course.end.place.failure == nil else { return name == SurveyCell.contradiction }
    let judgements = try? Judgements(
      of: course.end.history, initial: course.end.initial, course.end.place.doubts)
    return judgements?.findings.contains { $0.anomaly.slug == name } ?? false
  }

  /// Whether the judge would find it if all aborted transactions had committed at the end.
  private var wouldHaveAnomaly: Bool {
    var kept: [Event] = []
    var victims: [(id: TransactionID, step: StepNumber)] = []
    var last = 0
    for event in course.end.history {
      if case .commit(_, _, let state) = event { last = state }
      if case .abort(let id, let step, .some) = event {
        victims.append((id, step))
      } else {
        kept.append(event)
      }
    }
    for (offset, victim) in victims.enumerated() {
      kept.append(.commit(victim.id, step: victim.step, state: last + 1 + offset))
    }
    let judgement = try? Judgement(of: kept, initial: course.end.initial)
    return judgement?.findings.contains { $0.anomaly.slug == row.anomaly } ?? true
  }
}
