import Rendering
import Scripting
import Sessions
import Vocabulary

/// The text of a stop.
extension Demonstration {
  /// All of it, in rows of the room's width.
  var text: [StageRow] {
    if let fork { return commandRows(fork.last.command) + answerRows(fork.last.entry) }
    switch stop {
    case .narration(let paragraphs, let notes):
      return switchRows + paragraphs.flatMap { paragraphRows($0) } + noteRows(notes)
    case .question(let question, let notes, _):
      return paragraphRows(question, .bold) + noteRows(notes) + switchRows
    case .typed(let entry): return commandRows(typed(entry)) + switchRows
    case .ran(let entry): return ranRows(entry)
    case .end:
      let told = score.map {
        "\($0.right) of \($0.all) predictions \($0.all == 1 ? "was" : "were") right."
      }
      return switchRows
        + ([told].compactMap(\.self) + ["b goes back, m shows it in another mode, q leaves."])
        .flatMap { paragraphRows($0) }
    }
  }

  /// The command that is run next, behind its prompt.
  func typed(_ entry: Int) -> String {
    switch script.entries[entry].statement {
    case .success(let statement): return rehearsal.laboratory.transcriptLine(of: statement)
    case .failure: return rehearsal.laboratory.prompt + printableLine(script.entries[entry].text)
    }
  }

  // MARK: Rows

  private func paragraphRows(_ paragraph: String, _ style: Style = .none) -> [StageRow] {
    let isItem = paragraph.hasPrefix("- ") || paragraph.hasPrefix("* ")
    return room.rows(of: paragraph, inset: isItem ? "  " : "").map { StageRow($0, style) }
  }

  private func noteRows(_ notes: [String]) -> [StageRow] {
    guard showsNotes, !notes.isEmpty else { return [] }
    return [StageRow("")] + notes.flatMap { paragraphRows("Note: \($0)", .good) }
  }

  private func commandRows(_ command: String) -> [StageRow] {
    room.rows(of: command, inset: "    ").map { StageRow($0, .bold) }
  }

  /// The answer without its reasons, which `w` tells; where there is nothing but notes, those.
  private func answerRows(_ entry: Entry) -> [StageRow] {
    let answers = entry.lines.filter { !$0.answer.isEmpty }
    if let problem = entry.lines.first, problem.answer.hasPrefix("error ") {
      return room.rows(of: "  \(problem.text)", inset: "    ").map {
        .answer(problem.answer, shown: $0)
      }
    }
    if answers.isEmpty {
      return entry.lines.flatMap { line in
        room.rows(of: "  \(line.prose ?? "")", inset: "    ").map { StageRow($0) }
      }
    }
    return answers.flatMap { answerRows($0.answer, behind: "  ") }
  }

  private func answerRows(_ answer: String, behind label: String) -> [StageRow] {
    let inset = String(repeating: " ", count: min(label.count + 2, room.columns / 2))
    return room.rows(of: label + answer, inset: inset).map { .answer(answer, shown: $0) }
  }

  private func ranRows(_ entry: Int) -> [StageRow] {
    let rehearsal = rehearsal
    let played = rehearsal.played[entry]
    var rows = commandRows(played.transcriptLine)
    if let before = modeBefore, answers(of: entry, in: before) != answers(of: entry, in: mode) {
      let width = max(before.name.count, mode.name.count) + 2
      for shown in [before, mode] {
        for (index, answer) in answers(of: entry, in: shown).enumerated() {
          let name = index == 0 ? shown.name : ""
          let label = "  " + name + String(repeating: " ", count: width - name.count)
          rows += answerRows(answer, behind: label)
        }
      }
    } else {
      rows += answerRows(played.answer) + switchRows
    }
    return rows + guessRows
  }

  /// What became of what the class has said.
  private var guessRows: [StageRow] {
    let decided = decidedHere.map { guess in
      let text = printable(guess.text)
      return guess.isRight == true
        ? StageRow("Right: \(text)", .good) : StageRow("Wrong: you said \(text)", .bad)
    }
    let open = openGuess.map { [StageRow("You said \(printable($0.text)). Not yet decided.")] }
    return decided + (open ?? [])
  }

  /// After a switch of the mode: where the two begin to differ.
  private var switchRows: [StageRow] {
    guard let before = modeBefore else { return [] }
    let first = (0..<commandsRun).first { answers(of: $0, in: before) != answers(of: $0, in: mode) }
    guard let first else {
      return paragraphRows("As in \(before.name): every answer so far is the same.")
    }
    let told = rehearsal.played[first].transcriptLine
    let (old, new) = (answers(of: first, in: before), answers(of: first, in: mode))
    return paragraphRows("Differs from \(before.name) first at \(told)")
      + answerRows(old.joined(separator: "; "), behind: "  \(before.shortName): ")
      + answerRows(new.joined(separator: "; "), behind: "  \(mode.shortName): ")
  }

  // MARK: Why

  /// The reasons behind the last command: the prose of its answer, and what `.why` says.
  var why: [String] {
    let lab = laboratory
    let last: (command: String, lines: [AnswerLine])
    if let fork {
      last = (fork.last.command, fork.last.entry.lines)
    } else if commandsRun > 0 {
      let played = rehearsal.played[commandsRun - 1]
      last = (played.transcriptLine, played.answer.lines)
    } else {
      return ["Nothing has been run yet."]
    }
    let isRemarkable = last.lines.contains { line in
      ["ABORTED", "WAITS", "ANOMALY", "RULE", "RESUMED", "EXPIRED"]
        .contains { line.answer.hasPrefix($0) }
    }
    let step = lab.runner.nextStep - 1
    let isRefused = last.lines.first?.answer.hasPrefix("error ") == true
    let explained = step > 0 && !isRefused ? lab.explanation(of: isRemarkable ? nil : step) : []
    return [last.command] + last.lines.map { "  \($0.text)" }
      + (explained.isEmpty ? [] : [""] + explained)
  }
}
