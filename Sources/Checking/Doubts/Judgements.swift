package import Vocabulary

/// The judgement of a history in which it may not be certain what some reads saw: what is true
/// whatever they saw, and what depends on it.
///
/// Every possible choice of versions is judged (`Choices`), and a finding counts only if all
/// have it. To keep them few, a history is judged first in which each doubtful read has seen all
/// that it may have seen. A reader that takes part in no anomaly there takes part in none whatever
/// it saw, so for its reads the likeliest version will do.
package struct Judgements: Sendable {
  /// The judgement of the likeliest choice; of all, if nothing is doubtful.
  package let likeliest: Judgement
  /// The possible choices of the versions that matter, the likeliest first.
  private let choices: [Judgement]
  /// Whether all of them could be tried.
  package let areAllTried: Bool
  /// The choices for those reads that take part in some anomaly.
  let relevant: Choices
  private let all: Choices
  private let readers: Set<TransactionID>
  private let initial: [Key: Value]?

  /// Judges a history.
  ///
  /// - Parameters:
  ///   - events: the whole history, from state 0 on, with the likeliest versions.
  ///   - initial: what was there in state 0; nil if that is not known.
  ///   - doubts: the reads that may have seen something else.
  /// - Throws: the first contradiction of the likeliest choice, if every choice has one.
  package init(
    of events: some Sequence<Event>, initial: [Key: Value]?, _ doubts: [ReadDoubt]
  ) throws(Contradiction) {
    let events = Array(events)
    all = Choices(of: events, doubts)
    self.initial = initial
    guard !all.reads.isEmpty else {
      likeliest = try Judgement(of: events, initial: initial)
      (choices, areAllTried, relevant, readers) = ([likeliest], true, all, [])
      return
    }
    let union = try? Judgement(of: all.union, initial: initial)
    let relevant = all.only { doubt in
      union.map { $0.isInvolved(doubt.transaction) } ?? true
    }
    self.relevant = relevant
    readers = Set(relevant.reads.map { $0.doubt.transaction })
    let histories = relevant.histories
    areAllTried = histories != nil
    choices = try Self.possible(histories ?? [events], initial)
    likeliest = choices[0]
  }

  /// The judgements of the histories that do not contradict themselves, at least one.
  private static func possible(
    _ histories: [[Event]], _ initial: [Key: Value]?
  ) throws(Contradiction) -> [Judgement] {
    var possible: [Judgement] = []
    var wrong: Contradiction?
    for history in histories {
      do throws(Contradiction) {
        possible.append(try Judgement(of: history, initial: initial))
      } catch {
        wrong = wrong ?? error
      }
    }
    if possible.isEmpty, let wrong { throw wrong }
    return possible
  }

  /// How many choices were tried.
  package var count: Int { choices.count }

  /// The anomalies that every choice has, the worst first.
  package var findings: [Finding] { likeliest.findings.filter(isCertain) }

  /// The anomalies that some choice has and another has not, with the number of choices that have
  /// them, the worst first.
  package var uncertain: [(finding: Finding, count: Int)] {
    var found: [Finding] = []
    for finding in choices.flatMap({ $0.findings })
    where !isCertain(finding) && !found.contains(where: finding.isSame(as:)) {
      found.append(finding)
    }
    return found.sorted { $0.phenomenon < $1.phenomenon }.map { finding in
      (finding, choices.count { $0.findings.contains(where: finding.isSame(as:)) })
    }
  }

  /// Whether all choices have the same anomalies.
  package var isDecided: Bool { areAllTried && uncertain.isEmpty }

  /// Whether the likeliest choice has an anomaly that is not certain.
  package var isLikelyWrong: Bool { likeliest.findings.contains { !isCertain($0) } }

  /// Whether every choice has some anomaly, if not the same.
  package var isCertainlyWrong: Bool {
    !findings.isEmpty || areAllTried && choices.allSatisfy { !$0.findings.isEmpty }
  }

  /// Whether every choice has the anomaly, with the same transactions.
  ///
  /// Where no reader in doubt takes part, the same edges are in each.
  package func isCertain(_ finding: Finding) -> Bool {
    isCertain(among: finding.transactions) { $0.findings.contains(where: finding.isSame(as:)) }
  }

  /// Whether every choice has the anomaly that was noticed.
  package func isCertain(_ sighting: Sighting) -> Bool {
    isCertain(among: sighting.transactions) { judgement in
      Findings(in: judgement.graph).all(involving: sighting.last)
        .contains(where: sighting.isSighting(of:))
    }
  }

  private func isCertain(
    among ids: [TransactionID], _ isFound: (Judgement) -> Bool
  ) -> Bool {
    !isDoubtful(ids) || areAllTried && choices.allSatisfy(isFound)
  }

  /// Whether it depends on a doubtful read which edges lead from and to one of these.
  package func isDoubtful(_ ids: [TransactionID]) -> Bool { ids.contains(where: readers.contains) }

  /// Whether all choices keep the promise; nil if they differ.
  package func keep(_ promise: Promise) -> Bool? {
    if findings.contains(where: { promise.forbids($0.phenomenon) }) { return false }
    guard areAllTried else { return nil }
    let kept = choices.count { $0.violation(of: promise) == nil }
    return kept == choices.count ? true : kept == 0 ? false : nil
  }

  /// The verdict on an abort: `notDecided` where it depends on what was read; nil where there is no
  /// question.
  package func verdict(on victim: TransactionID) -> Verdict? {
    guard let likeliest = likeliest.need(of: victim)?.verdict else { return nil }
    guard !all.reads.isEmpty else { return likeliest }
    let relevant = all.only { doubt in
      doubt.transaction == victim || self.likeliest.isCommitted(doubt.transaction)
    }
    guard let histories = relevant.histories,
      let possible = try? Self.possible(histories, initial)
    else { return .notDecided }
    return possible.allSatisfy { $0.need(of: victim)?.verdict == likeliest }
      ? likeliest : .notDecided
  }
}

extension Judgement {
  /// Whether the transaction is on a cycle, or part of a dirty read.
  fileprivate func isInvolved(_ id: TransactionID) -> Bool {
    !Findings(in: graph).all(involving: id).isEmpty
  }

  fileprivate func isCommitted(_ id: TransactionID) -> Bool {
    record.place(of: id).map { graph.commits.nodes[Int($0)] != CommitOrder.none } ?? false
  }
}

extension Finding {
  /// Whether it is the same anomaly with the same transactions.
  fileprivate func isSame(as other: Finding) -> Bool {
    anomaly == other.anomaly && transactions == other.transactions
  }
}
