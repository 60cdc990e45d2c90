package import Language
package import Sessions
package import Vocabulary

/// Commands of several sessions, each session's in their order: what is run in every order.
package struct ConcurrentProgram: Sendable {
  /// A command as typed.
  package struct Line: Hashable, Sendable {
    package let command: Command
    package let text: String

    package init(_ command: Command, text: String) {
      self.command = command
      self.text = text
    }
  }

  /// A session and what it does.
  package struct Lane: Hashable, Sendable {
    package let session: SessionName
    package var lines: [Line]

    package init(session: SessionName, lines: [Line]) {
      self.session = session
      self.lines = lines
    }
  }

  /// Before the first command: seed, rules, mode and all that is no step.
  package let start: SessionRunner
  /// The sessions that do anything.
  package let lanes: [Lane]
  /// Whether a lane may start only when all before it have.
  package let startsInOrder: Bool
  /// Conditions of which each order is asked whether they are true at its end.
  package var conditions: [Expression] = []

  package init(start: SessionRunner, lanes: [Lane], startsInOrder: Bool = false) {
    var start = start
    start.manner = .replay
    self.start = start
    self.startsInOrder = startsInOrder
    self.lanes = lanes.filter { !$0.lines.isEmpty }
  }

  /// Whether a transaction may be in the mode of the lab: after a BEGIN that names none, or where a
  /// single command is a transaction.
  var mayTakeMode: Bool {
    start.autocommit
      || lanes.contains { lane in
        lane.lines.contains { line in
          if case .begin(nil, _, _) = line.command { true } else { false }
        }
      }
  }

  /// How many steps there are.
  package var count: Int { lanes.reduce(0) { $0 + $1.lines.count } }

  /// All orders of its steps, possible or not, and those that `startsInOrder` leaves out too.
  package var orders: Orders { Orders(lengths: lanes.map(\.lines.count)) }

  /// Whether the lane has a next step after that number of each, and may take it.
  func hasNext(_ lane: Int, after done: [Int]) -> Bool {
    done[lane] < lanes[lane].lines.count
      && (!startsInOrder || done[lane] > 0 || done[..<lane].allSatisfy { $0 > 0 })
  }

  /// Runs the steps in an order, each the place of a lane.
  ///
  /// - Returns: The replies, and the laboratory as it is then; nil if a session would have to act
  ///   that waits.
  package func run(_ order: [Int]) -> (replies: [Reply], end: SessionRunner)? {
    var runner = start
    var next = lanes.map { _ in 0 }
    var replies: [Reply] = []
    for lane in order {
      guard hasNext(lane, after: next), !runner.isWaiting(lanes[lane].session) else { return nil }
      let line = lanes[lane].lines[next[lane]]
      replies.append(runner.run(line.command, text: line.text, in: lanes[lane].session))
      next[lane] += 1
    }
    let isStuck = lanes.contains { runner.isWaiting($0.session) }
    return isStuck ? nil : (replies, runner)
  }
}

extension SessionRunner {
  func isWaiting(_ name: SessionName) -> Bool {
    if case .waiting = session(name)?.state { true } else { false }
  }
}
