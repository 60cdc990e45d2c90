import Engine
import Testing
import Vocabulary

/// Something that is asked what the engine is asked, and whose replies are held against its own.
protocol Rival {
  associatedtype Reply
  mutating func begin(
    _ mode: IsolationMode, policy: ConflictPolicy?, readOnly: Bool, deferrable: Bool, step: Int
  ) -> (TransactionID, Reply)
  mutating func perform(_ request: Request, by id: TransactionID, step: Int) -> Reply
  mutating func resume() -> (TransactionID, Reply)?
  /// Withdraws a waiting request; nil if nothing is replied.
  mutating func withdraw(_ id: TransactionID) -> Reply?
  /// How the engine's step differs from the reply; nil if it does not.
  static func difference(of step: Step, from reply: Reply) -> String?
}

/// One random schedule, carried out by the engine and by a rival.
struct PairedRun<Other: Rival> {
  var engine: Database
  var other: Other
  private(set) var generator: ProgramGenerator
  var slots: [TransactionID?]
  /// What a waiting transaction's command still has to ask, the waiting request first.
  var pending: [TransactionID: (step: Int, requests: [Request])] = [:]
  private(set) var step = 0
  var trace: [String] = []

  init(_ generator: ProgramGenerator, _ engine: Database, _ other: Other) {
    (self.generator, self.engine, self.other) = (generator, engine, other)
    slots = Array(repeating: nil, count: generator.slotCount)
  }

  /// Runs to the end, or to the first difference; `check` is asked after each action.
  mutating func difference(_ check: (inout Self) -> String?) -> String? {
    while let action = generator.next(states) {
      step += 1
      trace.append("\(step): \(action.slot) \(action.what)")
      if let difference = act(action) ?? resume() ?? check(&self) { return difference }
    }
    return nil
  }

  func record(_ difference: String, _ seed: UInt64, _ mode: IsolationMode?) {
    let trace = trace.joined(separator: "\n")
    Issue.record("seed \(seed), \(mode?.name ?? "mixed modes"): \(difference)\n\(trace)")
  }

  private var states: [ProgramGenerator.Slot] {
    slots.map { id in id.map { pending[$0] == nil ? .open : .waiting } ?? .idle }
  }

  private mutating func act(_ action: ProgramGenerator.Action) -> String? {
    switch (action.what, slots[action.slot]) {
    case (.begin(let mode, let policy, let readOnly, let deferrable), _):
      let (id, begun) = engine.begin(
        mode, conflicts: policy, readOnly: readOnly, deferrable: deferrable, step: step)
      let (_, reply) = other.begin(
        mode, policy: policy, readOnly: readOnly, deferrable: deferrable, step: step)
      slots[action.slot] = id
      if case .waits = begun.answer { pending[id] = (step, []) }
      return compare(begun, reply)
    case (.command(let requests), let id?): return go(id, step, requests)
    case (.cancel, let id?):
      pending[id] = nil
      let cancelled = engine.cancel(id)
      let difference = other.withdraw(id).flatMap { compare(cancelled, $0) }
      _ = free(id)
      return difference
    case (_, nil): return "an idle slot acts"
    }
  }

  private mutating func go(_ id: TransactionID, _ step: Int, _ requests: [Request]) -> String? {
    for (index, request) in requests.enumerated() {
      let reply = other.perform(request, by: id, step: step)
      let answer = engine.perform(request, by: id, step: step)
      if let difference = compare(answer, reply) { return "\(request): \(difference)" }
      if case .waits = answer.answer {
        pending[id] = (step, Array(requests[index...]))
        return nil
      }
      if free(id) { return nil }
    }
    return nil
  }

  mutating func resume() -> String? {
    while true {
      switch (engine.resume(), other.resume()) {
      case (nil, nil): return nil
      case (let (id, step)?, let (otherID, reply)?):
        trace.append("   resumed \(id)")
        guard id == otherID else { return "\(id) is resumed instead of \(otherID)" }
        if let difference = compare(step, reply) { return difference }
        guard let waited = pending.removeValue(forKey: id), !free(id) else { continue }
        let rest = Array(waited.requests.dropFirst())
        if let difference = go(id, waited.step, rest) { return difference }
      case (let mine, let others):
        return "\(mine.debugDescription), not \(others.debugDescription)"
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

  mutating func compare(_ step: Step, _ reply: Other.Reply) -> String? {
    trace.append("   \(step.answer)")
    return Other.difference(of: step, from: reply)
  }
}
