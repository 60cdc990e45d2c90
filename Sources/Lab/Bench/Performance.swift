import Scripting
import Sessions
import Telling
import Vocabulary

/// A command of a program and what it was answered.
struct Rerun {
  let step: StepNumber
  /// Counted up by each `.reset` within the program, as a lesson has it between its parts.
  let part: Int
  /// Nil of a word that is about all of them.
  let session: SessionName?
  let text: String
  /// Whether it is a BEGIN that names no mode, or may be a transaction of its own.
  let takesModeOfLab: Bool
  /// Whether it is a BEGIN that names its mode.
  let namesMode: Bool
  /// Its answers, none of which is prose alone.
  let lines: [AnswerLine]
  /// The rules after it.
  let rules: [Rule]

  /// Its answers without prose.
  var answers: [String] { lines.map(\.answer) }

  /// Whether there is something to explain.
  var isRemarkable: Bool {
    answers.contains { $0.contains("ABORTED ") || $0.hasPrefix("ANOMALY ") }
  }
}

extension Sequence<Rerun> {
  /// Whether there are BEGINs, all of which name a mode, and no command may be a transaction alone.
  var nameTheirModes: Bool {
    contains(where: \.namesMode) && !contains(where: \.takesModeOfLab)
  }
}

/// What became of a program in one mode.
struct Performance {
  private(set) var steps: [Rerun] = []
  /// The lab at the end of each part.
  private(set) var ends: [Laboratory] = []

  /// Before a statement is carried out: a `.reset` ends a part.
  mutating func prepare(for statement: Statement, _ laboratory: Laboratory) {
    if case .directive(.reset) = statement.body { close(laboratory) }
  }

  /// Takes what a command was answered, which was given at that step.
  mutating func add(
    _ command: Statement, of session: SessionName?, at step: StepNumber, _ lines: [AnswerLine],
    _ laboratory: Laboratory
  ) {
    steps.append(
      Rerun(
        step: step, part: ends.count + 1, session: session, text: command.text,
        takesModeOfLab: command.takesModeOfLab || laboratory.runner.autocommit,
        namesMode: command.namesMode, lines: lines.filter { !$0.answer.isEmpty },
        rules: laboratory.runner.rules))
  }

  /// The part, or all of it, has ended.
  mutating func close(_ laboratory: Laboratory) { ends.append(laboratory) }
}

extension Laboratory {
  /// Runs a program on this lab, or so many of its commands.
  mutating func run(
    _ program: Program, first most: Int = .max
  ) throws(CommandProblem) -> Performance {
    let (manner, home) = (runner.manner, initialMode)
    initialMode = program.mode
    defer { (runner.manner, initialMode) = (manner, home) }
    var performance = Performance()
    for line in program.lines where performance.steps.count < most {
      try checkCancelled()
      let step = runner.nextStep
      runner.manner = line.manner
      performance.prepare(for: line.statement, self)
      let entry = enter(line.statement)
      guard line.isCommand else { continue }
      let session = line.statement.isOfNoSession ? nil : line.session
      performance.add(line.statement, of: session, at: step, entry.lines, self)
    }
    performance.close(self)
    return performance
  }
}

extension Program.Line {
  /// Whether it is a step, rather than a word that prepares or asks.
  var isCommand: Bool { statement.isStep }
}

extension Statement {
  /// Whether it is a step, rather than a word that prepares or asks.
  ///
  /// `.retry` counts as the RETRY that `asTyped` makes of it.
  var isStep: Bool {
    switch body {
    case .command, .directive(.cancel), .directive(.advance): true
    default: false
    }
  }

  /// Whether it is about no session, though it may be a step for some.
  var isOfNoSession: Bool { if case .directive(.advance) = body { true } else { false } }

  /// Whether it is a BEGIN that names its mode.
  fileprivate var namesMode: Bool {
    if case .command(.begin(.some, _, _)) = body { true } else { false }
  }

  /// Whether it is a BEGIN that names no mode.
  fileprivate var takesModeOfLab: Bool {
    if case .command(.begin(nil, _, _)) = body { true } else { false }
  }
}
