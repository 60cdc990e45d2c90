import Exploring
package import Language
import Layout
import LineEditing
package import Presenting
import Runs
package import Stores
import Telling
package import Vocabulary

/// Shows a lecture on the terminal, key by key.
package struct LectureScreen {
  package private(set) var lecture: Lecture
  private let look: LookOptions
  private var keys = PlayKeys()
  /// What only the speaker sees; nil if nobody wants it.
  package var notes: SpeakerNotes?

  /// How a lecture is left.
  package enum Ending {
    case left
    case interrupted
  }

  package init(
    _ scenario: Scenario, _ mode: IsolationMode?, _ conflicts: ConflictPolicy?,
    _ look: LookOptions, on store: (any Store)? = nil, showsStatements: Bool = false,
    sequel: String?
  ) {
    var display = look.display
    display.showsStatements = showsStatements
    display.isPlain = look.plain
    lecture = Lecture(
      scenario, mode: mode, conflicts: conflicts, room: ViewSize(columns: 80, rows: 24),
      display: display, on: store)
    lecture.sequel = sequel
    self.look = look
  }

  /// Runs until the user leaves; then prints the place, and how many predictions were right.
  package mutating func run() throws -> Ending {
    guard let screen = KeyScreen(draws: !look.plain) else {
      Output.error.line("isolab: play needs a terminal")
      throw ExitStatus.internal
    }
    let ending = look.plain ? speak(on: screen) : perform(on: screen)
    screen.close()
    Output.standard.prose(lecture.farewell)
    if lecture.stop == .end, let sequel = lecture.sequel { Output.standard.prose(sequel) }
    return ending
  }

  // MARK: On a screen of its own

  private mutating func perform(on screen: KeyScreen) -> Ending {
    var before = lecture
    while true {
      let size = screen.size
      lecture.resize(columns: size.columns, rows: size.rows)
      showNotes()
      let pressed = type(from: before, on: screen)
      before = lecture
      screen.draw(painted(lecture.screen))
      switch keys.press(pressed ?? next(from: screen), lecture: &lecture) {
      case .goesOn: continue
      case .left: return .left
      case .interrupted: return .interrupted
      }
    }
  }

  /// The next key; the speaker's clock goes on until then.
  private mutating func next(from screen: KeyScreen) -> LineEditing.Key {
    while true {
      if let key = screen.next(within: notes?.patience ?? -1) { return key }
      showNotes()
    }
  }

  /// Shows the speaker what belongs to the present stop.
  private mutating func showNotes() {
    guard let problem = notes?.show(lecture.card) else { return }
    lecture.notice = problem
  }

  /// Types the command of the last press letter by letter, until a key is pressed; that key, if it
  /// has still something to do.
  ///
  /// Where the same press has run the command, Space has its answer shown at once and does no more:
  /// an answer that nobody has seen is not passed by.
  private func type(from before: Lecture, on screen: KeyScreen) -> LineEditing.Key? {
    let pace = TypingPace()
    let all = pace.isSlow ? lecture.typing(from: before) : []
    guard !all.isEmpty else { return nil }
    let shown = stride(from: 0, to: all.count, by: pace.stride(of: all.count))
    let pause = pace.pause(of: all.count)
    var last: [TerminalText] = []
    for rows in shown.lazy.map({ painted(all[$0]) }) {
      if last.isEmpty { screen.draw(rows) } else { screen.draw(rows, over: last) }
      last = rows
      guard let key = screen.next(within: pause) else { continue }
      if case .ran = lecture.stop, PlayKeys.goesForward(key) { return nil }
      return key
    }
    return nil
  }

  private func painted(_ rows: [ViewRow]) -> [TerminalText] {
    let isColoured = look.presentation.isColoured
    return rows.map { isColoured ? TerminalText($0.line) : TerminalText($0.text) }
  }

  // MARK: In sentences below each other

  private mutating func speak(on screen: KeyScreen) -> Ending {
    var last: [String] = []
    write(lecture.opening, on: screen)
    while true {
      lecture.resize(columns: screen.size.columns, rows: 1_000)
      showNotes()
      let field = lecture.field
      let told = lecture.sentences
      if told != last { write(told, on: screen) }
      if let notice = lecture.notice, lecture.field?.text.isEmpty ?? true {
        write([notice], on: screen)
      }
      last = told
      let verdict = keys.press(next(from: screen), lecture: &lecture)
      screen.write(PlayKeys.echo(of: field, lecture.field))
      switch verdict {
      case .goesOn: continue
      case .left: return .left
      case .interrupted: return .interrupted
      }
    }
  }

  /// The lines, broken between words where they are wider than the terminal.
  private func write(_ lines: [String], on screen: KeyScreen) {
    let room = ViewSize(columns: screen.size.columns, rows: 1)
    screen.write(TerminalText(lines.flatMap { room.rows(of: $0) }.map { "\($0)\n" }.joined()))
  }
}
