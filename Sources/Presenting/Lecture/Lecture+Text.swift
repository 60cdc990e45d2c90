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
    if let fork {
      return commandRows(fork.last.transcriptLine)
        + answerRows(linesWithoutReasons(of: fork.last.answer))
    }
    switch stop {
    case .narration(let prose, _):
      return switchRows + proseRows(prose.said(in: mode)) + noteRows
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
        + [scoreWords, "b goes back, m changes the mode, q leaves.", sequel]
        .compactMap { $0 }.flatMap { paragraphRows($0) }
    }
  }

  /// A stretch of the text.
  enum Passage {
    case text([ViewRow])
    case table(Table)
  }

  /// The text of prose, cut before and after its tables.
  var passages: [Passage] {
    guard case .narration(let prose, _) = stop else { return [.text(text)] }
    var passages: [Passage] = []
    var rest = prose.said(in: mode)[...]
    while !rest.isEmpty {
      let before = rest.prefix { $0.table == nil }
      let rows = (passages.isEmpty ? switchRows : []) + proseRows(before)
      passages += rows.isEmpty ? [] : [.text(rows)]
      rest = rest.dropFirst(before.count)
      if let table = rest.popFirst()?.table { passages.append(.table(table)) }
    }
    return passages + (noteRows.isEmpty ? [] : [.text(Array(noteRows.dropFirst()))])
  }

  private func proseRows(_ blocks: some Sequence<ProseBlock>) -> [ViewRow] {
    blocks.rows(columns: room.columns, isPlain: display.isPlain).flatMap { paragraphRows($0) }
  }

  /// The command that is run next, behind its prompt.
  func typed(_ entry: Int) -> String { run.lines[entry].transcriptLine }

  /// What is said where the speaker's notes are shown.
  var noteWords: String { notes.isEmpty ? "notes on, but none here" : "notes on" }

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
    let names = lab.runner.sessions.map { $0.name.text }
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

  private func answerRows(_ lines: [AnswerLine]) -> [ViewRow] {
    lines.flatMap { line in
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
    let command = commandRows(played.transcriptLine)
    if let before = modeBefore, answers(of: entry, in: before) != answers(of: entry, in: mode) {
      return command + comparedRows(entry, before) + guessRows
    }
    let end = switchRows + guessRows
    let whole = command + answerRows(played.answer.lines) + end
    if played.isDecision, whole.count <= room.textRows(.part) { return whole }
    return command + answerRows(linesWithoutReasons(of: played.answer)) + end
  }

  /// The answers of two modes to a command.
  private func comparedRows(_ entry: Int, _ before: IsolationMode) -> [ViewRow] {
    let width = max(before.name.count, mode.name.count) + 2
    return [before, mode].flatMap { shown in
      answers(of: entry, in: shown).enumerated().flatMap { index, answer in
        let name = index == 0 ? shown.name : ""
        return answerRows(answer, behind: "  " + name.padded(to: width))
      }
    }
  }

  /// What became of what the class has said.
  var guessRows: [ViewRow] {
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
    lostRows + reasons
  }

  private var reasons: [ViewRow] {
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
    let isRefused = last.lines.contains { $0.answer.hasPrefix("error ") }
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

extension Lecture {
  /// The answer without its reasons, which `w` tells; and the statements, if they are wanted.
  ///
  /// What is refused says why, and where there is nothing but reasons, they are the answer. An
  /// abort whose verdict is not known yet says so.
  func linesWithoutReasons(of entry: Entry) -> [AnswerLine] {
    let statements = Array(entry.lines.prefix(entry.statementCount))
    let lines = entry.lines.dropFirst(entry.statementCount)
    if let problem = lines.first, problem.answer.hasPrefix("error ") {
      return statements + [problem]
    }
    let answers = lines.filter { !$0.answer.isEmpty }
    let verdicts = lab.narrator.verdicts
    guard !answers.isEmpty else { return entry.lines }
    return statements
      + answers.map { line in
        let isOpen = line.isUndecided(by: verdicts)
        return AnswerLine(
          line.answer, prose: isOpen ? "not decided yet whether the abort was needed" : nil)
      }
  }
}

extension PlayedLine {
  /// Whether it is an IF that went through or was skipped: what it found is no reason to look for.
  fileprivate var isDecision: Bool {
    guard case .command(.when)? = line.statement?.body else { return false }
    return answers == ["ok"] || answers == ["skipped"]
  }
}
