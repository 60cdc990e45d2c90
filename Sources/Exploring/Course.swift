package import Sessions

/// What has happened in an order of steps, as far as it was possible.
///
/// A course on a store holds the store's table until it is dropped.
package struct Course: Sendable {
  /// One for each step that was taken.
  package internal(set) var replies: [Reply]
  /// The laboratory after the last of them.
  package internal(set) var end: SessionRunner
  /// Whether no session had to act while it waited, and none waits at the end.
  package internal(set) var isPossible = false
  /// The steps before the first whose session waited; more than there are if there is none.
  var possibleSteps = Int.max
}

extension Course {
  /// The facts of its steps, whatever its end.
  var marks: [Trait] { replies.flatMap { $0.traits } }
}
