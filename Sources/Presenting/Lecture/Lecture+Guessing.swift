import Language
import Layout
import Runs
import Sessions
import Telling
import Vocabulary

/// Questions to the class.
extension Lecture {
  /// Takes what the class says, and goes on to the answer of the command that was asked about.
  ///
  /// Empty, or `p`: nobody says anything, and the answer is shown all the same. If the text cannot
  /// be compared, the question is asked again, with a sentence on what can be.
  package mutating func answer(_ text: String) {
    guard case .question(let question, _, let about) = stop else { return }
    let said = text.split(separator: " ").joined(separator: " ")
    leaveAsides()
    var guess: Guess?
    if !said.isEmpty, said.lowercased() != "p", let about {
      let question = classQuestion(question, about)
      guard let claim = question.claim(said) else {
        let shown = printable(String(said.prefix(20)))
        notice = "\u{22}\(shown)\u{22} cannot be compared. \(question.hint) (Esc: keys)"
        field = .answer("")
        return
      }
      guess = Guess(said, claim)
    }
    guesses[index] = guess
    let target = about.flatMap { plan.stops.firstIndex(of: .ran($0.lowerBound)) }
    if let target, plan.stops[(index + 1)...target].allSatisfy({ $0.command != nil }) {
      advance { $0.index == target }
    } else {
      advance { $0.isStand($0.index) }
    }
  }

  /// A question, with what its lesson tells about answers to it in any mode.
  private func classQuestion(_ text: String, _ about: Range<Int>) -> ClassQuestion {
    ClassQuestion(text, about: about, of: [run], sessions: plan.sessions)
  }

  /// How many guesses were right, of how many that are decided; nil where there are none.
  package var score: (right: Int, all: Int)? {
    let decided = guesses.values.filter { $0.isRight != nil }
    guard !decided.isEmpty else { return nil }
    return (decided.count { $0.isRight == true }, decided.count)
  }

  /// The score as a sentence; nil where nothing is decided.
  var scoreWords: String? {
    score.map { score in
      let verb = score.right == 1 || score.all == 1 ? "was" : "were"
      let noun = score.all == 1 ? "prediction" : "predictions"
      return "\(score.right) of \(score.all) \(noun) \(verb) right."
    }
  }

  /// The guesses that the command just run has decided.
  var decidedHere: [Guess] {
    guard case .ran(let entry) = stop else { return [] }
    let here = Guess.Decision(entry: entry, mode: mode)
    return guesses.sorted { $0.key < $1.key }.map { $0.value }.filter { $0.decision == here }
  }

  /// The guess that still waits for its answer.
  var openGuess: Guess? {
    guard case .ran(let entry) = stop else { return nil }
    return guesses.sorted { $0.key < $1.key }.first { question, guess in
      guard guess.isRight == nil, case .question(_, _, let about?) = plan.stops[question] else {
        return false
      }
      return about.contains(entry)
    }?.value
  }

  /// Compares what was said with the answer of the command just run.
  mutating func judgeGuesses() {
    guard case .ran(let entry) = stop else { return }
    let played = run.lines[entry]
    let outcomes = Outcomes(played, on: lab)
    for (question, guess) in guesses where guess.isRight == nil {
      guard question < index, case .question(let text, _, let about?) = plan.stops[question],
        about.contains(entry),
        let isRight = guess.claim.verdict(
          on: outcomes, asked: Asked(text, next: played.asker, of: plan.sessions),
          isFirst: entry == about.lowerBound, isLast: entry == about.upperBound - 1)
      else { continue }
      guesses[question]?.isRight = isRight
      guesses[question]?.decision = Guess.Decision(entry: entry, mode: mode)
    }
  }

  /// The answer of a command that has been run, without prose.
  func answers(of entry: Int, in mode: IsolationMode) -> [String] {
    run(in: mode).answers(of: entry)
  }

  /// The first command so far that this mode answers in another way than that one; nil for none.
  func firstDifference(from other: IsolationMode) -> Int? {
    (0..<commandsRun).first { answers(of: $0, in: other) != answers(of: $0, in: mode) }
  }
}
