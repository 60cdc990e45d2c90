package import Vocabulary

/// What orders of a program lead to on a store, beside the same orders on isolab's engine.
package struct StoreTally: Sendable {
  /// On the store.
  package internal(set) var theirs: Tally
  /// On the engine, in the mode that is the level's counterpart.
  package internal(set) var own: Tally
  /// How many orders agree, or differ, in each way; they are possible on one side or on both.
  package private(set) var counts: [Match.Kind: UInt64] = [:]
  /// How many orders differ for each known reason; an order may have several.
  package private(set) var reasons: [String: UInt64] = [:]
  /// Of each kind, the order with the fewest changes of session.
  package private(set) var witnesses: [Match.Kind: [Int]] = [:]

  init(of program: ConcurrentProgram, beside own: ConcurrentProgram) {
    (theirs, self.own) = (Tally(of: program), Tally(of: own))
  }

  package var mode: IsolationMode { theirs.mode }

  /// How many orders were compared.
  package var compared: UInt64 { counts.values.reduce(0, +) }

  mutating func add(_ match: Match, of order: [Int]) {
    let kind = match.kind
    counts[kind, default: 0] += 1
    if case .explained(let names) = match {
      for name in Set(names) { reasons[name, default: 0] += 1 }
    }
    if let known = witnesses[kind], !order.isBetterWitness(than: known) { return }
    witnesses[kind] = order
  }

  mutating func set(_ basis: Tally.Basis) { (theirs.basis, own.basis) = (basis, basis) }
}
