package import Exploring
package import Layout
package import Stores
import Vocabulary

extension JSON {
  /// What the orders of a program lead to on a store and on isolab's engine, and how they match.
  ///
  /// - Parameters:
  ///   - tally: the numbers.
  ///   - name: what was explored.
  ///   - lanes: who the sessions are, in the order of the places in orders.
  ///   - store: where.
  /// - Returns: The object.
  package static func exploration(
    _ tally: StoreTally, of name: String, lanes: [String], on store: StoreIdentity
  ) -> JSON {
    exploration(tally.theirs, of: name, lanes: lanes) + [
      "on": .string(store.title), "url": .string(store.url), "level": .text(tally.theirs.level),
      "match": match(of: tally, lanes), "isolab": exploration(tally.own, of: name, lanes: lanes),
    ]
  }

  private static func match(of tally: StoreTally, _ lanes: [String]) -> JSON {
    func count(_ kind: Match.Kind) -> JSON { .count(tally.counts[kind] ?? 0) }
    let reasons = tally.reasons.sorted { $0.key < $1.key }.map { name, count in
      JSON.fields(["reason": .string(name), "orders": .count(count)])
    }
    let witnesses = Match.Kind.allCases.compactMap { kind in
      tally.witnesses[kind].map { order in
        JSON.fields([
          "match": .string(kind.rawValue), "number": order.number.map { .count($0) } ?? .null,
          "changes": .int(order.switches), "order": .array(order.map { .string(lanes[$0]) }),
        ])
      }
    }
    return .fields([
      "orders": .count(tally.compared), "events": count(.events), "outcome": count(.outcome),
      "explained": count(.explained), "unexplained": count(.unexplained),
      "reasons": .array(reasons), "witnesses": .array(witnesses),
    ])
  }
}
