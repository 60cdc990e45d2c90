package import Drawing
import Engine
import Language
import Sessions
import Telling
package import Vocabulary

/// The moment of a run that a picture shows.
package struct Moment: Hashable, Sendable {
  /// The part, from 1.
  package let part: Int
  /// The last step that is shown; nil is the end of the part.
  package let step: StepNumber?

  package init(part: Int, step: StepNumber?) { (self.part, self.step) = (part, step) }
}

extension Run {
  /// The moment that the lesson marks, or that of the finding: in the first part that has one, or
  /// in that part.
  ///
  /// A mark is a comment `<!-- picture -->` after the commands to show. A finding is an anomaly, or
  /// else an abort with its RETRY, or else a broken rule. If a part has none, but looks at old
  /// versions, it is the step with the most of them. Otherwise, all is shown.
  package func moment(inPart asked: Int? = nil, withRetry: Bool = true) -> Moment {
    let parts = asked.map { [$0] } ?? Array(firstPart..<partCount + 1)
    if let marked, parts.contains(marked.part) { return marked }
    for part in parts {
      if let step = end(ofPart: part)?.stepOfFinding(withRetry: withRetry) {
        return Moment(part: part, step: step)
      }
    }
    let part = asked ?? firstPart
    return Moment(part: part, step: deadVersions(before: Moment(part: part, step: nil))?.step)
  }

  /// The last step before the lesson's mark; nil if it has none.
  private var marked: Moment? {
    for passage in passages {
      guard let mark = passage.lines.firstIndex(of: "<!-- picture -->") else { continue }
      let played = lines.last { $0.line.number < passage.line + mark && !$0.steps.isEmpty }
      return played.map { Moment(part: $0.part, step: $0.steps.last) }
    }
    return nil
  }

  /// The number of the last step in a part; 0 if it has none.
  package func lastStep(ofPart part: Int) -> StepNumber {
    (end(ofPart: part)?.runner.nextStep ?? 1) - 1
  }

  /// The lab at that moment; nil if there is no such part or step.
  package func lab(at moment: Moment) -> Lab? {
    guard let step = moment.step else { return end(ofPart: moment.part) }
    guard let index = lastLine(of: moment), step <= lastStep(ofPart: moment.part)
    else { return nil }
    let replay = replay(after: index + 1)
    replay.lab.runner.place.letGo()
    return replay.lab
  }

  /// The line that takes the last step.
  private func lastLine(of moment: Moment) -> Int? {
    lines.lastIndex { played in
      played.part == moment.part && !played.steps.isEmpty
        && played.steps.lowerBound <= moment.step ?? .max
    }
  }

  /// The dead versions after each reply, and the step with the most of them, those that snapshots
  /// keep before all; nil if the part does not ask about them.
  package func deadVersions(
    before moment: Moment
  ) -> (counts: [DeadVersions], step: StepNumber?)? {
    let own = lines.indices.filter { lines[$0].part == moment.part }
    guard let first = own.first, let last = lastLine(of: moment),
      own.contains(where: { lines[$0].line.asksAboutVersions })
    else { return nil }
    var replay = replay(after: first)
    var counts: [DeadVersions] = []
    var best: (step: StepNumber?, pinned: Int, all: Int) = (nil, 0, 0)
    for played in lines[first...last] where replay.next() != nil {
      let now = replay.lab.deadVersions
      while counts.count < replay.lab.replyCount { counts.append(now) }
      if (now.pinned, now.all) > (best.pinned, best.all), let step = played.steps.last {
        best = (step, now.pinned, now.all)
      }
    }
    return (counts, best.step)
  }
}

extension Lab {
  fileprivate var deadVersions: DeadVersions {
    let bloat = runner.database.bloat
    return DeadVersions(removable: bloat.removable.versions, pinned: bloat.pinned.versions)
  }

  /// The step of the finding; nil if there is none.
  fileprivate func stepOfFinding(withRetry: Bool) -> StepNumber? {
    let anomaly = replies.first { $0.step.map { verdicts.sightings[$0] != nil } ?? false }
    if let anomaly { return anomaly.step }
    if let place = replies.firstIndex(where: { !$0.victims.isEmpty }) {
      let retry = withRetry ? endOfRetry(of: replies[place].victims, after: place) : nil
      return retry ?? replies[place].step
    }
    return replies.first { $0.rules.contains { !$0.holds } }?.step
  }

  /// The last step of what victims did once more.
  private func endOfRetry(of victims: [SessionName], after place: Int) -> StepNumber? {
    let later = replies[(place + 1)...]
    guard let retry = later.first(where: { !$0.retried.isEmpty && victims.contains($0.session) })
    else { return nil }
    let own = retry.all.compactMap { $0.ownTransaction }
    let last = later.last { $0.all.contains { $0.ownTransaction.map(own.contains) ?? false } }
    return last?.all.compactMap { $0.step }.max()
  }
}

extension Reply {
  /// The sessions whose transactions were aborted.
  fileprivate var victims: [SessionName] {
    all.compactMap { reply in
      if case .aborted = reply.outcome { reply.session } else { nil }
    }
  }
}

extension Line {
  /// Whether it asks how many old versions there are.
  fileprivate var asksAboutVersions: Bool {
    switch statement?.body {
    case .directive(.vacuum), .directive(.bloat), .directive(.versions): true
    default: false
    }
  }
}
