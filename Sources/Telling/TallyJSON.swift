package import Exploring
package import Layout
import Vocabulary

extension JSON {
  /// What all orders of a program lead to in a mode.
  ///
  /// - Parameters:
  ///   - tally: the numbers.
  ///   - name: what was explored.
  ///   - lanes: who the sessions are, in the order of the places in orders.
  /// - Returns: The object.
  package static func exploration(_ tally: Tally, of name: String, lanes: [String]) -> JSON {
    let counts = tally.counts.sorted { $0.key < $1.key }.map { trait, count in
      JSON.fields(["trait": .string(trait.name), "orders": .count(count)])
    }
    let witnesses = tally.witnesses.sorted { $0.key < $1.key }.map { trait, order in
      JSON.fields([
        "trait": .string(trait.name), "number": order.number.map { .count($0) } ?? .null,
        "changes": .int(order.switches), "order": .array(order.map { .string(lanes[$0]) }),
      ])
    }
    return .fields([
      "explored": .string(name), "mode": tally.takesMode ? .string(tally.mode.name) : .null,
      "modes": .array(tally.modes.map { .string($0.name) }), "basis": basis(of: tally),
      "orders": tally.orders.map { .count($0) } ?? .null, "possible": .count(tally.possible),
      "clean": .count(tally.clean), "outcomes": .int(tally.outcomes), "counts": .array(counts),
      "witnesses": .array(witnesses), "states": .integer(tally.states),
      "brokenFromTheStart": .array(tally.brokenFromTheStart.map { .string($0) }),
    ])
  }

  private static func basis(of tally: Tally) -> JSON {
    switch tally.basis {
    case .exact: .fields(["kind": .string("exact")])
    case .sampled(let size, let seed, let cause):
      .fields([
        "kind": .string("sample"), "size": .int(size), "seed": .count(seed),
        "because": .string(cause.name),
      ])
    case .partial(let done): .fields(["kind": .string("partial"), "done": .count(done)])
    }
  }
}

extension Tally.Cause {
  /// What programs call it.
  fileprivate var name: String {
    switch self {
    case .states: "states"
    case .memory: "memory"
    case .orders: "orders"
    case .ordersOnStore: "limit"
    case .rules: "rules"
    }
  }
}
