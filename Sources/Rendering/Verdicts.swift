package import Checking
package import Vocabulary

/// What the judge has said of a history while it happened.
package struct Verdicts: Sendable {
  private var judge = LiveJudge()
  /// The anomalies that each step made certain, in the order of its commits.
  package private(set) var sightings: [StepNumber: [Sighting]] = [:]

  package init() {}

  /// Of each abort that is judged, whether it was needed.
  package var needs: [TransactionID: NeedSoFar] { judge.needs }

  /// Lets the judge see what a step has led to; nil: it was none.
  package mutating func take(_ events: ArraySlice<Event>, at step: StepNumber?) {
    let seen = events.compactMap { judge.take($0) }
    if let step, !seen.isEmpty { sightings[step] = seen }
  }
}

extension NeedSoFar {
  /// As answers write it; nil while it may change.
  var word: String? { isFinal ? verdict.rawValue : nil }
}

extension AnswerLine {
  /// The line without a verdict.
  private var base: String { String(answer.prefix { $0 != "," }) }

  /// What a lesson records: the answer, and of an abort the verdict as it stands at the end of the
  /// run.
  ///
  /// A verdict is left out where the lesson has left it out.
  package func recorded(by verdicts: Verdicts, as known: [String]) -> String {
    guard let victim, !known.contains(base), let need = verdicts.needs[victim] else {
      return victim == nil ? answer : base
    }
    return "\(base), \(need.verdict.rawValue)"
  }

  /// The answer with the verdict as it stands by now, in a run that goes on.
  package func settled(by verdicts: Verdicts) -> String {
    guard let victim, let need = verdicts.needs[victim] else { return answer }
    return [base, need.word].compactMap { $0 }.joined(separator: ", ")
  }
}

extension Narrator {
  /// The line that names an anomaly.
  package func line(for sighting: Sighting) -> AnswerLine {
    let ids = sighting.transactions.map { "\($0)" }
    return AnswerLine(
      "ANOMALY \(([sighting.anomaly.slug] + ids).joined(separator: " "))",
      prose: prose(of: sighting, list(ids)))
  }

  private func prose(of sighting: Sighting, _ all: String) -> String {
    let (first, last) = (sighting.transactions.first, sighting.transactions.last)
    guard let first, let last else { return sighting.anomaly.definition }
    switch sighting.phenomenon {
    case .abortedRead: return "\(last) read what \(first) rolled back (.why)"
    case .intermediateRead: return "\(last) read what \(first) then overwrote (.why)"
    default: return "no serial order of \(all) gives this (.why, .graph)"
    }
  }
}
