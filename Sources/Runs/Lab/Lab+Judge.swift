package import Checking
package import Drawing
import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// What the judge, which reads only the history, says about everything that has happened.
extension Lab {
  /// Every anomaly with its proof, or a serial order; and the promises that are kept.
  var verdict: [String] {
    guard let judgements else { return [contradiction] }
    return HistoryCheck(judgements, proof).answers.map { $0.text }.map { line in
      String(line.trimmingPrefix("; "))
    }
  }

  /// The serialization graph as text.
  var graph: [StyledText] {
    guard let judgements, let picture = graphPicture else {
      return [StyledText(contradiction)]
    }
    let doubts = proof.doubts(of: judgements)
    let notes = doubts.isEmpty ? [] : ["the arrows are those of the likeliest versions"] + doubts
    return picture.lines(sessions: runner.sessions.map { $0.name }) + notes.map { StyledText($0) }
  }

  /// The serialization graph of what has committed.
  package var graphPicture: GraphPicture? {
    judgements.map {
      GraphPicture(of: $0, committed: committed, names: names, aborts: ghosts(in: $0))
    }
  }

  /// Every anomaly that has certainly happened, with its proof.
  package var findings: [Finding] { judgements?.findings ?? [] }

  /// What a timeline shows besides the steps.
  package var timelineMatter: TimelinePicture.Matter {
    guard let judgements else {
      return TimelinePicture.Matter(findings: [], aborts: [], stale: [], proof: proof)
    }
    let (findings, aborts) = (judgements.findings, ghosts(in: judgements))
    // Where there is much to see, they are not drawn.
    let isQuiet = findings.isEmpty && aborts.isEmpty && replies.count <= 100
    let stale =
      isQuiet ? judgements.likeliest.dependencies().filter { $0.kind == .readWrite } : []
    return TimelinePicture.Matter(findings: findings, aborts: aborts, stale: stale, proof: proof)
  }

  /// The aborts, as pictures show them: the first dozen, because each is judged by itself.
  private func ghosts(in judgements: Judgements) -> [GhostPicture] {
    let aborts = replies.flatMap { $0.all }.compactMap { reply -> Abort? in
      if case .aborted(let abort) = reply.outcome { abort } else { nil }
    }
    return aborts.prefix(12).map { abort in
      let ghost = judgements.likeliest.counterfactual(of: abort.transaction)
      let isOpen = verdicts.isUndecided(abort.transaction) || ghost?.awaited.isEmpty == false
      return GhostPicture(abort, isOpen ? nil : ghost?.need, narrator, proof)
    }
  }

  /// The judgment of everything that has happened.
  var judgements: Judgements? { judgements(ofFirst: runner.history.count) }

  /// The judgment of everything that has happened, for the likeliest choice of versions.
  var judgement: Judgement? { judgements?.likeliest }

  /// The judgment of the first events, this many; nil if a store contradicts itself.
  func judgements(ofFirst count: Int) -> Judgements? {
    let judgements = try? Judgements(
      of: runner.history.prefix(count), initial: runner.initial, runner.place.doubts)
    assert(
      judgements != nil || runner.place.store != nil,
      "the engine emits histories that do not contradict themselves")
    return judgements
  }

  private var contradiction: String { "the history contradicts itself, so it is not judged" }

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
