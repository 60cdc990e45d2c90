import Checking
import Testing
import Vocabulary

/// The judge who watches, beside the one who reads the whole history again after every event.
@Suite struct LiveJudgeTests {
  private static let modes: [IsolationMode?] = IsolationMode.allCases + [nil]

  @Test(arguments: modes) func seesWhatAWholeJudgementSees(mode: IsolationMode?) throws {
    var sightings = 0
    for seed in 0..<UInt64(max(2, RandomHistory.count / 200)) {
      let history = EngineHistory(seed: seed, mode: mode, count: 25)
      let (events, initial) = (history.events, history.initial)
      var live = LiveJudge(from: initial)
      for (place, event) in events.enumerated() {
        let seen = live.take(event).map(\.text)
        let judgement = try Judgement(of: events[...place], initial: initial)
        let expected = try event.sightings(in: judgement)
        sightings += seen.count
        guard seen == expected else {
          let name = mode?.name ?? "mixed"
          Issue.record("\(name) \(seed), event \(place): \(seen), not \(expected)")
          return
        }
        if case .abort(let id, _, _) = event {
          #expect(live.trials[id] == judgement.counterfactual(of: id)?.trial, "seed \(seed) \(id)")
        }
      }
    }
    // Modes that are serializable must show nothing, the others something.
    #expect((sightings > 0) == (mode?.promise != .pl3))
  }

  /// Every verdict after every event that can change one, and what is final stays as it is.
  @Test(arguments: modes) func verdictsAreThoseOfAWholeJudgement(mode: IsolationMode?) throws {
    var tally: [Verdict: Int] = [:]
    for seed in 0..<UInt64(max(2, RandomHistory.count / 200)) {
      let history = EngineHistory(seed: seed, mode: mode, count: 25)
      let events = history.events
      var live = LiveJudge(from: history.initial)
      var final: [TransactionID: Verdict] = [:]
      for (place, event) in events.enumerated() {
        _ = live.take(event)
        guard event.mayChangeVerdicts else { continue }
        let whole = try Judgement(of: events[...place], initial: history.initial)
        for case .abort(let id, _, _) in events[...place] {
          let need = whole.need(of: id).map { need in
            NeedSoFar(verdict: need.verdict, isFinal: whole.counterfactual(of: id)?.awaited == [])
          }
          #expect(live.needs[id] == need, "seed \(seed), event \(place), \(id)")
          if let known = final[id] {
            #expect(need?.verdict == known && need?.isFinal == true, "seed \(seed) \(id)")
          }
          if let need, need.isFinal { final[id] = need.verdict }
        }
      }
      #expect(live.needs.values.allSatisfy { $0.isFinal }, "nothing is open at the end")
      for verdict in final.values { tally[verdict, default: 0] += 1 }
    }
    print(mode?.name ?? "mixed", tally.map { "\($0.key.rawValue) \($0.value)" }.sorted())
  }

  @Test func keepsOnlyWhatCanStillMatter() {
    var kept = 0
    let history = EngineHistory(seed: 1, mode: .serializableSnapshot, count: 800)
    var live = LiveJudge(from: history.initial)
    let long = history.events
    for event in long {
      _ = live.take(event)
      kept = max(kept, live.keptEvents)
    }
    #expect(long.count > 3_000 && kept < 1_000)
    #expect(live.keptEvents == 0)
  }
}

extension Event {
  /// What becomes certain by this last event of a history, the worst first.
  fileprivate func sightings(in judgement: Judgement) throws -> [String] {
    let id: TransactionID
    switch self {
    case .commit(let one, _, _), .abort(let one, _, _): id = one
    default: return []
    }
    var found = judgement.findings.filter { $0.isDirtyRead && $0.transactions.contains(id) }
    if case .commit = self, let cycle = judgement.worstShortestCycle(through: id) {
      found.append(cycle)
    }
    var known: [String] = []
    for finding in found.sorted(by: { $0.phenomenon < $1.phenomenon })
    where !known.contains(finding.sighting) { known.append(finding.sighting) }
    let involving = judgement.findings(involving: id)
    #expect(involving.map(\.finding.sighting) == known)
    return involving.map { "\($0.finding.sighting) \($0.trial)" }
  }
}

extension Event {
  fileprivate var mayChangeVerdicts: Bool {
    switch self {
    case .begin, .endOfWait, .commit, .abort: true
    case .read, .scan, .write, .undo, .wait: false
    }
  }
}

extension Finding {
  fileprivate var sighting: String {
    let ids = transactions
    let first = isDirtyRead ? nil : ids.min().flatMap { ids.firstIndex(of: $0) }
    let turned = Array(ids[(first ?? 0)...] + ids[..<(first ?? 0)])
    return "\(anomaly.slug) \(phenomenon.rawValue) \(turned)"
  }
}

extension Sighting {
  fileprivate var text: String {
    "\(anomaly.slug) \(phenomenon.rawValue) \(transactions) \(trial)"
  }
}
