import Runs
import Vocabulary

/// What a class has said that a command will answer.
package struct Guess: Hashable, Sendable {
  /// As it was typed.
  package let text: String
  /// The same as it is compared.
  let claim: Claim
  /// Nil until it is decided.
  package internal(set) var isRight: Bool?
  /// The command that has decided it, and in which mode.
  var decision: Decision?

  struct Decision: Hashable, Sendable {
    let entry: Int
    let mode: IsolationMode
  }

  init(_ text: String, _ claim: Claim) { (self.text, self.claim) = (text, claim) }
}
