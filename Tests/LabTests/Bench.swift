import Engine
import Language
import Layout
import Runs
import Sessions
import Stores
import Telling
import Vocabulary

/// Something that plays a program line by line and writes down what it says.
protocol Player {
  init(_ program: RandomProgram)
  mutating func play(_ line: String)
  /// Every byte that was said.
  var transcript: [String] { get }
}

/// A program at the level of replies, where a test can look inside.
struct Bench: Player {
  private(set) var runner: SessionRunner
  private(set) var transcript: [String] = []
  /// What became of the last line; nil for words of the lab and what is not in the language.
  private(set) var reply: Reply?
  /// Those that began READ ONLY DEFERRABLE.
  private(set) var deferrable: Set<TransactionID> = []

  init(_ program: RandomProgram) { self.init(program, on: nil) }

  init(_ program: RandomProgram, on store: (any Store)?) {
    runner = SessionRunner(mode: program.mode, manner: program.manner, on: store)
  }

  mutating func play(_ line: String) {
    reply = runner.play(line)
    if let reply { hear(reply) }
  }

  /// The command of a reply; nil where there is none, as after `.cancel`.
  func command(of reply: Reply) -> Command? {
    if case .command(let command) = runner.statement(reply.text)?.body { command } else { nil }
  }

  func record(of reply: Reply) -> TransactionRecord? {
    reply.transaction.map { runner.records[$0.number - 1] }
  }

  private mutating func hear(_ reply: Reply) {
    if case .begin(_, _, deferrable: true) = command(of: reply), let id = reply.transaction {
      deferrable.insert(id)
    }
    let lines = Narrator(runner).lines(of: reply, current: reply.session)
    transcript += ["\(reply.session)> \(reply.text)"] + lines.map { "  \($0.text)" }
    transcript.append(Narrator(runner).json(of: reply).text)
  }

  /// All that can be seen of the state.
  var state: String {
    let database = runner.database
    let keys = database.keys(in: .all).map { key in
      "\(key): \(database.versions(of: key)) \(database.claims(on: key))"
    }
    let open = database.openTransactions.map { "\($0) \(database.holds(of: $0.id))" }
    let sessions = runner.sessions.map { "\($0.name) \($0.state)" }
    let books = ["\(runner.nextStep) \(runner.history.count) \(runner.records)"]
    return (keys + open + sessions + books).joined(separator: "\n")
  }
}

extension SessionRunner {
  /// Plays a line, alice's if it names nobody.
  ///
  /// - Returns: What became of it; nil for words of the lab and what is not in the language.
  mutating func play(_ line: String) -> Reply? {
    guard let statement = statement(line) else { return nil }
    switch statement.body {
    case .command(let command):
      return run(command, text: statement.text, in: statement.session ?? "alice")
    case .directive(.cancel(let session?)): return cancel(session, text: statement.text)
    case .directive(let directive): carryOut(directive)
    case .switchSession: break
    }
    return nil
  }

  fileprivate func statement(_ line: String) -> Statement? {
    try? Statement.parse(line: line, sessions: sessions.map(\.name))
  }

  private mutating func carryOut(_ directive: Directive) {
    switch directive {
    case .sessions(let names): declare(names)
    case .seed(let bindings): _ = try? seed(bindings)
    case .rule(let name, let formula): _ = watch(name, formula)
    case .conflicts(let policy): conflicts = policy
    case .mode(let mode?): self.mode = mode
    case .autocommit(let isOn): autocommit = isOn
    default: return
    }
  }
}

/// A program as users see it played.
struct Recital: Player {
  private var lab: Lab
  private var said: [String] = []

  var transcript: [String] { said + [lab.closing.text] }

  init(_ program: RandomProgram) {
    lab = Lab(mode: program.mode, manner: program.manner)
  }

  mutating func play(_ line: String) {
    let answer: Entry
    switch lab.read(line) {
    case nil: return
    case .success(let statement)?:
      said.append(lab.transcriptLine(of: statement))
      answer = lab.enter(statement)
    case .failure(let error)?: answer = lab.refuse(error, text: line)
    }
    said += answer.lines.map { "  \($0.text)" }
    said += [answer.json, answer.header].compactMap { $0?.text }
  }
}

extension Player {
  /// The whole program played.
  init(playing program: RandomProgram) {
    self.init(program)
    for line in program.lines { play(line) }
  }
}
