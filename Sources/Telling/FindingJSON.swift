package import Checking
package import Layout
package import Vocabulary

extension JSON {
  /// What the judge says about a whole history.
  package static func history(
    findings: [(Finding, Trial)], order: [TransactionID]?, legal: [(IsolationMode, Bool)]
  ) -> JSON {
    .fields([
      "anomalies": .array(findings.map { json(of: $0) + fields(of: $1, of: $0.isDirtyRead) }),
      "serialOrder": order.map { .array($0.map { .int($0.number) }) } ?? .null,
      "legal": .object(legal.map { Field(name: $0.name, value: .bool($1)) }),
    ])
  }

  /// An anomaly as it was noticed.
  package static func json(of sighting: Sighting) -> JSON {
    .fields([
      "name": .string(sighting.anomaly.slug), "adya": .string(sighting.phenomenon.rawValue),
      "transactions": .array(sighting.transactions.map { .int($0.number) }),
    ]) + fields(of: sighting.trial, of: sighting.isDirtyRead)
  }

  /// The order that the values of a cycle fit, if there is one.
  private static func fields(
    of trial: Trial, of isDirtyRead: Bool
  ) -> KeyValuePairs<String, JSON> {
    isDirtyRead ? [:] : fields(of: trial)
  }

  /// The order that values fit, if there is one.
  static func fields(of trial: Trial?) -> KeyValuePairs<String, JSON> {
    guard case .fits(let order) = trial else { return [:] }
    return ["byVersions": .bool(true), "order": .array(order.map { .int($0.number) })]
  }

  /// An anomaly and its cycle.
  package static func json(of finding: Finding) -> JSON {
    .fields([
      "name": .string(finding.anomaly.slug), "adya": .string(finding.phenomenon.rawValue),
      "transactions": .array(finding.transactions.map { .int($0.number) }),
      "cycle": .array(finding.dependencies.map(json(of:))),
    ])
  }

  private static func json(of edge: Dependency) -> JSON {
    .fields([
      "kind": .string(edge.kind.rawValue), "predicate": .bool(edge.isPredicate),
      "key": .string(edge.key.text), "from": json(of: edge.first), "to": json(of: edge.second),
    ])
  }

  private static func json(of touch: Dependency.Touch) -> JSON {
    .fields(["transaction": .int(touch.transaction.number), "step": .int(touch.step)])
  }
}
