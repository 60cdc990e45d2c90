package import Checking
import Scripting
package import Sessions
package import Vocabulary

/// Why something is an anomaly, and what a broken rule has to do with it.
extension Narrator {
  /// The cycle or the dirty read, what it is called, and who forbids it.
  ///
  /// `reply` is the command that made it certain.
  package func explanation(
    of finding: Finding, madeCertainBy reply: Reply, _ proof: Proof
  ) -> [String] {
    let ids = finding.transactions.map { "\($0)" }.joined(separator: " ")
    let anomaly = finding.anomaly
    var lines = [
      "ANOMALY \(anomaly.slug) \(ids), certain since \(reply.session)'s "
        + "\(typed(reply.text)) at step \(reply.step ?? 0)."
    ]
    lines += labelled("why", cut(proof.lines(of: finding, room: room), to: 6))
    lines += labelled("so", circle(of: finding).map { ["\($0): no serial order fits."] } ?? [])
    lines += labelled("name", ["\(anomaly.name) (\(finding.codes)). \(anomaly.definition)"])
    let forbidding = IsolationMode.allCases.filter { $0.promise.forbids(finding.phenomenon) }
    lines += labelled("modes", ["forbidden by \(list(forbidding.map(\.shortName)))"])
    let next = [
      forbidding.first.map { ".rerun \($0.name)" }, anomaly.lesson.map { ".lesson \($0)" },
      ".help \(anomaly.slug)",
    ]
    return lines + labelled("next", [next.compactMap { $0 }.joined(separator: ", ")])
  }

  /// Whom a circle makes come before whom: `alice before bob before alice`; nil for a dirty read.
  func circle(of finding: Finding) -> String? {
    switch finding.phenomenon {
    case .abortedRead, .intermediateRead: return nil
    default:
      let ids = finding.transactions
      return (ids + ids.prefix(1)).map(named(among: ids)).joined(separator: " before ")
    }
  }

  /// A session's name; with its transaction where the session has several of them.
  func named(among ids: [TransactionID]) -> (TransactionID) -> String {
    let counts = Dictionary(ids.map { (name($0), 1) }, uniquingKeysWith: +)
    return { id in counts[name(id)] == 1 ? name(id) : "\(name(id)) \(id)" }
  }

  /// Whether a rule that changed was broken by an anomaly, or in a serializable history.
  ///
  /// `order` is a serial order of what had committed by then, nil if there was none.
  package func explanation(
    of finding: RuleFinding, order: [TransactionID]?, _ proof: Proof
  ) -> [String] {
    let line = line(for: finding)
    let prose = line.prose.map { ": \($0)" } ?? ""
    guard !finding.holds else { return ["\(line.answer)\(prose)"] }
    let verdict =
      order.map {
        [
          "yet serializable: the order \(proof.told($0)) does the same,",
          "so the program itself breaks the rule.",
        ]
      } ?? ["not serializable either (.why serializable)."]
    return ["\(line.answer)\(prose)"] + labelled("so", verdict)
  }

  /// How wide what stands behind a label may be.
  var room: Int { (display.columns ?? .max) - 9 }

  func cut(_ lines: [String], to most: Int) -> [String] {
    lines.count <= most
      ? lines : lines.prefix(most - 1) + ["... and \(lines.count - most + 1) more"]
  }
}

extension Finding {
  /// Its names in the literature: those of the anomaly, but of Adya's classes only its own.
  fileprivate var codes: String {
    let codes = anomaly.code.split(separator: ", ").map(String.init)
    if codes.contains(phenomenon.rawValue) { return anomaly.code }
    let others = codes.filter { Phenomenon(rawValue: $0) == nil }
    return (others + [phenomenon.rawValue]).joined(separator: ", ")
  }
}
