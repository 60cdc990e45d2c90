import Rendering
import Scripting
import Sessions
import Vocabulary

/// The same commands in another mode, on a branch of their own.
extension Workbench {
  mutating func rerun(
    _ mode: IsolationMode, _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    let origin = here
    let before = program
    let after = before.moved(to: mode)
    guard before.lines.contains(where: \.isCommand) else { throw .nothingToRerun }
    var old = fresh(in: branches[here].mode)
    old.display = Display()
    let oldSteps = try old.run(before)
    var new = fresh(in: mode)
    let newSteps = try new.run(after)
    new.current = laboratory.current
    let from = laboratory.runner.mode
    laboratory = new
    branches.append(
      Branch(
        origin: .rerun(of: origin), mode: mode,
        moves: [Move(deed: .rerun(after), current: laboratory.current)], position: 1,
        current: laboratory.current))
    here = branches.count - 1
    let steps = oldSteps.count == 1 ? "step" : "\(oldSteps.count) steps"
    var lines = [
      "the same \(steps) in \(mode.name), from state 0, as branch \(branches.count)"
    ]
    lines += Comparison(old: oldSteps, new: newSteps).lines(of: laboratory, comparedWith: from)
    return .notes(lines, of: statement, header: laboratory.header)
  }
}

/// A command of a program and what it was answered.
struct Rerun {
  let step: StepNumber
  let session: SessionName
  let text: String
  /// Its answers without prose.
  let answers: [String]
}

extension Laboratory {
  /// Runs a program on this lab; its commands and their answers.
  mutating func run(_ program: Program) throws(CommandProblem) -> [Rerun] {
    let manner = runner.manner
    defer { runner.manner = manner }
    var result: [Rerun] = []
    for line in program.lines {
      try checkCancelled()
      let step = runner.nextStep
      runner.manner = line.manner
      let entry = enter(line.statement)
      guard line.isCommand else { continue }
      result.append(
        Rerun(
          step: step, session: line.session, text: line.statement.text,
          answers: entry.lines.map(\.answer).filter { !$0.isEmpty }))
    }
    return result
  }
}

extension Program.Line {
  /// Whether it is a step, rather than a word that prepares or asks.
  var isCommand: Bool {
    switch statement.body {
    case .command, .directive(.cancel): true
    default: false
    }
  }
}

/// The same commands as they were answered in two runs.
private struct Comparison {
  let old: [Rerun]
  let new: [Rerun]

  private var differing: [Int] {
    zip(old, new).enumerated().filter { $1.0.answers != $1.1.answers }.map(\.offset)
  }

  /// Told of the new run: how it begins, every step that differs, why, and what it comes to.
  func lines(of laboratory: Laboratory, comparedWith mode: IsolationMode) -> [String] {
    let differing = differing
    var lines = table(of: [0] + differing.filter { $0 > 0 }, laboratory.narrator)
    guard let first = differing.first else {
      return lines + [
        "no difference from \(mode.name): every answer is the same." + rules(laboratory)
      ]
    }
    let step = new[first].step
    if laboratory.occurrences[step] != nil { lines += laboratory.explanation(of: step) }
    let (was, now) = change(at: first)
    return lines + [
      "differs from \(mode.name) at step \(step): \(was) -> \(now)." + rules(laboratory)
    ]
  }

  /// The steps, those between them left out.
  private func table(of indices: [Int], _ narrator: Narrator) -> [String] {
    let most = 12
    let shown = indices.prefix(most)
    let names = new.map { displayWidth(of: $0.session.text) }.max() ?? 0
    let commands = shown.map { narrator.typed(new[$0].text) }
    let width = max(15, commands.map { displayWidth(of: $0) }.filter { $0 <= 40 }.max() ?? 0)
    let digits = shown.map { String(new[$0].step).count }.max() ?? 0
    var lines: [String] = []
    var next = 0
    for (index, command) in zip(shown, commands) {
      if index > next { lines.append("...") }
      next = index + 1
      let run = new[index]
      let step = String(run.step)
      let label =
        String(repeating: " ", count: digits - step.count) + "\(step) "
        + filled("\(run.session):", to: names + 1)
      lines.append("\(label) \(filled(command, to: width))  \(run.answers.first ?? "")")
      let indentation = String(repeating: " ", count: displayWidth(of: label) + width + 3)
      lines += run.answers.dropFirst().map { indentation + $0 }
    }
    if indices.count > most || next < new.count { lines.append("...") }
    return lines
  }

  /// What the first difference is: of long answers only how they begin.
  private func change(at index: Int) -> (was: String, now: String) {
    let (left, right) = (old[index].answers, new[index].answers)
    let place = zip(left, right).prefix { $0 == $1 }.count
    let was = place < left.count ? left[place] : "nothing"
    let now = place < right.count ? right[place] : "nothing"
    let (first, second) = (was.prefix { $0 != " " }, now.prefix { $0 != " " })
    return first == second ? (was, now) : (String(first), String(second))
  }

  private func rules(_ laboratory: Laboratory) -> String {
    laboratory.runner.rules.map { " Rule \($0.name) \($0.holds ? "holds" : "is broken")." }.joined()
  }

  private func filled(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - displayWidth(of: text)))
  }
}
