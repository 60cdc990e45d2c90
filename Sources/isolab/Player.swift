import Language
import Layout
import LineEditing
import Presenting
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// Plays scenarios and prints what happens, as a transcript or for programs.
struct Player {
  let file: String
  let settings: ReplaySettings
  /// Which prose is printed too, as comments; nil if none is.
  var narration: Narration?
  /// The entries to show; those before them are played unseen.
  var part: PartOption?

  /// Prose alone, or with the speaker's notes at their places.
  enum Narration { case prose, withNotes }

  init(file: String, _ settings: ReplaySettings) {
    self.file = file
    self.settings = settings
  }

  /// Plays a whole scenario.
  func play(_ scenario: Scenario) throws {
    try settings.place.withStore { try play(scenario, on: $0) }
  }

  private func play(_ scenario: Scenario, on store: (any Store)?) throws {
    let asked = try settings.mode(on: store?.identity)
    let scenario = scenario.understood(with: store?.identity.levelNames ?? [])
    if !settings.keepGoing { try Files.refuseSyntaxErrors(in: scenario) }
    let shown = try part?.entries(of: scenario) ?? scenario.entries.indices
    var replay = Replay(
      scenario.lines, of: scenario.file,
      in: asked ?? store?.identity.standardMode(of: scenario) ?? scenario.namedMode,
      conflicts: settings.conflicts, display: settings.display, on: store, for: reader)
    while replay.position < shown.lowerBound, let played = replay.next() {
      if !settings.keepGoing, let status = complain(played.failure) { throw status }
    }
    if settings.json {
      Output.standard.line(replay.lab.header.text)
    } else if let title = scenario.title {
      Output.standard.line("# \(printable(title))\(part?.told ?? "")")
    }
    if !settings.json, let place = replay.lab.placeTold { Output.standard.line("# on \(place)") }
    var failure: ExitStatus?
    var passages = narration != nil && !settings.json ? scenario.passages[...] : []
    while replay.position < shown.upperBound, !Cancellation.pending, let played = replay.next() {
      tell(&passages, in: replay.mode, before: played.line.number)
      show(played)
      if played.answer.isQuit { break }
      failure = complain(played.failure) ?? failure
      if failure != nil, !settings.keepGoing { break }
    }
    if failure == nil, !Cancellation.pending { tell(&passages, in: replay.mode, before: .max) }
    try close(replay, failure)
  }

  /// Prints the prose before a line of the file.
  private func tell(
    _ passages: inout ArraySlice<Scenario.Passage>, in mode: IsolationMode, before line: Int
  ) {
    while let passage = passages.first, passage.line < line {
      passages.removeFirst()
      let columns = Files.outputIsTerminal ? settings.look.columns : 80
      Output.standard.lines(
        passage.comments(
          in: mode, columns: columns, withNotes: narration == .withNotes))
    }
  }

  /// Plays standard input line by line, answering each at once.
  ///
  /// Indented lines are answers of a transcript and are skipped, but an error that one records is
  /// not a failure.
  func stream() throws {
    try settings.place.withStore { try stream(on: $0) }
  }

  private func stream(on store: (any Store)?) throws {
    var replay = Replay(
      of: file, in: try settings.mode(on: store?.identity), conflicts: settings.conflicts,
      display: settings.display, on: store, for: reader, keptSteps: Workspace.stepsOfSession)
    Output.standard.line(replay.lab.header.text)
    var input = InputLines(endsWhenCancelled: store != nil)
    var number = 0
    var (last, failure): (ExitStatus?, ExitStatus?) = (nil, nil)
    while last ?? failure == nil || settings.keepGoing, let bytes = input.next() {
      number += 1
      let played: PlayedLine
      do throws(FileError) {
        let text = try Scenario.Source(bytes: bytes + [0x0A], file: file).lines.first ?? ""
        if let answer = RecordedAnswer(line: text), answer.recordsError,
          answer.concerns(replay.mode)
        {
          last = nil
        }
        guard !text.hasPrefix("  "), !text.hasPrefix("\t"),
          let line = replay.read(text)
        else { continue }
        played = replay.play(Line(line, text: text, number: number))
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

  private var reader: Entry.Reader { settings.json ? .program : .anybody }

  private func show(_ played: PlayedLine) {
    if settings.json {
      Output.standard.lines(played.answer.objects.map(\.text))
    } else {
      let answer = settings.look.presentation.lines(played.answer.lines)
      Output.standard.lines([StyledText(played.transcriptLine)] + answer)
    }
  }

  /// Reports an error that ends the run, and returns its exit status.
  private func complain(_ failure: Failure?) -> ExitStatus? {
    failure.map { settings.keepGoing && $0.kind != .store ? .failed : $0.told() }
  }

  private func close(_ replay: Replay, _ failure: ExitStatus?) throws {
    if settings.json {
      replay.lab.narrator.closing { Output.standard.text($0) }
      Output.standard.line("")
    }
    if let failure { throw failure }
  }
}

extension Failure {
  /// Reports it, and returns its exit status.
  func told() -> ExitStatus {
    guard kind != .store || !Cancellation.pending else { return .toldInterrupted() }
    Output.error.line(text)
    return kind == .refused ? .failed : .usage
  }
}

extension Refusal {
  /// Reports it and the mode in which it happened, and returns its exit status.
  func told() -> ExitStatus {
    let status = failure.told()
    if status != .interrupted { Output.error.line("mode: \(mode.name)") }
    return status
  }
}
