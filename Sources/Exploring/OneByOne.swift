import Sessions

/// Every order run by itself on the engine and judged by itself: slow, and beyond doubt.
package struct OneByOne {
  private let program: ConcurrentProgram
  private var outcomes: Set<[String]> = []
  package private(set) var tally: Tally

  /// - Parameters:
  ///   - program: what is run.
  ///   - report: told after each order; false breaks off.
  package init(
    _ program: ConcurrentProgram, _ report: (Exploration.Progress) -> Bool = { _ in true }
  ) {
    self.program = program
    tally = Tally(program.start.mode, orders: program.orders.count)
    run(program.start, program.lanes.map { _ in 0 }, [], [], report)
    tally.outcomes = outcomes.count
  }

  private mutating func run(
    _ runner: SessionRunner, _ done: [Int], _ order: [Int], _ replies: [Reply],
    _ report: (Exploration.Progress) -> Bool
  ) {
    if case .partial = tally.basis { return }
    if order.count == program.count {
      if !program.lanes.contains(where: { runner.isWaiting($0.session) }) {
        finish(runner, order, replies)
      }
      let progress = Exploration.Progress(
        done: tally.possible, all: tally.orders ?? .max, unit: "orders")
      if !report(progress) { tally.basis = .partial(tally.possible) }
      return
    }
    for (lane, steps) in program.lanes.enumerated() where program.hasNext(lane, after: done) {
      guard !runner.isWaiting(steps.session) else { continue }
      var (runner, done) = (runner, done)
      let line = steps.lines[done[lane]]
      done[lane] += 1
      let reply = runner.run(line.command, text: line.text, in: steps.session)
      run(runner, done, order + [lane], replies + [reply], report)
    }
  }

  private mutating func finish(_ end: SessionRunner, _ order: [Int], _ replies: [Reply]) {
    let ending = Ending(replies, end, of: program)
    let traits = ending.traits.union(replies.flatMap(\.traits))
    tally.add(1, traits)
    tally.offer(order, for: traits)
    outcomes.insert(ending.outcome)
  }
}

extension Reply {
  /// What can be told of the step alone.
  var traits: [Trait] {
    var traits: [Trait] = []
    for part in all { if case .waits = part.outcome { traits.append(.waits) } }
    for finding in rules where !finding.holds { traits.append(.ruleBroken(finding.name)) }
    return traits
  }
}
