import Scripting
import Telling

/// Answers as lessons record them: with the verdicts that stand at the end of the run.
///
/// A `.reset` ends a run, too, and so does a `.rerun`: from there on it is another lab's.
struct Recording {
  /// The answers of each command, without prose.
  private(set) var answers: [[String]] = []
  /// Those of the present run, and what the lesson has recorded for them.
  private var present: [(found: [AnswerLine], known: [String])] = []

  /// Before a statement is carried out: whether it ends the run.
  mutating func prepare(for statement: Statement, _ laboratory: Laboratory) {
    switch statement.body {
    case .directive(.reset), .directive(.bench(.rerun)): settle(laboratory)
    default: break
    }
  }

  /// Takes the lines that a command was answered with.
  mutating func add(_ lines: [AnswerLine], known: [String] = []) {
    present.append((lines.filter { !$0.answer.isEmpty }, known))
  }

  /// The run has ended.
  mutating func settle(_ laboratory: Laboratory) {
    answers += present.map { entry in
      entry.found.map { $0.recorded(by: laboratory.verdicts, as: entry.known) }
    }
    present = []
  }
}
