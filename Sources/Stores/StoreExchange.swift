package import Vocabulary

/// Something that a store was asked, and its answer.
package struct StoreExchange: Sendable {
  package enum Asked: Sendable {
    case begin(StoreTransaction)
    case request(StoreRequest, by: TransactionID)
    /// A waiting request came to its end, perhaps just before it was withdrawn.
    case resumed(TransactionID)
    /// A waiting request was withdrawn: `done`, or `aborted`.
    case cancel(TransactionID)
    /// All who wait have to go on waiting.
    case rest

  }

  /// The command that asked; of a request that waited, the step at which it began to wait.
  package let step: StepNumber
  package let asked: Asked
  package let answer: StoreAnswer

  package init(step: StepNumber, _ asked: Asked, _ answer: StoreAnswer) {
    (self.step, self.asked, self.answer) = (step, asked, answer)
  }

  package var isRest: Bool { if case .rest = asked { true } else { false } }
}
