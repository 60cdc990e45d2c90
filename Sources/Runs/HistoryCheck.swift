import Checking
import Language
package import Layout
package import Telling
package import Vocabulary

/// What the judge says of a recorded history.
package struct HistoryCheck: Sendable {
  private let judgement: Judgement
  private let proof: Proof

  /// Judges a history.
  ///
  /// - Throws: A `Fault` for the first event that cannot have happened.
  package init(_ text: HistoryText) throws(HistoryText.Fault) {
    do throws(Contradiction) {
      judgement = try Judgement(of: text.events, initial: text.initial)
    } catch {
      let line = text.lines.indices.contains(error.event) ? text.lines[error.event] : 1
      throw HistoryText.Fault(line: line, message: error.problem.message)
    }
    proof = Proof(of: text.events, initial: text.initial ?? [:], names: text.names)
  }

  init(_ judgement: Judgement, _ proof: Proof) {
    (self.judgement, self.proof) = (judgement, proof)
  }

  /// Whether the history is legal under what a mode promises.
  package func isLegal(in mode: IsolationMode) -> Bool {
    judgement.violation(of: mode.promise) == nil
  }

  /// The verdict for people.
  package var answers: [AnswerLine] {
    var lines: [AnswerLine] = []
    var proofs: [String: [AnswerLine]] = [:]
    for (finding, trial) in tried {
      proofs[Proof.answer(finding, trial), default: []] += told(finding, trial).map {
        AnswerLine(note: "  \($0)")
      }
    }
    // Several dirty reads of one reader from one writer are one line with several proofs.
    for (finding, trial) in tried {
      let answer = Proof.answer(finding, trial)
      guard let proof = proofs.removeValue(forKey: answer) else { continue }
      lines += [AnswerLine(answer, prose: prose(of: finding))] + proof
    }
    if let order = judgement.serialOrder() {
      lines.append(
        AnswerLine(
          note: order.isEmpty
            ? "no anomaly: nothing has committed"
            : "no anomaly; a serial order that explains every read: \(proof.told(order))"))
    }
    return lines + [AnswerLine(note: verdicts)]
  }

  /// The findings, and whether a serial order fits the values of each.
  private var tried: [(Finding, Trial)] { Array(zip(judgement.findings, judgement.trials())) }

  /// The proof of a finding, and the order that its values fit.
  private func told(_ finding: Finding, _ trial: Trial) -> [String] {
    guard !finding.isDirtyRead, case .fits(let order) = trial else {
      return proof.lines(of: finding)
    }
    return proof.lines(of: finding)
      + ["the values happen to fit the order \(proof.told(order))"]
  }

  private func prose(of finding: Finding) -> String {
    let anomaly = finding.anomaly
    return "\(finding.phenomenon.rawValue), \(anomaly.name): \(anomaly.definition)"
  }

  private var verdicts: String {
    let modes = IsolationMode.allCases
    let legal = modes.filter { isLegal(in: $0) }.map(\.name)
    let illegal = modes.filter { !isLegal(in: $0) }.map(\.name)
    let told = illegal.isEmpty ? "" : "; not under \(illegal.joined(separator: ", "))"
    return "legal under \(legal.isEmpty ? "no mode" : legal.joined(separator: ", "))\(told)"
  }

  /// The verdict for programs.
  package var json: JSON {
    .history(
      findings: tried, order: judgement.serialOrder(),
      legal: IsolationMode.allCases.map { ($0, isLegal(in: $0)) })
  }
}
