import Lab
import Rendering
import Scripting
import Vocabulary

/// Plays scenarios and prints what happens, as a transcript or for programs.
struct Player {
  let file: String
  let options: ReplayOptions

  init(file: String, _ options: ReplayOptions) {
    self.file = file
    self.options = options
  }

  /// Plays a whole scenario.
  func play(_ scenario: Scenario) throws {
    if !options.keepGoing { try refuseSyntaxErrors(in: scenario) }
    let modes = scenario.modes
    let standard = modes.contains(.snapshot) ? IsolationMode.snapshot : modes[0]
    var replay = Replay(file: scenario.file, mode: options.mode ?? standard)
    if options.json {
      Output.standard.line(replay.laboratory.header.text)
    } else if let title = scenario.title {
      Output.standard.line("# \(printable(title))")
    }
    for entry in scenario.entries {
      if try show(replay.play(entry)) { break }
    }
    if options.json { Output.standard.line(replay.laboratory.closing.text) }
  }

  /// Plays standard input line by line, answering each at once.
  func stream() throws {
    var replay = Replay(file: file, mode: options.mode ?? .snapshot)
    Output.standard.line(replay.laboratory.header.text)
    var input = InputLines()
    var number = 0
    while let bytes = input.next() {
      number += 1
      let source: Scenario.Source
      do {
        source = try Scenario.Source(bytes: bytes + [0x0A], file: file)
      } catch {
        try complain(Failure(isSyntax: true, text: error.moved(to: number).diagnostic))
        continue
      }
      let text = source.lines.first ?? ""
      guard let line = replay.laboratory.read(text) else { continue }
      if try show(replay.play(line, text: text, line: number)) { break }
    }
    Output.standard.line(replay.laboratory.closing.text)
  }

  /// Prints an answer; true if the run is over.
  private func show(_ played: Played) throws -> Bool {
    if options.json {
      Output.standard.lines(
        [played.answer.json, played.answer.header].compactMap { $0?.text })
    } else {
      Output.standard.lines(played.transcript)
    }
    if let failure = played.failure { try complain(failure) }
    return played.answer.isQuit
  }

  private func complain(_ failure: Failure) throws {
    if options.keepGoing { return }
    Output.error.line(failure.text)
    throw failure.isSyntax ? ExitStatus.usage : ExitStatus.failed
  }

  /// A file that is not in the language is refused before anything of it happens.
  private func refuseSyntaxErrors(in scenario: Scenario) throws {
    let errors = scenario.entries.compactMap { entry -> String? in
      guard case .failure(let error) = entry.statement, !entry.recordsError else { return nil }
      return error.diagnostic(file: scenario.file, line: entry.line, sourceLine: entry.text)
    }
    guard !errors.isEmpty else { return }
    Output.error.lines(errors)
    throw ExitStatus.usage
  }
}

extension Files {
  /// Reads a scenario; what is wrong with it is told, and the status is 2.
  static func scenario(_ path: String) throws -> Scenario {
    do {
      return try Scenario.read(bytes: read(path), file: path)
    } catch let problem as Problem {
      Output.error.line(problem.text)
    } catch let error as FileError {
      Output.error.line(error.diagnostic)
    }
    throw ExitStatus.usage
  }
}
