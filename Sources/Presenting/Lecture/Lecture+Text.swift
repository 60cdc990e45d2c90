import Language
import Layout
import Runs
import Sessions
import Telling
import Vocabulary

/// The text of a stop.
extension Lecture {
  /// All of it, in rows of the room's width.
  var text: [ViewRow] {
    if let fork { return commandRows(fork.last.transcriptLine) + answerRows(fork.last.answer) }
    switch stop {
    case .narration(let prose, _):
      let rows = prose.said(in: mode).rows(columns: room.columns, isPlain: display.isPlain)
      return switchRows + rows.flatMap { paragraphRows($0) } + noteRows
    case .question(let question, _, _):
      let reply = field == nil || display.isPlain ? nil : notice
      return paragraphRows(question, .bold) + (reply.map { paragraphRows($0) } ?? []) + noteRows
        + switchRows
    case .typed(let entry):
      let rows = commandRows(typed(entry)) + switchRows
      return preparationRows(above: rows) + rows
    case .ran(let entry):
      let rows = ranRows(entry)
      return preparationRows(above: rows) + rows
    case .end:
      return switchRows
        + ([scoreWords].compactMap(\.self) + ["b goes back, m shows it in another mode, q leaves."])
        .flatMap { paragraphRows($0) }
    }
  }

  /// The command that is run next, behind its prompt.
  func typed(_ entry: Int) -> String { run.lines[entry].transcriptLine }

  /// What is said where the speaker's notes are shown.
  var noteWords: String { notes.isEmpty ? "notes on, none here" : "notes on" }

  /// The speaker's notes of the stop.
  private var notes: [String] {
    fork == nil ? stop.notes : []
  }

  // MARK: Rows

  /// The inset of the rows below the first one of a command.
  static let continuation = "    "

  private func paragraphRows(_ paragraph: String, _ style: Style = .none) -> [ViewRow] {
    room.rows(of: paragraph).map { ViewRow($0, style) }
  }

  private var noteRows: [ViewRow] {
    guard showsNotes, !notes.isEmpty else { return [] }
    return [ViewRow("")] + notes.flatMap { paragraphRows("Note: \($0)") }
  }

  func commandRows(_ command: String) -> [ViewRow] {
    let rows = room.rows(of: command, inset: Self.continuation).map { ViewRow($0, .bold) }
    return rows.prefix(1).map(withColour) + rows.dropFirst()
  }

  /// The first row of a command, the session of its prompt in its colour.
  private func withColour(_ row: ViewRow) -> ViewRow {
    let names = lab.runner.sessions.map(\.name.text)
    let words = row.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count > 1, let sign = words[1].firstIndex(where: { "*~!>".contains($0) }),
      let place = names.firstIndex(of: String(words[1][..<sign]))
    else { return row }
    var line = StyledText(words[0] + " ", .bold)
    line.put(names[place], SessionColour.of(place).style)
    line.put(String(row.text.dropFirst(line.text.count)), .bold)
    return ViewRow(line)
  }

  /// What the last press ran before the command that is shown: as many of the last ones as have
  /// room above that.
  func preparationRows(above rows: [ViewRow]) -> [ViewRow] {
    let told = preparation(of: index).map { entry in
      let played = run.lines[entry]
      return ViewRow(([played.transcriptLine] + played.answers).joined(separator: "  "))
    }
    return told.suffix(max(0, room.textRows(.part) - rows.count))
  }

  private func answerRows(_ entry: Entry) -> [ViewRow] {
    entry.linesWithoutReasons.flatMap { line in
      if line.prose == nil { return answerRows(line.answer, behind: "  ") }
      if let looks = line.looks {
        var row = StyledText("  ")
        row.put(looks)
        return indentedRows(row)
      }
      let text = line.answer.isEmpty ? line.prose ?? "" : line.text
      return room.rows(of: "  \(text)", inset: "    ").map { .answer(line.answer, shown: $0) }
    }
  }

