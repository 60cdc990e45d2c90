import Differences
import Language
import Sessions
import Telling
import Vocabulary

/// A lesson on isolab's engine, played once more because a store gave other answers than the
/// recorded ones.
struct EngineBeside {
  /// What the engine answered to each line.
  private let answers: [Int: [String]]
  /// The known reasons for each part, from 1, in which the store differs; empty: unexplained.
  private var reasons: [Int: [KnownDifference]] = [:]
  /// The parts in which only words of errors can differ.
  private var partsOfSameAnswers: Set<Int> = []

  /// Plays the same lines as the run on the store.
  init(_ start: Replay, beside theirs: Run) {
    let own = Run(start, keepGoing: true)
    let numbers = own.lines.map { $0.line.number }
    answers = Dictionary(uniqueKeysWithValues: zip(numbers, own.recordedAnswers))
    for (index, ends) in zip(own.ends, theirs.ends).enumerated() {
      let first = FirstDifference(between: Conduct(ends.0), and: Conduct(ends.1))
      guard let first else {
        partsOfSameAnswers.insert(index + 1)
        continue
      }
      reasons[index + 1] = first.explanation(throughout: true)
    }
  }

  /// Why the store's answers to a line are not the recorded ones; empty: nobody knows.
  func reasons(
    for line: Line, _ recorded: [String], _ found: [String]
  ) -> [KnownDifference] {
    guard answers[line.number] == recorded else { return [] }
    let areErrors = [recorded, found].allSatisfy { $0.first?.hasPrefix("error ") == true }
    if partsOfSameAnswers.contains(line.part) { return areErrors ? [.ownWords] : [] }
    return reasons(forPart: line.part)
  }

  /// Why the store differs in a part; empty: it does not, or nobody knows.
  func reasons(forPart part: Int) -> [KnownDifference] { reasons[part] ?? [] }
}
