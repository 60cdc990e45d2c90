import Language
import Sessions
import Testing
import Vocabulary

/// A few transactions whose every interleaving is run, in isolab's own language.
struct SmallProgram: CustomTestStringConvertible, Sendable {
  let name: String
  /// What it is there for, in one line.
  let why: String
  /// As behind `.seed`.
  let seed: String
  /// The commands of each session, between semicolons.
  ///
  /// Where the first is not BEGIN one is put before it, and where the last neither commits nor
  /// rolls back a COMMIT behind it.
  let sessions: [String]
  /// Whether all BEGINs come first, so that they are no steps to be interleaved.
  let beginsFirst: Bool

  init(
    _ name: String, _ why: String, seed: String = "x=0 y=0", beginsFirst: Bool = false,
    _ sessions: String...
  ) {
    (self.name, self.why, self.seed, self.sessions) = (name, why, seed, sessions)
    self.beginsFirst = beginsFirst
  }

  /// The program whose commands an interleaving such as `1 GET x; 2 PUT x 1` puts in one order.
  init(interleaving: String, seed: String, beginsFirst: Bool = false) {
    var commands: [Substring: [String]] = [:]
    for line in interleaving.split(separator: ";").map({ $0.drop { $0 == " " } }) {
      commands[line.prefix(1), default: []].append(String(line.dropFirst(2)))
    }
    sessions = commands.sorted { $0.key < $1.key }.map { $0.value.joined(separator: "; ") }
    (name, why, self.seed) = (interleaving, "", seed)
    self.beginsFirst = beginsFirst
  }

  var testDescription: String { name }

  /// A command of a session, and its text.
  struct Line: Sendable {
    let command: Command
    let text: String
  }

  /// What each session does, from BEGIN to the end.
  func lines() throws -> [[Line]] {
    try sessions.map { session in
      var texts = session.split(separator: ";").map { String($0.drop { $0 == " " }) }
      if texts.first?.lowercased().hasPrefix("begin") != true { texts.insert("BEGIN", at: 0) }
      if !["commit", "rollback"].contains(texts.last?.lowercased()) { texts.append("COMMIT") }
      return try texts.map { text in
        let statement = try Statement.parse(line: text, sessions: [])
        guard case .command(let command)? = statement?.body else {
          throw Unusable(text: text)
        }
        return Line(command: command, text: text)
      }
    }
  }

  /// The laboratory before the first step.
  func runner(in column: MatrixColumn) throws -> SessionRunner {
    let names = sessions.indices.map { SessionName("s\($0 + 1)") }
    var runner = SessionRunner(mode: column.mode, sessions: names, manner: .interactive)
    runner.conflicts = column.policy
    guard !seed.isEmpty else { return runner }
    guard
      case .directive(.seed(let bindings))? = try Statement.parse(
        line: ".seed \(seed)", sessions: [])?.body
    else { throw Unusable(text: seed) }
    _ = try runner.seed(bindings)
    return runner
  }

  /// What is no command, or no seed.
  struct Unusable: Error {
    let text: String
  }
}
