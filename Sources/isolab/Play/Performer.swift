import Lab
import Layout
import LineEditing
import Rendering
import Scripting
import Vocabulary

/// Shows a demonstration on the terminal, key by key.
struct Performer {
  private(set) var demonstration: Demonstration
  private let look: LookOptions
  private var keys = PlayKeys()

  /// How a demonstration is left.
  enum Ending {
    case left
    case interrupted
  }

  init(
    _ scenario: Scenario, _ mode: IsolationMode?, _ conflicts: ConflictPolicy?,
    _ look: LookOptions
  ) {
    var display = look.display
    display.isPlain = look.plain
    demonstration = Demonstration(
      scenario, mode: mode, conflicts: conflicts, room: StageRoom(columns: 80, rows: 24),
      display: display)
    self.look = look
  }

  /// Until it is left; then says where, and how many predictions were right.
  mutating func run() throws -> Ending {
    guard let screen = KeyScreen(draws: !look.plain) else {
      Output.error.line("isolab: play needs a terminal")
      throw ExitStatus.internal
    }
    let ending = look.plain ? speak(on: screen) : perform(on: screen)
    screen.close()
    Output.standard.line(demonstration.farewell)
    return ending
  }

  // MARK: On a screen of its own

  private mutating func perform(on screen: KeyScreen) -> Ending {
    var before = demonstration.index
    while true {
      let size = screen.size
      demonstration.resize(columns: size.columns, rows: size.rows)
      let typed = demonstration.index == before + 1 ? type(on: screen) : nil
      before = demonstration.index
      screen.draw(painted(demonstration.screen))
      switch keys.press(typed ?? screen.next(), demonstration: &demonstration) {
      case .goesOn: continue
      case .left: return .left
      case .interrupted: return .interrupted
      }
    }
  }

  /// Types the next command letter by letter, until a key is pressed; that key.
  private func type(on screen: KeyScreen) -> LineEditing.Key? {
    let pace = TypingPace()
    let all = demonstration.typing
    guard pace.isSlow, !all.isEmpty else { return nil }
    let shown = stride(from: 0, to: all.count, by: pace.stride(of: all.count))
    let pause = pace.pause(of: all.count)
    var last: [String] = []
    for rows in shown.lazy.map({ painted(all[$0]) }) {
      if last.isEmpty { screen.draw(rows) } else { screen.draw(rows, over: last) }
      last = rows
      if let key = screen.next(within: pause) { return key }
    }
    return nil
  }

  private func painted(_ rows: [StageRow]) -> [String] {
    let isColoured = look.presentation.isColoured
    return rows.map { isColoured ? $0.painted : $0.text }
  }

  // MARK: In sentences below each other

  private mutating func speak(on screen: KeyScreen) -> Ending {
    var last: [String] = []
    write(demonstration.opening, on: screen)
    while true {
      demonstration.resize(columns: screen.size.columns, rows: 1_000)
      let field = demonstration.field
      let told = demonstration.sentences
      if told != last { write(told, on: screen) }
      if let notice = demonstration.notice { write([notice], on: screen) }
      last = told
      let verdict = keys.press(screen.next(), demonstration: &demonstration)
      screen.write(PlayKeys.echo(of: field, demonstration.field))
      switch verdict {
      case .goesOn: continue
      case .left: return .left
      case .interrupted: return .interrupted
      }
    }
  }

  /// The lines, broken between words where they are wider than the terminal.
  private func write(_ lines: [String], on screen: KeyScreen) {
    let room = StageRoom(columns: screen.size.columns, rows: 1)
    screen.write(terminalText(lines.flatMap { room.rows(of: $0) }.map { "\($0)\n" }.joined()))
  }
}
