import Language
import Layout
import Sessions
import Telling
import Vocabulary

/// The same commands in another mode, on a branch of their own.
extension Workspace {
  mutating func rerun(
    _ mode: IsolationMode, _ statement: Statement
  ) throws(CommandProblem) -> Entry {
    let origin = here
    let before = program
    let after = before.moved(to: mode)
    if let problem = lab.runner.place.problem(with: mode) { throw problem }
    guard before.lines.contains(where: { $0.isStep }) else { throw .nothingToRerun }
    let (old, new) = (try run(before), try run(after))
    let comparison = Comparison(old: old, new: new)
    let explanation = comparison.explained.map { new.explanation(of: $0, display) } ?? []
    let (from, current, shown) = (lab.runner.mode, lab.current, display)
    lab.goOn(from: new.end)
    (lab.current, lab.display) = (current, shown)
    elapsed = .zero
    branches.append(
      Branch(
        origin: .rerun(of: origin), mode: mode,
        changes: [Change(kind: .rerun(after), current: lab.current)], position: 1,
        current: lab.current))
    here = branches.count - 1
    let count = old.commands.count { $0.commander != nil }
    let steps = count == 1 ? "step" : "\(count) steps"
    var lines = [
      "the same \(steps) in \(mode.name), from state 0, as branch \(branches.count)"
    ]
    lines += comparison.lines(
      lab.narrator, comparedWith: from, explanation: explanation)
    return .notes(lines, of: statement, header: lab.header)
  }
}

extension Run {
  /// Why a command got its answer; empty if the answer already says everything.
  fileprivate func explanation(of command: PlayedLine, _ display: Display) -> [String] {
    let step = command.step
    // As it was right after the step, before later ones had a say.
    var lab = replay(after: command.line.number).lab
    // But a wait may have ended since then, and nothing can be done about it any longer.
    if lab.hasOnlyWait(at: step) { lab = ends[command.part - 1] }
    lab.display = display
    return lab.hasReason(at: step) ? lab.explanation(of: step) : []
  }
}

extension Lab {
  /// Whether a transaction was aborted or waited at the step, or an anomaly became certain, so that
  /// there is something to explain.
  fileprivate func hasReason(at step: StepNumber) -> Bool {
    occurrences[step, default: []].contains { occurrence in
      switch occurrence {
      case .abort, .wait, .anomaly: true
      case .rules: false
      }
    }
  }

  /// Whether that somebody waited is all there is to say of the step.
  fileprivate func hasOnlyWait(at step: StepNumber) -> Bool {
    occurrences[step, default: []].allSatisfy { occurrence in
      if case .wait = occurrence { true } else { false }
    }
  }
}

extension PlayedLine {
  /// Whether there is something to explain.
  fileprivate var isRemarkable: Bool {
    answers.contains { $0.contains("ABORTED ") || $0.hasPrefix("ANOMALY ") }
  }
}

/// The same commands as they were answered in two runs.
private struct Comparison {
  private let old: [PlayedLine]
  private let new: [PlayedLine]
  /// The lab at the end of each part of the new run.
  private let ends: [Lab]
  /// Whether there are BEGINs, all of which name a mode.
  private let beginsNameModes: Bool

  init(old: Run, new: Run) {
    (self.old, self.new, ends) = (old.commands, new.commands, new.ends)
    let records = ends.flatMap { $0.runner.records }
    beginsNameModes = !records.isEmpty && !records.contains { $0.takesModeOfLab }
  }

  private var differing: [Int] {
    zip(old, new).enumerated().filter { $1.0.answers != $1.1.answers }.map { $0.offset }
  }

  /// The step that is worth an explanation: an abort or an anomaly, if there is one; nil if nothing
  /// differs.
  var explained: PlayedLine? {
    (differing.first { new[$0].isRemarkable } ?? differing.first).map { new[$0] }
  }

  /// The report on the new run: how it begins, every step that differs, why, and how it ends.
  func lines(
    _ narrator: Narrator, comparedWith mode: IsolationMode, explanation: [String]
  ) -> [String] {
    let differing = differing
    var lines = table(of: [0] + differing.filter { $0 > 0 }, narrator)
    guard let first = differing.first else {
      let reason = beginsNameModes ? " Every BEGIN here names its own mode." : ""
      return lines + ["no difference from \(mode.name): every answer is the same.\(reason)"]
    }
    lines += explanation
    let (was, now) = change(at: first, narrator)
    let part = ends.count == 1 ? "" : " of part \(new[first].part)"
    return lines + [
      "differs from \(mode.name) at step \(new[first].step)\(part): \(was) -> \(now)."
        + rules(inPart: new[first].part)
    ]
  }

  /// The steps, without those between them.
  private func table(of indices: [Int], _ narrator: Narrator) -> [String] {
    let most = 12
    let shown = indices.prefix(most)
    let names = new.map { displayWidth(of: $0.commander?.text ?? "") }.max() ?? 0
    let commands = shown.map { narrator.typed(new[$0].text) }
    let width = max(15, commands.map { displayWidth(of: $0) }.filter { $0 <= 40 }.max() ?? 0)
    let digits = shown.map { String(new[$0].step).count }.max() ?? 0
    var lines: [String] = []
    var next = 0
    for (index, command) in zip(shown, commands) {
      if index > next { lines.append("...") }
      if index > 0, new[index].part != new[max(0, next - 1)].part {
        lines.append(".reset, part \(new[index].part)")
      }
      next = index + 1
      let run = new[index]
      let label =
        String(run.step).padded(to: digits, flushRight: true) + " "
        + (run.commander.map { "\($0):" } ?? "").padded(to: names + 1)
      lines.append(
        "\(label) \(command.padded(to: width))  \(narrator.typed(run.answers.first ?? ""))")
      let indentation = blanks(displayWidth(of: label) + width + 3)
      lines += run.answers.dropFirst().map { indentation + narrator.typed($0) }
    }
    if indices.count > most || next < new.count { lines.append("...") }
    return lines
  }

  /// The first difference; long answers are shortened to their beginning.
  private func change(at index: Int, _ narrator: Narrator) -> (was: String, now: String) {
    let (left, right) = (old[index].answers, new[index].answers)
    let place = zip(left, right).prefix { $0 == $1 }.count
    let was = place < left.count ? left[place] : "nothing"
    let now = place < right.count ? right[place] : "nothing"
    let (first, second) = (was.prefix { $0 != " " }, now.prefix { $0 != " " })
    return first == second
      ? (narrator.typed(was), narrator.typed(now)) : (String(first), String(second))
  }

  /// Whether the rules hold at the end of a part.
  private func rules(inPart part: Int) -> String {
    let rules = ends[part - 1].runner.rules
    return rules.map { " Rule \($0.name) \($0.holds ? "holds" : "is broken")." }.joined()
  }
}
