package import Checking
package import Telling
package import Vocabulary

/// An abort as pictures show it: the edges that led to it, and the parts that transactions took.
///
/// The edges are those of the mode's rule. If the abort was needed, the edges of the cycle that the
/// victim's commit would have closed are added to them. The edges of a deadlock are its waits.
package struct GhostPicture: Sendable {
  /// A part in a dangerous structure.
  enum Role: String { case `in`, pivot, out }

  /// A reason why one transaction comes before another, or waits for another.
  struct Edge: Hashable, Sendable {
    let from, to: Touch
    /// As arrows write it, such as `rw`.
    let kind: String
    /// The key or the range; nil where none can be named.
    let subject: String?
    let isWait: Bool
    /// What happened, in words.
    let told: String

    /// What the arrow is called, such as `rw x`.
    var label: String { [kind, subject].compactMap { $0 }.joined(separator: " ") }
  }

  /// A transaction, and the step of its command.
  struct Touch: Hashable, Sendable {
    let transaction: TransactionID
    let step: StepNumber
  }

  let abort: Abort
  let edges: [Edge]
  /// Each member of a dangerous structure, and its parts.
  let roles: [(id: TransactionID, role: Role)]
  /// What the edges lead to; nil while that may change.
  let sentence: String?

  /// The judge's reason may be nil if it can still change, or if it does not apply.
  package init(_ abort: Abort, _ need: Need?, _ narrator: Narrator, _ proof: Proof) {
    self.abort = abort
    var edges = abort.conflicts.map { conflict in
      Edge(conflict, narrator, inCycle: abort.kind == .cycle)
    }
    if case .needed(let finding) = need {
      for dependency in finding.dependencies {
        let edge = Edge(dependency, narrator, proof.sentence(of: dependency, in: finding))
        if !edges.contains(where: { $0.connectsAs(edge) }) { edges.append(edge) }
      }
    }
    self.edges = edges
    roles = Self.roles(in: abort)
    sentence = Self.sentence(on: abort, need, narrator)
  }

  private static func roles(in abort: Abort) -> [(id: TransactionID, role: Role)] {
    guard abort.kind == .dangerousStructure, let first = abort.conflicts.first,
      let last = abort.conflicts.last
    else { return [] }
    return [
      (first.first.transaction, .in), (last.first.transaction, .pivot),
      (last.second.transaction, .out),
    ]
  }

  private static func sentence(on abort: Abort, _ need: Need?, _ narrator: Narrator) -> String? {
    func round(_ ids: [TransactionID]) -> String {
      (ids + ids.prefix(1)).map(narrator.named(among: ids)).joined(separator: " -> ")
    }
    if abort.kind == .deadlock, !abort.conflicts.isEmpty {
      return "a cycle of waits: \(round(abort.conflicts.map { $0.first.transaction }))"
    }
    switch need {
    case .needed(let finding): return "would have closed a cycle: \(round(finding.transactions))"
    case .notNeeded(let order?, let apart):
      return "would have closed no cycle: a serial order is \(narrator.told(order + apart))"
    case .notNeeded(nil, _): return "would have closed no cycle"
    case .notDecided, nil: return nil
    }
  }
}

extension GhostPicture.Edge {
  fileprivate init(_ edge: Conflict, _ narrator: Narrator, inCycle: Bool) {
    subject = edge.key.map { narrator.shown($0) } ?? edge.range.map(narrator.written)
    isWait = edge.kind == .wait
    kind = isWait ? "waits" : edge.kind.rawValue
    from = GhostPicture.Touch(transaction: edge.first.transaction, step: edge.first.step)
    to = GhostPicture.Touch(transaction: edge.second.transaction, step: edge.second.step)
    told = narrator.sentence(of: edge, inCycle: inCycle)
  }

  fileprivate init(_ edge: Dependency, _ narrator: Narrator, _ told: String) {
    (isWait, kind, subject) = (false, edge.kind.rawValue, narrator.shown(edge.key))
    from = GhostPicture.Touch(transaction: edge.first.transaction, step: edge.first.step)
    to = GhostPicture.Touch(transaction: edge.second.transaction, step: edge.second.step)
    self.told = told
  }

  /// Whether both are one arrow.
  fileprivate func connectsAs(_ other: Self) -> Bool {
    from.transaction == other.from.transaction && to.transaction == other.to.transaction
      && label == other.label
  }
}
