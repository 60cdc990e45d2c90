import Language
import Sessions
import Vocabulary

/// One change of the lab, which `.undo` takes back as a whole.
struct Change: Sendable {
  /// What was done.
  enum Kind: Sendable {
    case enter(Statement)
    /// A scenario from its start on a fresh lab.
    case play(Scenario, name: String, in: IsolationMode)
    /// The same commands again on a fresh lab in the branch's mode.
    case rerun(Program)
  }

  let kind: Kind
  /// The current session when it was done.
  let current: SessionName
  /// The time that had passed since the last change without ending anything.
  ///
  /// Only a shell lets time pass by itself, and only while a timeout is set.
  var elapsed = TimeSpan.zero
}

/// One course of events, starting from a fresh lab.
package struct Branch: Sendable {
  /// Where it comes from.
  enum Origin: Sendable {
    case start
    /// Something else was done after an undo.
    case fork(of: Int)
    case rerun(of: Int)
  }

  let origin: Origin
  /// The mode of its fresh lab.
  let mode: IsolationMode
  var changes: Changes = []
  /// How many of the changes have been made and not undone.
  var position = 0
  /// The current session after the last change.
  var current: SessionName
  /// The rerun from which an undo has returned, and the place to which it returned, for redo.
  var next: (branch: Int, at: Int)?
}
