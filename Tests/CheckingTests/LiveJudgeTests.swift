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
        if case .abort(let id, _, _) = event {
          let need = try Judgement(of: events[...place]).need(of: id)
          #expect((live.needs[id] == .needed) == need.isNeeded, "seed \(seed) \(id)")
          #expect((live.needs[id] == nil) == (need == nil), "seed \(seed) \(id)")
        }
      }
      let whole = try Judgement(of: events)
      for (id, need) in live.needs {
        #expect(need == (whole.need(of: id).isNeeded ? .needed : .notNeeded), "seed \(seed) \(id)")
      }
    }
    // Modes that are serializable must show nothing, the others something.
    #expect((sightings > 0) == (mode?.promise != .pl3))
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

extension Need? {
  fileprivate var isNeeded: Bool { if case .needed = self { true } else { false } }
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
