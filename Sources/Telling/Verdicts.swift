package import Checking
import Language
import Sessions
package import Vocabulary

/// What the judge has said about a history while it happened.
package struct Verdicts: Sendable {
  private var judge: LiveJudge
  /// The anomalies that each step made certain, in the order of its commits.
  package private(set) var sightings: [StepNumber: [Sighting]] = [:]
  /// The anomalies that are likely since a step, but depend on what these reads saw.
  package private(set) var doubtful: [StepNumber: [DoubtfulSighting]] = [:]
  /// The aborts whose verdict depends on what was read.
  private var undecided: Set<TransactionID> = []

  /// Of a history that starts from those values; elsewhere is a store, which may read as no engine
  /// would.
  package init(from initial: [Key: Value] = [:], isElsewhere: Bool = false) {
    judge = LiveJudge(from: initial, forgets: !isElsewhere)
  }

  /// Of each abort that is judged, whether it was needed.
  package var needs: [TransactionID: NeedSoFar] {
    var needs = judge.needs
    for id in undecided {
      needs[id] = needs[id].map { NeedSoFar(verdict: .notDecided, isFinal: $0.isFinal) }
    }
    return needs
  }

  /// Of each abort that was needed, whether a serial order fits the values.
  package var trials: [TransactionID: Trial] {
    undecided.isEmpty ? judge.trials : judge.trials.filter { !undecided.contains($0.key) }
  }

  /// Whether the verdict on the abort depends on what doubtful reads saw.
  package func isUndecided(_ victim: TransactionID) -> Bool { undecided.contains(victim) }

  /// Forgets the anomalies that earlier steps have made certain, but not the aborts.
  package mutating func forget(before step: StepNumber) {
    sightings = sightings.filter { $0.key >= step }
    doubtful = doubtful.filter { $0.key >= step }
  }

  /// Lets the judge see the results of a step; nil if there was no step.
  ///
  /// The judgements are of the events before a place; nil if what was read is certain.
  package mutating func take(
    _ events: Slice<History>, at step: StepNumber?,
    _ judgements: (Int) -> Judgements? = { _ in nil }
  ) {
    var seen: [Sighting] = []
    var doubtful: [DoubtfulSighting] = []
    for place in events.indices {
      let found = judge.take(events[place])
      guard !found.isEmpty, let judgements = judgements(place + 1) else {
        seen += found
        continue
      }
      for sighting in found {
        if judgements.isCertain(sighting) {
          seen.append(sighting)
        } else {
          doubtful.append(DoubtfulSighting(sighting, in: judgements))
        }
      }
    }
    if let step, !seen.isEmpty { sightings[step] = seen }
    if let step, !doubtful.isEmpty { self.doubtful[step] = doubtful }
    guard !judge.needs.isEmpty, !events.isEmpty, let judgements = judgements(events.endIndex) else {
      return
    }
    undecided = Set(
      judge.needs.filter { $0.value.verdict != judgements.verdict(on: $0.key) }.keys)
  }
}

/// An anomaly that is likely, but that not every choice of versions has.
package struct DoubtfulSighting: Sendable {
  let sighting: Sighting
  /// A read on which it depends.
  let read: DoubtfulRead?
  /// Whether there is some anomaly in any case.
  let isCertainlyWrong: Bool

  init(_ sighting: Sighting, in judgements: Judgements) {
    self.sighting = sighting
    let reads = judgements.doubtfulReads
    read = reads.first { sighting.transactions.contains($0.reader) } ?? reads.first
    isCertainlyWrong = judgements.isCertainlyWrong
  }
}

extension NeedSoFar {
  /// The verdict as answers write it; nil while it may change.
  package var word: String? { isFinal ? verdict.rawValue : nil }
}

extension AnswerLine {
  /// What a lesson records: the answer, and of an abort the verdict as it stands at the end of the
  /// run.
  ///
  /// `known` are the answers that the lesson has recorded. If one of them is a shorter form of this
  /// one, it is enough.
  package func recorded(by verdicts: Verdicts, as known: [String]) -> String {
    let need = victim.flatMap { verdicts.needs[$0]?.verdict.rawValue }
    let whole = need.map { "\(base), \($0)" } ?? answer
    return Self.forms(of: whole).first(where: known.contains) ?? whole
  }

  /// The answer with the verdict as it stands by now, in a run that goes on.
  package func settled(by verdicts: Verdicts) -> String {
    guard let victim, let need = verdicts.needs[victim] else { return answer }
    return [base, need.word].compactMap { $0 }.joined(separator: ", ")
  }

  /// Whether it is an abort that is judged, and whose verdict may still change.
  package func isUndecided(by verdicts: Verdicts) -> Bool {
    victim.flatMap { verdicts.needs[$0] }.map { $0.word == nil } ?? false
  }

  /// The line without a verdict.
  private var base: String { String(answer.prefix { $0 != "," }) }
}

extension Narrator {
  /// Says of each anomaly that is likely since the reply's step on what it depends.
  func doubts(of reply: Reply) -> [AnswerLine] {
    let doubtful = reply.step.flatMap { verdicts.doubtful[$0] } ?? []
    return doubtful.map { doubt in
      let what =
        doubt.read.map { read in
          let version = read.isOfNothing ? "absence" : "version"
          return "which \(version) of \(shown(read.key)) \(name(read.reader)) read"
        } ?? "what was read"
      let whether =
        doubt.isCertainlyWrong ? "which anomaly this is" : "whether this is an anomaly"
      return AnswerLine(
        note: "\(whether) (\(doubt.sighting.anomaly.slug)) depends on \(what); "
          + "see .why serializable")
    }
  }

  /// The line that reports an anomaly.
  package func line(for sighting: Sighting) -> AnswerLine {
    let ids = sighting.transactions.map { "\($0)" }
    let word = sighting.isDirtyRead ? "" : sighting.trial.word
    return AnswerLine(
      "ANOMALY \(([sighting.anomaly.slug] + ids).joined(separator: " "))\(word)",
      prose: prose(of: sighting))
  }

  private func prose(of sighting: Sighting) -> String {
    let (first, last) = (sighting.transactions.first, sighting.transactions.last)
    guard let first, let last else { return sighting.anomaly.definition }
    switch sighting.phenomenon {
    case .abortedRead: return "\(last) read what \(first) rolled back (.why)"
    case .intermediateRead where hasUndone(first):
      return "\(last) read what a command of \(first) wrote before it failed (.why)"
    case .intermediateRead: return "\(last) read what \(first) then overwrote (.why)"
    default: return "\(prose(of: sighting.trial, of: sighting.transactions)) (.why, .graph)"
    }
  }

  private func hasUndone(_ id: TransactionID) -> Bool {
    runner.history.contains { if case .undo(id, _, _, _) = $0 { true } else { false } }
  }

  private func prose(of trial: Trial, of cycle: [TransactionID]) -> String {
    switch trial {
    case .fits(let order):
      return "the values happen to fit the order \(told(order))"
    case .fails(let ids): return "no serial order of \(list(ids.map { "\($0)" })) gives this"
    case .open: return "by versions, no order of \(list(cycle.map { "\($0)" })) gives this"
    }
  }

  /// An order by the names of the sessions.
  package func told(_ order: [TransactionID]) -> String {
    order.map(named(among: order)).joined(separator: ", ")
  }
}

extension Trial {
  /// The word after the names of an anomaly whose values still fit a serial order.
  package var word: String { if case .fits = self { ", by versions" } else { "" } }
}

extension Sighting {
  package var isDirtyRead: Bool { phenomenon == .abortedRead || phenomenon == .intermediateRead }
}
