import Engine
import Foundation
import Testing
import Vocabulary

/// The engine and the naive reference model answer every request of random schedules alike.
@Suite struct DifferentialTests {
  /// How many schedules for each mode; the soak sets it higher.
  private static let count =
    ProcessInfo.processInfo.environment["ISOLAB_SCHEDULES"].flatMap { UInt64($0) } ?? 300

  @Test(arguments: IsolationMode.allCases)
  func oneMode(_ mode: IsolationMode) { compare(seeds: 0..<Self.count, mode) }

  @Test func mixedModes() { compare(seeds: 0..<(4 * Self.count), nil) }

  private func compare(seeds: Range<UInt64>, _ mode: IsolationMode?) {
    for seed in seeds {
      var run = SideBySide(seed: seed, mode: mode)
      if let difference = run.difference() {
        let trace = run.trace.joined(separator: "\n")
        Issue.record("seed \(seed), \(mode?.name ?? "mixed modes"): \(difference)\n\(trace)")
        return
      }
    }
  }
}

/// One random schedule, carried out by both.
private struct SideBySide {
  private var engine: Database
  private var model: ReferenceModel
  private var generator: ProgramGenerator
  private var slots: [TransactionID?]
  /// What a waiting transaction's command still has to ask, the waiting request first.
  private var pending: [TransactionID: (step: Int, requests: [Request])] = [:]
  private var step = 0
  private(set) var trace: [String] = []

  init(seed: UInt64, mode: IsolationMode?) {
    generator = ProgramGenerator(seed: seed, mode: mode)
    engine = Database(generator.seed)
    model = ReferenceModel(seed: generator.seed)
    slots = Array(repeating: nil, count: generator.slotCount)
  }

  /// Runs to the end, or to the first difference or broken invariant.
  mutating func difference() -> String? {
    while let action = generator.next(states) {
      step += 1
      trace.append("\(step): \(action.slot) \(action.what)")
      if let difference = act(action) ?? resume() ?? engine.brokenInvariant { return difference }
    }
    for key in generator.keys where engine.committedValue(of: key) != model.committed(key) {
      return "\(key) differs at the end"
    }
    return nil
  }

  private var states: [ProgramGenerator.Slot] {
    slots.map { id in id.map { pending[$0] == nil ? .open : .waiting } ?? .idle }
  }

  private mutating func act(_ action: ProgramGenerator.Action) -> String? {
    switch (action.what, slots[action.slot]) {
    case (.begin(let mode, let policy, let readOnly, let deferrable), _):
      let (id, begun) = engine.begin(
        mode, conflicts: policy, readOnly: readOnly, deferrable: deferrable, step: step)
      let (_, expected) = model.begin(
        mode, policy: policy, readOnly: readOnly, deferrable: deferrable, step: step)
      slots[action.slot] = id
      if case .waits = expected { pending[id] = (step, []) }
      return compare(begun, expected)
    case (.command(let requests), let id?): return go(id, step, requests)
    case (.cancel, let id?):
      _ = engine.cancel(id)
      model.cancel(id)
      pending[id] = nil
      if engine.openTransaction(id) == nil { slots[action.slot] = nil }
      return nil
    case (_, nil): return "an idle slot acts"
    }
  }

  private mutating func go(_ id: TransactionID, _ step: Int, _ requests: [Request]) -> String? {
    for (index, request) in requests.enumerated() {
      let expected = model.perform(request, by: id, step: step)
      let answer = engine.perform(request, by: id, step: step)
      if let difference = compare(answer, expected) { return "\(request): \(difference)" }
      if case .waits = expected {
        pending[id] = (step, Array(requests[index...]))
        return nil
      }
      if free(id) { return nil }
    }
    return nil
  }

  private mutating func resume() -> String? {
    while true {
      switch (engine.resume(), model.resume()) {
      case (nil, nil): return nil
      case (let (id, step)?, let (expectedID, expected)?):
        trace.append("   resumed \(id) \(step.answer)")
        guard id == expectedID else { return "\(id) is resumed instead of \(expectedID)" }
        if let difference = compare(step, expected) { return difference }
        guard let waited = pending.removeValue(forKey: id), !free(id) else { continue }
        let rest = Array(waited.requests.dropFirst())
        if let difference = go(id, waited.step, rest) { return difference }
      case (let mine, let expected):
        return "\(mine.debugDescription), not \(expected.debugDescription)"
      }
    }
  }

  /// Frees the slot of a transaction that has ended.
  private mutating func free(_ id: TransactionID) -> Bool {
    guard engine.openTransaction(id) == nil, let slot = slots.firstIndex(of: id) else {
      return false
    }
    slots[slot] = nil
    return true
  }

  private mutating func compare(_ step: Step, _ expected: Verdict) -> String? {
    trace.append("   \(step.answer)")
    let verdict: Verdict =
      switch step.answer {
      case .began(let snapshot): .began(snapshot)
      case .value(let value): .value(value)
      case .rows(let rows): .rows(rows)
      case .done: .done
      case .committed(let state): .committed(state)
      case .waits(let others): .waits(others)
      case .aborted(let abort): .aborted(abort.kind, abort.role)
      }
    if case .aborted(let abort) = step.answer, abort.conflicts.isEmpty {
      return "no conflict named"
    }
    return verdict == expected ? nil : "\(verdict) instead of \(expected)"
  }
}