  private func answerRows(_ answer: String, behind label: String) -> [ViewRow] {
    let inset = blanks(min(label.count + 2, room.columns / 2))
    return room.rows(of: label + answer, inset: inset).map { .answer(answer, shown: $0) }
  }

  private func ranRows(_ entry: Int) -> [ViewRow] {
    let played = run.lines[entry]
    var rows = commandRows(played.transcriptLine)
    if let before = modeBefore, answers(of: entry, in: before) != answers(of: entry, in: mode) {
      let width = max(before.name.count, mode.name.count) + 2
      for shown in [before, mode] {
        for (index, answer) in answers(of: entry, in: shown).enumerated() {
          let name = index == 0 ? shown.name : ""
          rows += answerRows(answer, behind: "  " + name.padded(to: width))
        }
      }
    } else {
      rows += answerRows(played.answer) + switchRows
    }
    return rows + guessRows
  }

  /// What became of what the class has said.
  private var guessRows: [ViewRow] {
    let decided = decidedHere.map { guess in
      let text = printable(guess.text)
      return guess.isRight == true
        ? ViewRow("Right: \(text)", .good) : ViewRow("Wrong: you said \(text)", .bad)
    }
    let open = openGuess.map { [ViewRow("You said \(printable($0.text)). Not yet decided.")] }
    return decided + (open ?? [])
  }

  /// After a switch of the mode: where the two begin to differ.
  private var switchRows: [ViewRow] {
    guard let before = modeBefore else { return [] }
    guard let first = firstDifference(from: before) else {
      return paragraphRows("As in \(before.name): every answer so far is the same.")
    }
    let told = run.lines[first].transcriptLine
    let (old, new) = (answers(of: first, in: before), answers(of: first, in: mode))
    return paragraphRows("Differs from \(before.name) first at \(told)")
      + answerRows(old.joined(separator: "; "), behind: "  \(before.shortName): ")
      + answerRows(new.joined(separator: "; "), behind: "  \(mode.shortName): ")
  }

  // MARK: Why

  /// The reasons behind the last command: the prose of its answer, and what `.why` says.
  var why: [ViewRow] {
    let lab = lab
    let last: (command: String, lines: [AnswerLine])
    if let fork {
      last = (fork.last.transcriptLine, fork.last.answer.lines)
    } else if commandsRun > 0 {
      let played = run.lines[commandsRun - 1]
      last = (played.transcriptLine, played.answer.lines)
    } else {
      return paragraphRows("Nothing has been run yet.")
    }
    let isRemarkable = last.lines.contains { line in
      ["ABORTED", "WAITS", "ANOMALY", "RULE", "RESUMED", "EXPIRED"]
        .contains { line.answer.hasPrefix($0) }
    }
    let step = lab.runner.nextStep - 1
    let isRefused = last.lines.first?.answer.hasPrefix("error ") == true
    let explained = step > 0 && !isRefused ? lab.explanation(of: isRemarkable ? nil : step) : []
    if display.isPlain {
      return (told(last.command, last.lines) + told(nil, explained.map { AnswerLine(note: $0) }))
        .flatMap { paragraphRows($0) }
    }
    let answers = last.lines.flatMap { line in
      room.rows(of: "  \(line.text)", inset: "    ").map { ViewRow.answer(line.answer, shown: $0) }
    }
    return commandRows(last.command) + answers
      + (explained.isEmpty ? [] : [""] + explained).flatMap { indentedRows($0) }
  }
}

extension Entry {
  /// The answer without its reasons, which `w` tells.
  ///
  /// What is refused says why, and where there is nothing but reasons, they are the answer.
  var linesWithoutReasons: [AnswerLine] {
    if let problem = lines.first, problem.answer.hasPrefix("error ") { return [problem] }
    let answers = lines.filter { !$0.answer.isEmpty }
    return answers.isEmpty ? lines : answers.map { AnswerLine($0.answer) }
  }
}
