package import Exploring
package import Language
import Sessions
package import Stores
package import Vocabulary

/// One part of a lesson, or what was typed in a shell, as something that can be run in every order.
///
/// Each session's commands, in their order, are its program. Lines that are not steps come first:
/// seed, rules, sessions, and the like; a rule is watched from the start, wherever its line is.
package struct Explorable: Sendable {
  /// The number of the part, from 1; `.reset` begins the next one.
  package let part: Int
  /// Its name in tables.
  package let name: String
  /// What comes before the first step.
  private let setup: [Statement]
  /// The steps as typed, in the order in which they were given.
  private let steps: [Line]
  /// What is left out, because it has no place in other orders; each as typed.
  package let leftOut: [String]
  private var conflicts: ConflictPolicy?
  /// Whether the sessions' first steps come in the order of the sessions.
  private var sessionOrder = false

  /// The parts of a scenario that have steps.
  ///
  /// `conflicts` holds for all modes alike where the scenario does not say otherwise;
  /// `sessionOrder` leaves out the orders in which the sessions' first steps do not come in the
  /// order of the sessions.
  package static func parts(
    of scenario: Scenario, named name: String, conflicts: ConflictPolicy? = nil,
    sessionOrder: Bool = false
  ) -> [Explorable] {
    parts(of: Program(scenario), named: name).map { part in
      var part = part
      (part.conflicts, part.sessionOrder) = (conflicts, sessionOrder)
      return part
    }
  }

  static func parts(of program: Program, named name: String) -> [Explorable] {
    let count = program.lines.last?.part ?? 1
    return (1..<count + 1).map { part in
      let told = count == 1 ? name : "\(name), part \(part)"
      return Explorable(program.lines.filter { $0.part == part }, part: part, name: told)
    }.filter { !$0.steps.isEmpty }
  }

  private init(_ lines: [Line], part: Int, name: String) {
    (self.part, self.name) = (part, name)
    // A command for a session that is not there is an error, and no step.
    let known = lines.sessions
    var setup: [Statement] = []
    var steps: [Line] = []
    var leftOut: [String] = []
    for line in lines {
      guard let statement = line.statement, let session = line.session else { continue }
      switch statement.body {
      case .command where !known.contains(session):
        leftOut.append("\(session): \(statement.text)")
      case .command: steps.append(line)
      case .directive(.seed) where !steps.isEmpty: leftOut.append(statement.text)
      case .directive(.seed), .directive(.rule), .directive(.autocommit):
        setup.append(statement)
      case .directive(.sessions(let names)) where !names.isEmpty: setup.append(statement)
      case .directive(.conflicts) where steps.isEmpty: setup.append(statement)
      // Before the steps, the mode in which the orders are run takes its place.
      case .directive(.mode(.some)) where !steps.isEmpty: leftOut.append(statement.text)
      // Real time passes before every line; it is reported once.
      case .directive(.advance) where leftOut.contains(".advance"): continue
      case .directive(.advance): leftOut.append(".advance")
      case .directive(.timeout), .directive(.timeoutsOff),
        .directive(.cancel), .directive(.vacuum(marksToo: true)), .directive(.conflicts),
        .directive(.workspace(.undo)),
        .directive(.workspace(.redo)), .directive(.workspace(.rerun)),
        .directive(.workspace(.lesson)):
        leftOut.append(statement.text)
      default: continue
      }
    }
    (self.setup, self.steps, self.leftOut) = (setup, steps, leftOut)
  }

  /// The sessions that act, in the order of the lab; on the store, or else on isolab's engine.
  package func program(
    in mode: IsolationMode, on store: (any Store)? = nil
  ) -> ConcurrentProgram {
    let start = lab(in: mode, on: store).runner
    let lanes = start.sessions.map { session in
      let lines = steps.filter { $0.session == session.name }
      return ConcurrentProgram.Lane(
        session: session.name, lines: lines.compactMap { $0.statement?.asLine })
    }
    return ConcurrentProgram(start: start, lanes: lanes, startsInOrder: sessionOrder)
  }

  /// The tallies of all orders in each of the modes, from `count`.
  ///
  /// There is a single tally if no transaction takes its mode, because the others would be the
  /// same. No tally follows an interrupted one.
  package func tallies(in modes: [IsolationMode], count: (IsolationMode) -> Tally) -> [Tally] {
    var tallies: [Tally] = []
    for mode in modes {
      let tally = count(mode)
      tallies.append(tally)
      if case .partial = tally.basis { break }
      guard tally.takesMode else { break }
    }
    return tallies
  }

  /// Everything that has to be typed to run the steps in an order, in which each step is given as
  /// the place of its lane.
  package func statements(_ order: [Int], of program: ConcurrentProgram) -> [Statement] {
    var next = program.lanes.map { _ in 0 }
    let commands = order.compactMap { lane in
      let session = program.lanes[lane].session
      let line = steps.filter { $0.session == session }[next[lane]]
      next[lane] += 1
      return line.statement
    }
    let policy = conflicts.map { [Statement(settingConflicts: $0)] } ?? []
    return policy + setup + commands
  }

  /// The lab before the first step.
  private func lab(in mode: IsolationMode, on store: (any Store)?) -> Lab {
    var lab = Lab(mode: mode, conflicts: conflicts, manner: .replay, on: store)
    for statement in setup { _ = lab.enter(statement) }
    lab.runner.declare(steps.compactMap { $0.session })
    return lab
  }
}

extension Statement {
  fileprivate var asLine: ConcurrentProgram.Line? {
    if case .command(let command) = body { .init(command, text: text) } else { nil }
  }
}
