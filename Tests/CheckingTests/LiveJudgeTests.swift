import Checking
import Testing
import Vocabulary

/// The judge who watches, beside the one who reads the whole history again after every event.
@Suite struct LiveJudgeTests {
  private static let modes: [IsolationMode?] = IsolationMode.allCases + [nil]

  @Test(arguments: modes) func seesWhatAWholeJudgementSees(mode: IsolationMode?) throws {
    var sightings = 0
    for seed in 0..<UInt64(max(2, RandomHistory.count / 200)) {
      let events = EngineHistory(seed: seed, mode: mode, count: 25).events
      var live = LiveJudge()
      for (place, event) in events.enumerated() {
        let seen = live.take(event)
        let expected = try event.sighting(in: events[...place])
        sightings += seen == nil ? 0 : 1
        guard seen?.text == expected else {
          let (name, seen) = (mode?.name ?? "mixed", seen?.text ?? "nothing")
          Issue.record("\(name) \(seed), event \(place): \(seen), not \(expected ?? "nothing")")
          return
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
      let events = EngineHistory(seed: seed, mode: mode, count: 25).events
      var live = LiveJudge()
      var final: [TransactionID: Verdict] = [:]
      for (place, event) in events.enumerated() {
        _ = live.take(event)
        guard event.mayChangeVerdicts else { continue }
        let whole = try Judgement(of: events[...place])
        for case .abort(let id, _, _) in events[...place] {
          let need = whole.need(of: id).map { need in
            NeedSoFar(verdict: need.verdict, isFinal: whole.awaited(for: id).isEmpty)
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
    var live = LiveJudge()
    var kept = 0
    let long = EngineHistory(seed: 1, mode: .serializableSnapshot, count: 800).events
    for event in long {
      _ = live.take(event)
      kept = max(kept, live.keptEvents)
    }
    #expect(long.count > 3_000 && kept < 1_000)
    #expect(live.keptEvents == 0)
  }
}

extension Event {
  /// What becomes certain by this last event of a history.
  fileprivate func sighting(in events: some Sequence<Event>) throws -> String? {
    let judgement = try Judgement(of: events)
    switch self {
    case .commit(let id, _, _):
      let dirty = judgement.findings.filter { $0.isDirtyRead && $0.transactions.contains(id) }
      let cycle = judgement.worstShortestCycle(through: id)
      let worst = (dirty + [cycle].compactMap { $0 }).min { $0.phenomenon < $1.phenomenon }
      #expect(worst?.anomaly == judgement.worst(involving: id)?.anomaly)
      return worst?.sighting
    case .abort(let id, _, _):
      return judgement.findings.first { $0.isDirtyRead && $0.transactions[0] == id }?.sighting
    default: return nil
    }
  }
}

extension Event {
  fileprivate var mayChangeVerdicts: Bool {
    switch self {
    case .begin, .endOfWait, .commit, .abort: true
    case .read, .scan, .write, .wait: false
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
  fileprivate var text: String { "\(anomaly.slug) \(phenomenon.rawValue) \(transactions)" }
}
