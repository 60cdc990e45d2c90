import Lab
import Layout
import Rendering
import Scripting
import Vocabulary

/// Plays scenarios and prints what happens, as a transcript or for programs.
struct Player {
  let file: String
  let options: ReplayOptions
  /// Whether the prose is told too, as comments.
  var narrates = false
  /// What is shown; what comes before it is played unseen.
  var part: PartOption?

  init(file: String, _ options: ReplayOptions) {
    self.file = file
    self.options = options
  }

  /// Plays a whole scenario.
  func play(_ scenario: Scenario) throws {
    if !options.keepGoing { try Files.refuseSyntaxErrors(in: scenario) }
    let shown = try part?.entries(of: scenario) ?? scenario.entries.indices
    var replay = Replay(
      file: scenario.file, mode: options.mode ?? scenario.standardMode,
      conflicts: options.conflicts.policy, display: options.look.display)
    for entry in scenario.entries[..<shown.lowerBound] {
      let played = replay.play(entry)
      if !options.keepGoing, let status = complain(played.failure) { throw status }
    }
    if options.json {
      Output.standard.line(replay.laboratory.header.text)
    } else if let title = scenario.title {
      Output.standard.line("# \(printable(title))\(part?.told ?? "")")
    }
    var failure: ExitStatus?
    var passages = narrates && !options.json ? scenario.passages[...] : []
    for entry in scenario.entries[shown] {
      tell(&passages, before: entry.line)
      let played = replay.play(entry)
      show(played)
      if played.answer.isQuit { break }
      failure = complain(played.failure) ?? failure
      if failure != nil, !options.keepGoing { break }
    }
    if failure == nil { tell(&passages, before: .max) }
    try close(replay, failure)
  }

  /// Tells the prose that stands before a line of the file.
  private func tell(_ passages: inout ArraySlice<Scenario.Passage>, before line: Int) {
    while let passage = passages.first, passage.line < line {
      passages.removeFirst()
      let columns = Files.outputIsTerminal ? options.look.columns : 80
      Output.standard.lines(passage.comments(columns: columns))
    }
  }

  /// Plays standard input line by line, answering each at once.
  ///
  /// Indented lines, which are answers in a transcript, are passed over; but an error that one
  /// records is no failure.
  func stream() throws {
    let mode = options.mode ?? .snapshot
    var replay = Replay(
      file: file, mode: mode, conflicts: options.conflicts.policy, display: options.look.display)
    Output.standard.line(replay.laboratory.header.text)
    var input = InputLines()
    var number = 0
    var (last, failure): (ExitStatus?, ExitStatus?) = (nil, nil)
    while last ?? failure == nil || options.keepGoing, let bytes = input.next() {
      number += 1
      let played: Played
      do throws(FileError) {
        let text = try Scenario.Source(bytes: bytes + [0x0A], file: file).lines.first ?? ""
        if let answer = RecordedAnswer(line: text), answer.recordsError, answer.concerns(mode) {
          last = nil
        }
        guard !text.hasPrefix("  "), !text.hasPrefix("\t"),
          let line = replay.laboratory.read(text)
        else { continue }
        played = replay.play(line, text: text, line: number)
      } catch {
        played = replay.refuse(error.moved(to: number))
      }
      show(played)
      if played.answer.isQuit { break }
      failure = last ?? failure
      last = complain(played.failure)
    }
    if let code = input.failure {
      Output.error.line(Files.Problem("read", file, code).text)
      last = .usage
    }
    try close(replay, last ?? failure)
  }

  private func show(_ played: Played) {
    if options.json {
      Output.standard.lines(played.answer.objects.map(\.text))
    } else {
      let answer = options.look.presentation.lines(played.answer.lines)
      Output.standard.lines([played.transcriptLine] + answer)
    }
  }

  /// Tells an error that ends the run; the status that it leads to.
  private func complain(_ failure: Failure?) -> ExitStatus? {
    guard let failure else { return nil }
    if !options.keepGoing { Output.error.line(failure.text) }
    return failure.isSyntax && !options.keepGoing ? .usage : .failed
  }

  private func close(_ replay: Replay, _ failure: ExitStatus?) throws {
    if options.json { Output.standard.line(replay.laboratory.closing.text) }
    if let failure { throw failure }
  }
}

extension Files {
  /// The built-in lesson, whatever files there are.
  static func builtIn(_ name: String) throws -> Scenario {
    guard let text = Lesson.text(named: name) else { throw ExitStatus.internal }
    return try Scenario.read(bytes: text, file: name)
  }

  /// Reads a scenario; what is wrong with it is told, and the status is 2.
  static func scenario(_ path: String) throws -> Scenario {
    do {
      return try Scenario.read(bytes: lesson(path), file: path)
    } catch let problem as Problem {
      Output.error.line(problem.text)
    } catch let error as FileError {
      Output.error.line(error.diagnostic)
    }
    throw ExitStatus.usage
  }

  /// A file that is not in the language is refused before anything of it happens.
  static func refuseSyntaxErrors(in scenario: Scenario) throws {
    let errors = syntaxErrors(in: scenario)
    guard !errors.isEmpty else { return }
    Output.error.lines(errors)
    throw ExitStatus.usage
  }

  /// What is not in the language, and not recorded as an error either.
  static func syntaxErrors(in scenario: Scenario) -> [String] {
    scenario.entries.compactMap { entry in
      guard case .failure(let error) = entry.statement, !entry.recordsError else { return nil }
      return error.diagnostic(file: scenario.file, line: entry.line, sourceLine: entry.text)
    }
  }
}
