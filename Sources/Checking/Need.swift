public import Vocabulary

/// Whether an abort was needed.
public enum Need: Hashable, Sendable {
  /// Had the victim committed, it would lie on this cycle.
  case needed(Finding)
  /// Had the victim committed, it would lie on no cycle.
  ///
  /// The order explains every read; it is nil if the others do not have one either.
  case notNeeded(order: [TransactionID]?)
}

extension Judgement {
  /// Whether a transaction had to be aborted.
  ///
  /// The victim is taken to have committed where it was aborted, with what the history says that it
  /// did by then, among those that began before: who emits the history records also what was
  /// refused, for a judge who knows no commands cannot tell. Reads in modes without snapshot that
  /// came after it do not count, for they would have been others. While transactions are open
  /// `notNeeded` means so far; `needed` is final.
  ///
  /// Nil if the transaction was not aborted by its mode, or was the victim of a deadlock or of a
  /// timeout. Costs as much as a judgement of the whole history.
  public func need(of victim: TransactionID) -> Need? {
    guard let place = record.place(of: victim), let abort = record.aborts[place],
      abort.kind.canBeNeedless
    else { return nil }
    let lineup = Lineup(of: record, ghost: place)
    let graph = Graph(record, lineup, Chains(record, lineup))
    let findings = Findings(in: graph)
    if let cycle = findings.worst(through: lineup.nodes[Int(place)]) { return .needed(cycle) }
    return .notNeeded(order: findings.all.isEmpty ? graph.serialOrder() : nil)
  }
}

extension Abort.Kind {
  /// Whether it is a question if the abort was needed: it was to keep a history serializable.
  var canBeNeedless: Bool {
    switch self {
    case .concurrentUpdate, .firstCommitter, .overwrittenRead, .dangerousStructure, .cycle: true
    case .deadlock, .timeout: false
    }
  }
}
