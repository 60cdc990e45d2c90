import Checking
import Language
package import Layout
package import Telling
package import Vocabulary

/// What the judge says about a recorded history.
package struct HistoryCheck: Sendable {
  private let judgements: Judgements
  private let proof: Proof

  /// Judges a history.
  ///
  /// - Throws: A `Fault` for the first event that cannot have happened.
  package init(_ text: HistoryText) throws(HistoryText.Fault) {
    do throws(Contradiction) {
      judgements = try Judgements(of: text.events, initial: text.initial, [])
    } catch {
      let line = text.lines.indices.contains(error.event) ? text.lines[error.event] : 1
      throw HistoryText.Fault(line: line, message: error.problem.message)
    }
    proof = Proof(of: text.events, initial: text.initial ?? [:], names: text.names)
  }

  init(_ judgements: Judgements, _ proof: Proof) {
    (self.judgements, self.proof) = (judgements, proof)
  }

  /// Whether the history keeps what a mode promises.
  package func isLegal(in mode: IsolationMode) -> Bool {
    judgements.keep(mode.promise) == true
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
    // Several dirty reads by one reader from one writer become one line with several proofs.
    for (finding, trial) in tried {
      let answer = Proof.answer(finding, trial)
      guard let proof = proofs.removeValue(forKey: answer) else { continue }
      lines += [AnswerLine(answer, prose: prose(of: finding))] + proof
    }
    lines += proof.doubts(of: judgements).map { AnswerLine(note: $0) }
    if let order = serialOrder {
      lines.append(
        AnswerLine(
          note: order.isEmpty
            ? "no anomaly: nothing has committed"
            : "no anomaly; a serial order that explains every read: \(proof.told(order))"))
    }
    return lines + [AnswerLine(note: verdicts)]
  }

  /// The certain findings, and whether a serial order fits the values of each.
  private var tried: [(Finding, Trial)] {
    zip(judgements.likeliest.findings, judgements.likeliest.trials())
      .filter { judgements.isCertain($0.0) }
  }

  /// A serial order, if no possible choice of versions has an anomaly.
  private var serialOrder: [TransactionID]? {
    guard judgements.areAllTried, judgements.uncertain.isEmpty else { return nil }
    return judgements.likeliest.serialOrder()
  }

  /// The proof of a finding, and the order that its values fit.
  private func told(_ finding: Finding, _ trial: Trial) -> [String] {
    let isOneOfMany = judgements.count > 1 && judgements.isDoubtful(finding.transactions)
    let lines =
      proof.lines(of: finding)
      + (isOneOfMany
        ? ["these are the likeliest versions; every other choice has this anomaly, too"] : [])
    guard !finding.isDirtyRead, case .fits(let order) = trial else { return lines }
    return lines + ["the values happen to fit the order \(proof.told(order))"]
  }

  private func prose(of finding: Finding) -> String {
    let anomaly = finding.anomaly
    return "\(finding.phenomenon.rawValue), \(anomaly.name): \(anomaly.definition)"
  }

  private var verdicts: String {
    let modes = IsolationMode.allCases
    func names(_ isLegal: Bool?) -> String {
      modes.filter { judgements.keep($0.promise) == isLegal }.map { $0.name }
        .joined(separator: ", ")
    }
    let (legal, illegal, open) = (names(true), names(false), names(nil))
    let told =
      (illegal.isEmpty ? "" : "; breaks that of \(illegal)")
      + (open.isEmpty ? "" : "; not decided for \(open)")
    return "keeps the promise of \(legal.isEmpty ? "no mode" : legal)\(told)"
  }

  /// The verdict for programs.
  package var json: JSON {
    .history(
      findings: tried, order: serialOrder,
      legal: IsolationMode.allCases.map { ($0, isLegal(in: $0)) })
  }
}
