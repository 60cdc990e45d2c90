package import Checking
import Engine
package import Sessions
import Telling
package import Vocabulary

/// Something that `.why` explains.
package enum Occurrence: Sendable {
  /// An abort, its command, and the committed state right after it.
  case abort(Abort, command: String, state: Timestamp)
  case wait(Reply, [Conflict])
  /// An anomaly, the command that made it certain, and the number of events until then.
  case anomaly(Sighting, command: Reply, events: Int)
  /// Rules that changed, and the number of events until then.
  case rules([RuleFinding], events: Int)
}

/// Remembering what happened, for `.why`.
extension Lab {
  mutating func remember(_ reply: Reply) {
    for part in reply.all {
      switch part.outcome {
      case .aborted(let abort):
        note(.abort(abort, command: part.text, state: runner.database.state), at: abort.step)
      case .waits(let conflicts):
        if let step = part.step { note(.wait(part, conflicts), at: step) }
      default: continue
      }
    }
    guard let step = reply.step else { return }
    for sighting in verdicts.sightings[step] ?? [] {
      note(.anomaly(sighting, command: reply, events: runner.history.count), at: step)
    }
    if !reply.rules.isEmpty { note(.rules(reply.rules, events: runner.history.count), at: step) }
  }

  /// An abort at the end of a wait takes its place.
  private mutating func note(_ occurrence: Occurrence, at step: StepNumber) {
    if case .abort = occurrence { occurrences[step] = nil }
    occurrences[step, default: []].append(occurrence)
    lastExplained = step
  }

  package func explanation(of step: StepNumber?) -> [String] {
    guard let step = step ?? lastExplained else {
      return [
        "nothing to explain yet: no abort, no wait, no anomaly, no rule change",
        ".why serializable judges all that has happened",
      ]
    }
    guard step >= firstStep else { return explanation(ofForgotten: step) }
    let held = explanation(ofHeld: step)
    if let occurrences = occurrences[step] { return held + occurrences.flatMap(explanation) }
    guard let reply = replies.flatMap({ $0.all }).last(where: { $0.step == step }) else {
      return ["there is no step \(step) yet"]
    }
    let read = narrator.explanation(ofRead: reply)
    let told = narrator.notices(toldWith: reply)
    if read != nil || !held.isEmpty { return held + (read ?? []) + told }
    let start = "step \(step) was \(reply.session)'s \(narrator.typed(reply.text)):"
    return told.isEmpty
      ? ["\(start) nobody waited or was aborted, and nothing was read"]
      : ["\(start) nothing was read"] + told
  }

  /// What there is to explain about the last command: an abort, a wait, an anomaly, a rule, or what
  /// was read; also the aborts of commands that it resumed.
  ///
  /// Tables are set as in a narrow window, because a page breaks lines where it likes.
  package var explanationOfLast: [String] {
    var lab = self
    lab.display.columns = 1
    return lab.fullExplanationOfLast
  }

  private var fullExplanationOfLast: [String] {
    guard let last = replies.last else { return [] }
    let steps = last.all.enumerated().compactMap { index, reply in
      if index == 0 { return reply.step }
      if case .aborted = reply.outcome { return reply.step }
      return nil
    }
    var seen: Set<StepNumber> = []
    return steps.filter { seen.insert($0).inserted }.flatMap { step in
      if let known = occurrences[step] { return known.flatMap(explanation) }
      guard let reply = replies.lazy.flatMap({ $0.all }).first(where: { $0.step == step }) else {
        return []
      }
      return narrator.explanation(ofRead: reply) ?? []
    }
  }

  /// What ended a wait without a result: `.cancel`, or ROLLBACK of the session that waited.
  private func withdrawal(of wait: Reply) -> Reply? {
    let later = replies.lazy.flatMap { $0.all }.drop { $0.step != wait.step }.dropFirst()
    let next = later.first { reply in
      reply.session == wait.session && reply.step ?? 0 >= wait.step ?? 0 && reply.outcome != .held
    }
    if next?.outcome.isTimeout == true { return next }
    switch next?.outcome {
    case .cancelled, .rolledBack: return next?.step == wait.step ? nil : next
    default: return nil
    }
  }

  private func explanation(of occurrence: Occurrence) -> [String] {
    switch occurrence {
    case .abort(let abort, let command, let state):
      return narrator.explanation(
        of: abort, command: command, state: state,
        judgement?.counterfactual(of: abort.transaction), proof)
    case .wait(let reply, let conflicts):
      return narrator.explanation(ofWait: reply, conflicts, withdrawnBy: withdrawal(of: reply))
    case .anomaly(let sighting, let reply, let events):
      let found = judgements(ofFirst: events)?.likeliest.findings(involving: sighting.last) ?? []
      return found.filter { sighting.isSighting(of: $0.finding) }.flatMap {
        narrator.explanation(of: $0.finding, $0.trial, madeCertainBy: reply, proof)
      }
    case .rules(let findings, let events):
      let judgement = judgements(ofFirst: events)?.likeliest
      let trial = judgement?.serialOrder().map { .fits($0) } ?? judgement?.trialOfAll() ?? .open
      return findings.flatMap { narrator.explanation(of: $0, trial, proof) }
    }
  }
}
