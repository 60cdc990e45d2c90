package import Checking
package import Drawing
import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// What the judge says of all that has happened, who reads the history and nothing else.
extension Lab {
  /// Every anomaly with its proof, or a serial order; and which promises are kept.
  var verdict: [String] {
    guard let judgement else { return [] }
    return HistoryCheck(judgement, proof).answers.map(\.text).map { line in
      String(line.trimmingPrefix("; "))
    }
  }

  /// The serialization graph as text.
  var graph: [StyledText] { graphPicture?.lines(sessions: runner.sessions.map(\.name)) ?? [] }

  /// The serialization graph of what has committed.
  package var graphPicture: GraphPicture? {
    judgement.map { GraphPicture(of: $0, committed: committed, names: names) }
  }

  /// Every anomaly that has happened, with its proof.
  package var findings: [Finding] { judgement?.findings ?? [] }

  /// The judgement of all that has happened.
  var judgement: Judgement? { judgement(ofFirst: runner.history.count) }

  /// The judgement of that number of events.
  func judgement(ofFirst count: Int) -> Judgement? {
    let judgement = try? Judgement(of: runner.history.prefix(count), initial: runner.initial)
    assert(judgement != nil, "the engine emits histories that do not contradict themselves")
    return judgement
  }

  var proof: Proof {
    Proof(of: runner.history, initial: runner.initial, names: names, display)
  }

  private var names: [TransactionID: String] {
    Dictionary(uniqueKeysWithValues: runner.records.map { ($0.id, $0.session.text) })
  }

  /// In the order of their commits.
  private var committed: [TransactionID] {
    runner.history.compactMap { event in
      if case .commit(let id, _, _) = event { id } else { nil }
    }
  }
}
