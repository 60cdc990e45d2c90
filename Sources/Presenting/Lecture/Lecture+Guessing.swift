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
    let answers = about.map { entry in
      self.answers(of: entry, in: mode) + run.lines[entry].line.answers.map { $0.answer }
    }
    return ClassQuestion(
      text, next: session(of: about.lowerBound), of: plan.sessions, answers: answers,
      stored: (1..<run.partCount + 1).compactMap { run.end(ofPart: $0) }.flatMap {
        $0.storedValues
      },
      reads: run.lines[about.lowerBound].line.isRead)
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
    let answers = self.answers(of: entry, in: mode)
    for (question, guess) in guesses where guess.isRight == nil {
      guard question < index, case .question(let text, _, let about?) = plan.stops[question],
        guess.claim.isAboutNext ? entry == about.lowerBound : about.contains(entry)
      else { continue }
      let isLast = entry == about.upperBound - 1
      let session = session(of: entry)
      let outcomes = Outcomes(answers, of: session ?? lab.current, waiting: whoWaits)
      let isRight = guess.claim.fits(
        outcomes, asked: Asked(text, next: session, of: plan.sessions))
      let isFound = answers.contains { !$0.hasPrefix("RESUMED ") && Claim.isFound($0) }
      guard isRight || isLast || isFound || guess.claim.isAboutNext else { continue }
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
    lab.runner.sessions.filter { $0.waitingCommand != nil }.map { $0.name }
  }

  /// The session of the command; nil for a word of the lab.
  private func session(of entry: Int) -> SessionName? {
    let played = run.lines[entry]
    if case .command? = played.line.statement?.body { return played.session }
    return nil
  }
}

extension Lab {
  /// All values that were ever stored in it, whether or not they were committed.
  fileprivate var storedValues: [Value] {
    let written = runner.history.compactMap { event in
      if case .write(_, _, _, _, let value) = event { value } else { nil }
    }
    return runner.initial.values + written
  }
}

extension Line {
  /// Whether it is a command that does nothing but find something.
  fileprivate var isRead: Bool {
    guard case .command(let command)? = statement?.body else { return false }
    return !command.touched.reads.isEmpty && command.touched.writes.isEmpty
  }
}
