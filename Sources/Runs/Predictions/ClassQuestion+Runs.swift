import Language
import Sessions
package import Vocabulary

/// Questions about the lines of a run.
extension ClassQuestion {
  /// A question about these lines, the next one first.
  ///
  /// - Parameters:
  ///   - text: The question.
  ///   - lines: The places of the lines in the runs.
  ///   - runs: The same lines, each time in another mode.
  ///   - sessions: All of the lesson.
  package init(
    _ text: String, about lines: Range<Int>, of runs: [Run], sessions: [SessionName]
  ) {
    let first = runs[0]
    let answers = lines.map { place in
      runs.flatMap { $0.answers(of: place) }
        + first.lines[place].line.answers.map { $0.answer }
    }
    self.init(
      text, next: first.lines[lines.lowerBound].asker, of: sessions, answers: answers,
      stored: first.storedValues, reads: first.lines[lines.lowerBound].line.isRead)
  }
}

extension Run {
  /// The answers of a line without prose; none if the run ended before it.
  package func answers(of place: Int) -> [String] {
    place < lines.count ? lines[place].answers : []
  }

  /// All values that were ever stored in it, whether or not they were committed.
  fileprivate var storedValues: [Value] {
    (1..<partCount + 1).compactMap { end(ofPart: $0) }.flatMap { lab in
      lab.runner.initial.values
        + lab.runner.history.compactMap { event in
          if case .write(_, _, _, _, let value) = event { value } else { nil }
        }
    }
  }
}

extension PlayedLine {
  /// The session of a command; nil for a word of the lab.
  package var asker: SessionName? {
    if case .command? = line.statement?.body { session } else { nil }
  }
}

extension Line {
  /// Whether its answer is worth a question: not that of a word that only prepares.
  package var canBePredicted: Bool {
    if case .directive(.vacuum)? = statement?.body { true } else { isStep }
  }

  /// Whether it is a command that does nothing but find something.
  fileprivate var isRead: Bool {
    guard case .command(let command)? = statement?.body else { return false }
    return !command.touched.reads.isEmpty && command.touched.writes.isEmpty
  }
}
