import Checking
import Rendering
import Scripting
import Sessions
import Vocabulary

/// What the judge says of all that has happened, who reads the history and nothing else.
extension Laboratory {
  /// Every anomaly with its proof, or a serial order; and which promises are kept.
  var verdict: [String] {
    guard let judgement else { return [] }
    return HistoryCheck(judgement, proof).answers.map(\.text).map { line in
      String(line.trimmingPrefix("; "))
    }
  }

  /// Whether the abort was needed, as far as can be said by now; nil if that is no question.
  ///
  /// A command that was aborted before it had read all it wanted to read leaves a history without
  /// those reads. A circle is one all the same, but that there is none would prove nothing.
  func need(of abort: Abort, command: String) -> Need? {
    let need = judgement?.need(of: abort.transaction)
    if case .notNeeded = need, !readsNothing(command) { return nil }
    return need
  }

  /// Whether the command is COMMIT or a blind write, so that no read of it can be missing.
  private func readsNothing(_ command: String) -> Bool {
    guard case .success(let statement)? = read(command), case .command(let known) = statement.body
    else { return false }
    switch known {
    case .commit, .delete: return true
    case .put(_, let formula):
      guard case .literal = formula.node else { return false }
      return true
    default: return false
    }
  }

  /// The serialization graph as text.
  var graph: [String] { graphPicture?.lines ?? [] }

  /// The serialization graph of what has committed.
  var graphPicture: GraphPicture? {
    judgement.map { GraphPicture(of: $0, committed: committed, names: names) }
  }

  private var judgement: Judgement? {
    let judgement = try? Judgement(of: runner.history)
    assert(judgement != nil, "the engine emits histories that do not contradict themselves")
    return judgement
  }

  private var proof: Proof {
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
