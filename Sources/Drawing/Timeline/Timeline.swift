import Language
package import Layout
package import Sessions
import Telling
import Vocabulary

/// What `.timeline` shows.
extension Narrator {
  /// What happened as a picture of lanes, one a session, and steps from top to bottom.
  ///
  /// `replies` are those that took a step, in the order of entry. No line takes more than `columns`
  /// cells; where there are more lanes than fit beside each other, they stand in groups below each
  /// other.
  package func timeline(_ replies: [Reply], columns: Int, ascii: Bool) -> [StyledText] {
    let replies = replies.filter { $0.all.contains { $0.step != nil } }
    let glyphs = ascii ? TimelineGlyphs.ascii : .unicode
    let parts = replies.flatMap { $0.all }
    let acting = Set(parts.map { $0.session })
    var rows = TimelineRows(
      of: self, lanes: runner.sessions.map { $0.name }.filter(acting.contains))
    for reply in replies { rows.add(reply) }
    let lines =
      replies.isEmpty
      ? [StyledText("nothing has happened yet")]
      : [StyledText(modes(of: parts))]
        + TimelineDrawing(rows, columns: columns, glyphs: glyphs).lines
    return lines.map { $0.cut(to: columns, ellipsis: glyphs.ellipsis) }
  }

  /// The mode that most transactions have; those that have another are named.
  private func modes(of parts: [Reply]) -> String {
    let records = Set(parts.compactMap { $0.ownTransaction }).sorted()
      .map { runner.records[$0.number - 1] }
    let members = Dictionary(grouping: records, by: { $0.mode })
    let order = members.sorted {
      ($1.value.count, $0.value[0].id) < ($0.value.count, $1.value[0].id)
    }
    guard let main = order.first else { return runner.mode.name }
    let others = order.dropFirst().map { mode, records in
      records.map { "\($0.id) " }.joined() + mode.name
    }
    return ([main.key.name] + others).joined(separator: ", ")
  }
}

/// What a lane says beside its bar: a command and its answer, either of which may be empty.
struct TimelineRemark {
  let command: String
  /// The answer in forms that say less and less, for lanes that are narrower and narrower.
  let answers: [String]
  /// The look of the answer.
  let style: Style
}

extension Narrator {
  /// A command with its answer.
  ///
  /// `label` is its step where that is not the step of the row.
  func remark(on reply: Reply, label: String = "") -> TimelineRemark {
    if case .cancelled = reply.outcome {
      return TimelineRemark(command: ".cancel", answers: [""], style: .none)
    }
    return TimelineRemark(
      command: label + typed(reply.text), answers: shortAnswers(of: reply),
      style: style(of: reply))
  }

  /// A command that waited and goes on: `(4) goes on  ok`, or `(4) ABORTED`.
  func remark(onGoingOn reply: Reply, label: String) -> TimelineRemark {
    var answers = shortAnswers(of: reply).map { $0.isEmpty ? "ok" : $0 }
    if case .aborted = reply.outcome {
      answers = answers.map { label + $0 }
    } else {
      answers = answers.map { "\(label)goes on  \($0)" } + answers.map { label + $0 }
    }
    return TimelineRemark(command: "", answers: answers, style: style(of: reply))
  }

  /// Answers that stand out: aborts, waits, and errors.
  private func style(of reply: Reply) -> Style {
    let style = Style.of(answer: answer(reply.outcome))
    return style == .bold ? .none : style
  }

  /// The answer, empty where the command says it all.
  private func shortAnswers(of reply: Reply) -> [String] {
    switch reply.outcome {
    case .begun(let snapshot): return [snapshot.map { "state \($0)" } ?? ""]
    case .wrote:
      guard let state = reply.commit?.state else { return [""] }
      return answers("ok", made: state, by: reply)
    case .cancelled: return [""]
    case .changed(let count):
      let keys = count == 1 ? "1 key" : "\(count) keys"
      guard let state = reply.commit?.state else { return [keys] }
      return answers(keys, made: state, by: reply)
    case .held: return ["held"]
    case .waits(let conflicts):
      return ["waits " + conflicts.map { name($0.second.transaction) }.joined(separator: " ")]
    case .committed(let state, _): return answers("ok", made: state, by: reply)
    case .rolledBack(insteadOfCommit: true): return ["ok rolled back", "rolled back"]
    case .aborted(let abort):
      let kind = "ABORTED \(abort.kind.rawValue)"
      guard let need = verdicts.needs[abort.transaction]?.word else { return [kind, "ABORTED"] }
      return ["\(kind), \(need)", kind, "ABORTED, \(need)", "ABORTED"]
    case .found, .skipped, .rolledBack, .failed:
      return [answer(reply.outcome)]
    }
  }

  /// An answer with the state that a commit made, named only where some BEGIN names states too.
  private func answers(_ answer: String, made state: Timestamp, by reply: Reply) -> [String] {
    let mode = reply.ownTransaction.map { runner.records[$0.number - 1].mode }
    guard mode?.readsSnapshot == true else { return [answer] }
    return ["\(answer), state \(state)", answer == "ok" ? "state \(state)" : answer]
  }
}
