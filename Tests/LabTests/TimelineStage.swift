import Drawing
import Engine
import Scripting
import Sessions
import Simulating
import Telling
import Vocabulary

/// A program whose replies are kept.
struct Stage {
  private(set) var runner: SessionRunner
  private(set) var replies: [Reply] = []

  init(_ mode: IsolationMode, _ manner: SessionRunner.Manner = .replay) {
    runner = SessionRunner(mode: mode, manner: manner)
  }

  init(_ mode: IsolationMode, _ manner: SessionRunner.Manner = .replay, playing script: String) {
    self.init(mode, manner)
    for line in script.split(separator: "\n") { play(String(line)) }
  }

  mutating func play(_ line: String) {
    guard
      let statement = try? Statement.parse(line: line, sessions: runner.sessions.map(\.name))
    else { return }
    switch statement.body {
    case .command(let command):
      replies.append(runner.run(command, text: statement.text, in: statement.session ?? "alice"))
    case .directive(.cancel(let session?)):
      replies.append(runner.cancel(session, text: statement.text))
    case .directive(.sessions(let names)): runner.declare(names)
    case .directive(.seed(let bindings)): _ = try? runner.seed(bindings)
    case .directive(.rule(let name, let formula)): _ = runner.watch(name, formula)
    case .directive(.conflicts(let policy)): runner.conflicts = policy
    case .directive(.mode(let mode?)): runner.mode = mode
    case .directive(.autocommit(let isOn)): runner.autocommit = isOn
    case .directive, .switchSession: return
    }
  }

  /// The timeline, by default as a terminal of 80 columns shows it.
  func picture(columns: Int = 76, ascii: Bool = false) -> String {
    Narrator(runner).timeline(replies, columns: columns, ascii: ascii).joined(separator: "\n")
  }
}
