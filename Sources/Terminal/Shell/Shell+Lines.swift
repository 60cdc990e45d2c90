import Language
import Layout
import LineEditing
import Runs
import Sessions
import Telling
import Vocabulary

/// From a line to its answer.
extension Shell {
  /// Runs a line and shows its answer, after the lines about timeouts until then.
  mutating func enter(_ line: String) -> AfterLine {
    present(realTime.tell(&workspace, &saved))
    if line.hasPrefix("  "), !line.allSatisfy(\.isWhitespace) {
      if !hasToldOfAnswers || looksLikeACommand(line) {
        say("indented lines are answers from a transcript, so they are not run")
      }
      hasToldOfAnswers = true
      return .goesOn
    }
    switch workspace.lab.read(line) {
    case nil: return .goesOn
    case .failure(let error)?:
      show(workspace.lab.refuse(error, text: line))
      return .goesOn
    case .success(let statement)?: return enter(statement, line)
    }
  }

  /// Whether an indented line can hardly be an answer; `count 2` and `sum 3` can.
  private func looksLikeACommand(_ line: String) -> Bool {
    guard let word = line.split(separator: " ").first, !["count", "sum"].contains(word),
      Words.named(String(word)) != nil
    else { return false }
    if case .success? = workspace.lab.read(line) { return true }
    return false
  }

  private mutating func enter(_ statement: Statement, _ line: String) -> AfterLine {
    workspace.display.columns = look.display.columns
    workspace.display.limit = nextFile == nil ? look.display.limit : nil
    if case .directive(.shell(.on)) = statement.body {} else { askedPlace = nil }
    if case .directive(.shell(let word)) = statement.body {
      let entry = carryOut(word, statement, line)
      if case .once(let file) = word {
        present(entry.lines)
        nextFile = file
      } else {
        showAnswer(entry, to: statement)
      }
      if Interrupts.pending { editor?.discardTypedAhead() }
      return .goesOn
    }
    let start = ContinuousClock.now
    let entry = workspace.enter(statement)
    let time = ContinuousClock.now - start
    if case .unknownSession(let name, let known)? = entry.problem,
      let other = answerToUnknown(name, known: known)
    {
      return resolve(other, name, statement, line)
    }
    // On the disk before it is answered; a refused line has changed nothing.
    if entry.problem == nil || entry.effect != .none, !entry.isQuit { saved.keep(line) }
    showAnswer(entry, to: statement)
    if tellsTime { say(Self.told(time)) }
    if Interrupts.pending { editor?.discardTypedAhead() }
    return entry.isQuit ? .leaves : .goesOn
  }

  /// Does what the user wants instead of a session that does not exist.
  private mutating func resolve(
    _ answer: SessionAnswer, _ unknown: SessionName, _ statement: Statement, _ line: String
  ) -> AfterLine {
    switch answer {
    case .add(let name):
      _ = enter(".sessions \(name)")
      return enter(line)
    case .instead(let name):
      return enter(statement.line(with: name, insteadOf: unknown))
    case .anotherLine(let other):
      say("No session was created and its command was dropped. Running your new line instead.")
      remember(other)
      return enter(other)
    }
  }

  /// Shows an answer; that of a lesson or a file in pages.
  private mutating func showAnswer(_ entry: Entry, to statement: Statement) {
    switch statement.body {
    case .directive(.workspace(.lesson)), .directive(.shell(.open)): showInPages(entry)
    default: show(entry)
    }
  }

  /// Shows an entry on the screen, or in the file that `.once` has named.
  mutating func show(_ entry: Entry) {
    guard let file = nextFile, !entry.lines.isEmpty else { return present(entry.lines) }
    nextFile = nil
    var presentation = Presentation()
    presentation.isPlain = look.plain
    let text = presentation.lines(entry.lines).map { $0.text + "\n" }.joined()
    present([write(text, to: file, what: counted(entry.lines.count, "line"))])
  }

  private static func told(_ time: Duration) -> String {
    let microseconds = time / .microseconds(1)
    return
      "took \(Int(microseconds) / 1000).\(String(Int(microseconds) % 1000 + 1000).dropFirst()) ms"
  }
}

extension Statement {
  /// The line with another session's name.
  fileprivate func line(with name: SessionName, insteadOf other: SessionName) -> String {
    func corrected(_ session: SessionName) -> SessionName { session == other ? name : session }
    let prompt = promptSession.map { "1 \(corrected($0))> " } ?? ""
    let prefix = session.map { "\(corrected($0)): " } ?? ""
    switch body {
    case .directive(.cancel(let session?)): return "\(prompt)\(prefix).cancel \(corrected(session))"
    case .directive(.retry(let session?)): return "\(prompt)\(prefix).retry \(corrected(session))"
    default: return prompt + prefix + text
    }
  }
}
