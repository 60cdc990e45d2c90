import Lab
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

  init(_ scenario: Scenario, _ mode: IsolationMode?, _ look: LookOptions) {
    var display = look.display
    display.isPlain = look.plain
    demonstration = Demonstration(
      scenario, mode: mode, room: StageRoom(columns: 80, rows: 24), display: display)
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

  /// On a screen of its own.
  private mutating func perform(on screen: KeyScreen) -> Ending {
    while true {
      let size = screen.size
      demonstration.resize(columns: size.columns, rows: size.rows)
      let isColoured = look.presentation.isColoured
      screen.draw(demonstration.screen.map { isColoured ? $0.painted : $0.text })
      switch keys.press(screen.next(), demonstration: &demonstration) {
      case .goesOn: continue
      case .left: return .left
      case .interrupted: return .interrupted
      }
    }
  }

  /// In sentences below each other.
  private mutating func speak(on screen: KeyScreen) -> Ending {
    var last: [String] = []
    while true {
      demonstration.resize(columns: 1_000, rows: 1_000)
      let field = demonstration.field
      let told = demonstration.sentences
      if told != last || demonstration.notice != nil {
        screen.write((told == last ? [] : told).map { "\($0)\n" }.joined())
        if let notice = demonstration.notice { screen.write("\(notice)\n") }
        last = told
      }
      let verdict = keys.press(screen.next(), demonstration: &demonstration)
      screen.write(PlayKeys.echo(of: field, demonstration.field))
      switch verdict {
      case .goesOn: continue
      case .left: return .left
      case .interrupted: return .interrupted
      }
    }
  }
}
