public import Vocabulary

/// Whether an abort was needed, and why the judge says so.
public enum Need: Hashable, Sendable {
  /// Had the victim committed, it would lie on this cycle, whatever others had done otherwise.
  case needed(Finding)
  /// Had the victim committed, it would lie on no cycle.
  ///
  /// The order explains every read; it is nil if the others do not have one either. Apart from it
  /// stand those that came later and would have read otherwise, which could lead back to nobody.
  case notNeeded(order: [TransactionID]?, apart: [TransactionID])
  /// Had the victim committed, this read would have been another; its transaction might have gone
  /// another way, and might have closed a cycle or not.
  case notDecided(Disturbance)

  /// The verdict without its reason.
  public var verdict: Verdict {
    switch self {
    case .needed: .needed
    case .notNeeded: .notNeeded
    case .notDecided: .notDecided
    }
  }
}

/// A read after an abort that would have been another, had the victim committed.
public struct Disturbance: Hashable, Sendable {
  /// The reader.
  public let transaction: TransactionID
  /// The step of the command that read.
  public let step: StepNumber
  /// The key whose older version it saw.
  public let key: Key
  /// Whether the reader began after the abort.
  public let beganLater: Bool
  /// Whether it would have seen the victim's version; false where it saw a version of somebody who
  /// might have gone another way.
  public let isCertain: Bool
}

extension Judgement {
  /// Whether a transaction had to be aborted.
  ///
  /// The victim is taken to have committed where it was aborted, with what the history says that it
  /// did by then: who emits the history records also what was refused, for a judge who knows no
  /// commands cannot tell. It is judged among all transactions that have committed, also those that
  /// began later, as long as their reads would have been the same. While transactions are open
  /// the other verdicts may change; `needed` is final.
  ///
  /// Nil if the transaction was not aborted by its mode, or was the victim of a deadlock or of a
  /// timeout. Costs as much as a judgement of the whole history.
  public func need(of victim: TransactionID) -> Need? { counterfactual(of: victim)?.need }

  /// The history in which the victim of an abort commits, of which more than the need can be asked.
  ///
  /// Nil where `need(of:)` is. Costs as much as a judgement of the whole history.
  public func counterfactual(of victim: TransactionID) -> Counterfactual? {
    guard let place = record.place(of: victim), let abort = record.aborts[place],
      abort.kind.canBeNeedless
    else { return nil }
    return Counterfactual(of: place, in: record)
  }
}

extension Abort.Kind {
  /// Whether it is a question if the abort was needed: it was to keep a history serializable.
  var canBeNeedless: Bool {
    switch self {
    case .concurrentUpdate, .firstCommitter, .overwrittenRead, .dangerousStructure, .cycle: true
    case .deadlock, .timeout, .serverError: false
    }
  }
}
