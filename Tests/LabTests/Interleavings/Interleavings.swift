import Language
import Sessions
import Testing
import Vocabulary

/// Every interleaving of a program in a mode.
///
/// A session that waits has no next step until its wait is over, and none after an abort. The
/// laboratory is copied where the ways part, and ways are joined again where they differ only in
/// the order of neighbouring steps that do not touch one another: after the same number of steps,
/// if each step stands at the same level in both. A step's level is one more than that of the
/// highest step before it that it touches (Foata's normal form; Cartier and Foata 1969).
struct Interleavings {
  /// A way to the end: what has happened, and how many interleavings come to the same.
  struct Ending {
    let runner: SessionRunner
    /// The sessions in the order of their steps, counted from 1.
    let order: [Int]
    let count: Int
  }

  private struct Way {
    var runner: SessionRunner
    var order: [Int] = []
    var count = 1
    /// Of each session the levels of its steps.
    var levels: [[Int]]
    var steps: [(touch: Touch, level: Int)] = []
  }

  /// One for each class of interleavings that come to the same.
  private(set) var endings: [Ending] = []
  private let lines: [[SmallProgram.Line]]
  private let names: [SessionName]
  private let column: MatrixColumn
  private let joins: Bool

  /// How many interleavings there are.
  var count: Int { endings.reduce(0) { $0 + $1.count } }

  /// Runs them all.
  ///
  /// Unless ways are joined, each interleaving has an ending of its own.
  init(of program: SmallProgram, in column: MatrixColumn, joins: Bool = true) throws {
    var runner = try program.runner(in: column)
    var lines = try program.lines()
    names = runner.sessions.map(\.name)
    if program.beginsFirst {
      for index in lines.indices {
        let begin = lines[index].removeFirst()
        _ = runner.run(begin.command, text: begin.text, in: names[index])
      }
    }
    (self.lines, self.column, self.joins) = (lines, column, joins)
    var ways = [Way(runner: runner, levels: lines.map { _ in [] })]
    while !ways.isEmpty { ways = advance(ways) }
  }

  /// All ways that are one step longer; those that have come to their end are kept.
  private mutating func advance(_ ways: [Way]) -> [Way] {
    var longer: [Way] = []
    var known: [[[Int]]: Int] = [:]
    for way in ways {
      let able = lines.indices.filter { canGo($0, in: way) }
      if able.isEmpty {
        endings.append(Ending(runner: way.runner, order: way.order, count: way.count))
      }
      for session in able {
        let next = step(session, way)
        if joins, let place = known[next.levels] {
          longer[place].count += next.count
        } else {
          known[next.levels] = longer.count
          longer.append(next)
        }
      }
    }
    return longer
  }

  private func canGo(_ session: Int, in way: Way) -> Bool {
    let done = way.levels[session].count
    guard done < lines[session].count else { return false }
    switch way.runner.sessions[session].state {
    case .open: return true
    case .idle: return done == 0
    case .waiting, .aborted: return false
    }
  }

  private func step(_ session: Int, _ way: Way) -> Way {
    var way = way
    let line = lines[session][way.levels[session].count]
    let known = way.runner.history.count
    let reply = way.runner.run(line.command, text: line.text, in: names[session])
    if case .failed(let problem) = reply.outcome { Issue.record("\(line.text): \(problem)") }
    let touch = Touch(
      session: session, line.command, reply, events: way.runner.history[known...])
    let level = way.steps.filter { $0.touch.meets(touch, in: column) }.map(\.level).max() ?? 0
    way.order.append(session + 1)
    way.levels[session].append(level + 1)
    way.steps.append((touch, level + 1))
    return way
  }
}
