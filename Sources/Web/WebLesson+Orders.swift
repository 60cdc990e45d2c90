import Exploring
package import Layout
import Runs
import Telling
package import Vocabulary

/// What the orders of a lesson's steps lead to: the squares of the page.
extension WebLesson {
  /// Every possible order of a part's steps in a mode; if there are more than `most` orders, a
  /// sample of them, drawn from that number.
  ///
  /// Null if the part has no steps, or too few orders for a sample.
  package func orders(ofPart part: Int, in mode: IsolationMode, most: Int, sample: Int) -> JSON {
    guard let part = explorable(part) else { return .null }
    let program = part.program(in: mode)
    var exploration = Exploration()
    exploration.limit = most
    let all = exploration.orders(of: program)
    guard let orders = all ?? exploration.sample(of: program, size: sample) else { return .null }
    var kinds: [Set<Trait>] = []
    let cells = orders.map { order -> JSON in
      let kind = kinds.firstIndex(of: order.traits) ?? kinds.count
      if kind == kinds.count { kinds.append(order.traits) }
      return .array([.string(Self.written(order.order)), .int(kind)])
    }
    return .fields([
      "all": .text(program.orders.count?.grouped), "drawn": all == nil ? .int(sample) : .null,
      "lanes": .array(program.lanes.map { .string($0.session.text) }),
      "kinds": .array(kinds.map(Self.told)), "orders": .array(cells),
    ])
  }

  /// How many orders of a part's steps lead to what, and an example of each kind; null if the part
  /// has no steps.
  ///
  /// If there are too many states to count all orders, it is a larger sample; `told` says so.
  package func counts(ofPart part: Int, in mode: IsolationMode) -> JSON {
    guard let part = explorable(part) else { return .null }
    let tally = Exploration().tally(of: part.program(in: mode))
    let kinds = tally.kinds.map { kind -> JSON in
      .fields([
        "traits": Self.told(kind.traits), "count": .string(tally.told(kind.count)),
        "example": .string(Self.written(kind.example)),
      ])
    }
    return .fields([
      "possible": .string(tally.told(tally.possible)),
      "told": .text(tally.remarks.first), "kinds": .array(kinds),
    ])
  }

  /// An order, each step as the place of its lane.
  private static func written(_ order: [Int]) -> String {
    order.map { "\($0)" }.joined(separator: " ")
  }

  private static func told(_ traits: Set<Trait>) -> JSON {
    .array(traits.sorted().map { .string($0.text) })
  }
}
