import Language
import Runs
import Sessions
import Telling
import Vocabulary

/// Questions to the class.
extension Lecture {
  /// Takes what the class says, and goes on to the answer of the command that was asked about.
  ///
  /// Empty, or `p`: nobody says anything, and the answer is shown all the same.
  package mutating func answer(_ text: String) {
    guard case .question(_, _, let about) = stop else { return }
    let said = text.split(separator: " ").joined(separator: " ")
    guesses[index] = nil
    let guess = Guess(said)
    if !said.isEmpty, said.lowercased() != "p", about != nil, !guess.isYesOrNo {
      guesses[index] = guess
    }
    guard let next = about?.lowerBound, let target = plan.stops.firstIndex(of: .ran(next)),
      !plan.stops[index...target].dropFirst().contains(where: \.isProse)
    else { return forward() }
    while index < target {
      stand(at: index + 1)
      judgeGuesses()
    }
  }

  /// How many guesses were right, of how many that are decided; nil where there are none.
  package var score: (right: Int, all: Int)? {
    let decided = guesses.values.filter { $0.isRight != nil }
    guard !decided.isEmpty else { return nil }
    return (decided.count { $0.isRight == true }, decided.count)
  }

  /// The guesses that the command just run has decided.
  var decidedHere: [Guess] {
    guard case .ran(let entry) = stop else { return [] }
    let here = Guess.Decision(entry: entry, mode: mode)
    return guesses.sorted { $0.key < $1.key }.map(\.value).filter { $0.decision == here }
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
    let answers = self.answers(of: entry, in: mode)
    for (question, guess) in guesses where guess.isRight == nil {
      guard question < index, case .question(let text, _, let about?) = plan.stops[question],
        guess.isAboutNext ? entry == about.lowerBound : about.contains(entry)
      else { continue }
      let isLast = entry == about.upperBound - 1
      let session = session(of: entry)
      let asked = Asked(text, next: session, of: plan.sessions)
      let isRight = guess.fits(
        answers, of: session ?? lab.current, asked: asked, waiting: whoWaits)
      let isFound = answers.first.map(Guess.isFound) ?? false
      guard isRight || isLast || isFound || guess.isAboutNext else { continue }
      guesses[question]?.isRight = isRight
      guesses[question]?.decision = Guess.Decision(entry: entry, mode: mode)
    }
  }

  /// The answer of a command that has been run, without prose.
  func answers(of entry: Int, in mode: IsolationMode) -> [String] {
    let lines = run(in: mode).lines
    return entry < lines.count ? lines[entry].answers : []
  }

  /// The first command so far that this mode answers in another way than that one; nil for none.
  func firstDifference(from other: IsolationMode) -> Int? {
    (0..<commandsRun).first { answers(of: $0, in: other) != answers(of: $0, in: mode) }
  }

  private var whoWaits: [SessionName] {
    lab.runner.sessions.filter { $0.waitingCommand != nil }.map(\.name)
  }

  /// Whose command it is; nil if it is a word of the lab.
  private func session(of entry: Int) -> SessionName? {
    let played = run.lines[entry]
    if case .command? = played.line.statement?.body { return played.session }
    return nil
  }
}

extension LecturePlan.Stop {
  fileprivate var isProse: Bool {
    switch self {
    case .narration, .question: true
    case .typed, .ran, .end: false
    }
  }
}
