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
  package var orders: Orders { Orders(lengths: lanes.map { $0.lines.count }) }

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
    let course = course(of: order)
    return course.isPossible ? (course.replies, course.end) : nil
  }

  /// Runs the steps in an order, as far as they are possible and the store does not fail.
  ///
  /// If it goes on, a command is held where its session waits, as in a lesson.
  package func course(of order: [Int], goesOn: Bool = false) -> Course {
    var next = lanes.map { _ in 0 }
    var course = Course(replies: [], end: start)
    for lane in order where course.end.place.failure == nil {
      if !hasNext(lane, after: next) || course.end.isWaiting(lanes[lane].session) {
        course.possibleSteps = min(course.possibleSteps, course.replies.count)
        guard goesOn, hasNext(lane, after: next) else { break }
      }
      let line = lanes[lane].lines[next[lane]]
      course.replies.append(
        course.end.run(line.command, text: line.text, in: lanes[lane].session))
      next[lane] += 1
    }
    course.isPossible =
      course.possibleSteps > order.count && course.replies.count == order.count
      && !lanes.contains { course.end.isWaiting($0.session) }
    return course
  }
}

extension SessionRunner {
  func isWaiting(_ name: SessionName) -> Bool {
    sessions.contains { session in
      if case .waiting = session.state { session.name == name } else { false }
    }
  }
}
