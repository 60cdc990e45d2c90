package import Checking
import Language
package import Sessions
import Stores
package import Vocabulary

/// Why something is an anomaly, and what a broken rule has to do with it.
extension Narrator {
  /// The cycle or the dirty read, what it is called, and who forbids it.
  ///
  /// `reply` is the command that made it certain.
  package func explanation(
    of finding: Finding, _ trial: Trial, madeCertainBy reply: Reply, _ proof: Proof
  ) -> [String] {
    let anomaly = finding.anomaly
    var lines = [
      "\(Proof.answer(finding, trial)), certain since \(reply.session)'s "
        + "\(typed(reply.text)) at step \(reply.step ?? 0)."
    ]
    lines += labelled("why", proof.lines(of: finding, room: room, most: 6))
    lines += labelled("note", readAgain(in: finding))
    lines += labelled("so", circle(of: finding).map { upshot(of: $0, finding, trial) } ?? [])
    lines += labelled("name", ["\(anomaly.name) (\(finding.codes)). \(anomaly.definition)"])
    let forbidding = IsolationMode.allCases.filter { $0.promise.forbids(finding.phenomenon) }
    lines += labelled("modes", ["forbidden by \(list(forbidding.map { $0.shortName }))"])
    let next = [
      forbidding.first(where: isInReach).map { ".rerun \($0.name)" },
      anomaly.lesson.map { ".lesson \($0)" }, ".help \(anomaly.slug)",
    ]
    return lines + labelled("next", [next.compactMap { $0 }.joined(separator: ", ")])
  }

  /// Whether a rerun in the mode is possible, and can differ from what happened.
  private func isInReach(_ mode: IsolationMode) -> Bool {
    guard let store = runner.place.store?.identity else { return true }
    return mode != runner.mode && store.level(for: mode) != nil
  }

  /// The order that a cycle demands: `alice before bob before alice`; nil for a dirty read.
  func circle(of finding: Finding) -> String? {
    switch finding.phenomenon {
    case .abortedRead, .intermediateRead: return nil
    default:
      let ids = finding.transactions
      return (ids + ids.prefix(1)).map(named(among: ids)).joined(separator: " before ")
    }
  }

  /// That both reads of a transaction belong to one command, which read again after its wait.
  private func readAgain(in finding: Finding) -> [String] {
    let edges = finding.dependencies
    return zip(edges, edges.dropFirst() + edges.prefix(1)).compactMap { edge, next in
      guard edge.kind == .writeRead, next.kind == .readWrite, next.first.event < edge.second.event
      else { return nil }
      let (id, step) = (edge.second.transaction, edge.second.step)
      let between = runner.history[next.first.event..<edge.second.event]
      guard next.first.step == step, between.contains(.endOfWait(id, step: step)) else {
        return nil
      }
      return "\(name(id)) ran one command (\(step)), which read before its wait and again after it."
    }
  }

  /// What follows from a cycle.
  private func upshot(of circle: String, _ finding: Finding, _ trial: Trial) -> [String] {
    switch trial {
    case .fits(let order):
      return ["\(circle), by versions.", "But the values fit the order \(told(order))."]
    case .fails(let ids) where Set(ids) == Set(finding.transactions):
      return ["\(circle): no serial order fits."]
    case .fails(let ids):
      return ["\(circle).", "No serial order of \(list(ids.map(named(among: ids)))) fits."]
    case .open: return ["\(circle): by versions, no order fits."]
    }
  }

  /// A session's name; with its transaction where the session has several of them.
  package func named(among ids: [TransactionID]) -> (TransactionID) -> String {
    let counts = ids.reduce(into: [:]) { $0[name($1), default: 0] += 1 }
    return { id in counts[name(id)] == 1 ? name(id) : "\(name(id)) \(id)" }
  }

  /// Whether a rule that changed was broken by an anomaly, or in a serializable history.
  ///
  /// `trial` is whether some serial order of what had committed by then does the same.
  package func explanation(
    of finding: RuleFinding, _ trial: Trial, _ proof: Proof
  ) -> [String] {
    let line = line(for: finding)
    let prose = line.prose.map { ": \($0)" } ?? ""
    guard !finding.holds else { return ["\(line.answer)\(prose)"] }
    let verdict =
      switch trial {
      case .fits(let order):
        [
          "yet serializable: the order \(proof.told(order)) gives the same result,",
          "so the program itself breaks the rule.",
        ]
      case .fails: ["not serializable either (.why serializable)."]
      case .open: ["by versions, not serializable either (.why serializable)."]
      }
    return ["\(line.answer)\(prose)"] + labelled("so", verdict)
  }

  /// How wide the text after a label may be.
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
