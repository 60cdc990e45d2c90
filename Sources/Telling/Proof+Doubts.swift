package import Checking
import Language
import Vocabulary

/// What an anomaly depends on, if a store does not report what reads have seen.
extension Proof {
  /// The anomalies that only some choices of versions have, and the reads that they depend on;
  /// nothing if all choices agree.
  package func doubts(of judgements: Judgements) -> [String] {
    guard !judgements.isDecided else { return [] }
    let reads = judgements.doubtfulReads
    let told = reads.prefix(Self.mostReads).map { "  \(line(of: $0))" }
    let rest = reads.count - told.count
    let what =
      judgements.isCertainlyWrong ? "which anomalies there are" : "whether there is an anomaly"
    return ["not decided: \(what) depends on what was read"]
      + told + (rest > 0 ? ["  ... and \(rest) more"] : [])
      + (judgements.areAllTried
        ? judgements.uncertain.map { finding, count in
          "\(count) of the \(judgements.count) possible choices \(count == 1 ? "has" : "have") "
            + Proof.answer(finding)
        }
        : ["these are more choices than isolab tries"])
  }

  private static let mostReads = 6

  /// `bob looked at x (4): it was never there, or alice had deleted it (3)`.
  private func line(of read: DoubtfulRead) -> String {
    let sights = read.sights.map { sight in
      switch sight {
      case .neverThere: "it was never there"
      case .initial: "it was there from the start"
      case .written(let id, let step, nil): "\(name(of: id)) had deleted it (\(step))"
      case .written(let id, let step, let value?):
        "\(name(of: id)) had written \(quoted(value.text)) (\(step))"
      }
    }
    return "\(name(of: read.reader)) looked at \(quoted(read.key.text)) (\(read.step)): "
      + sights.joined(separator: ", or ")
  }
}
