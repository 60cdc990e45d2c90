import Sessions

/// Every order run by itself on the engine and judged by itself: slow, and beyond doubt.
package struct OneByOne {
  /// The beginning of some orders, which share its steps.
  fileprivate struct Beginning: Sendable {
    var runner: SessionRunner
    var done: [Int]
    var order: [Int] = []
    var replies: [Reply] = []
  }

  /// What the orders come to that have one beginning.
  fileprivate struct Share: Sendable {
    var tally: Tally
    var outcomes: Set<[String]> = []
  }

  private var whole: Share

  /// What all orders have come to.
  package var tally: Tally {
    var tally = whole.tally
    tally.outcomes = whole.outcomes.count
    return tally
  }

  /// Runs all orders.
  ///
  /// The result does not depend on the number of `jobs`. `report` is told after some orders; false
  /// breaks off.
  package init(
    _ program: ConcurrentProgram, jobs: Int = 1,
    _ report: (Exploration.Progress) -> Bool = { _ in true }
  ) {
    let empty = Share(tally: Tally(program.start.mode, orders: program.orders.count))
    whole = empty
    var beginnings = [Beginning(runner: program.start, done: program.lanes.map { _ in 0 })]
    while beginnings.count < 200, let first = beginnings.first, first.order.count < program.count {
      beginnings = beginnings.flatMap { $0.longer(program) }
    }
    for first in stride(from: 0, to: beginnings.count, by: 8 * jobs) {
      let some = Array(beginnings[first...].prefix(8 * jobs))
      let shares = some.mapped(jobs: jobs) { beginning in
        var share = empty
        share.complete(beginning, program)
        return share
      }
      for share in shares {
        whole.tally.add(share.tally)
        whole.outcomes.formUnion(share.outcomes)
      }
      let progress = Exploration.Progress(
        done: whole.tally.possible, all: whole.tally.orders ?? .max, unit: "orders")
      if !report(progress) {
        whole.tally.basis = .partial(whole.tally.possible)
        return
      }
    }
  }
}

extension OneByOne.Beginning {
  /// The beginnings that are one step longer.
  fileprivate func longer(_ program: ConcurrentProgram) -> [Self] {
    program.lanes.indices.compactMap { lane in
      let steps = program.lanes[lane]
      guard program.hasNext(lane, after: done), !runner.isWaiting(steps.session) else { return nil }
      var next = self
      let line = steps.lines[done[lane]]
      next.done[lane] += 1
      next.order.append(lane)
      next.replies.append(next.runner.run(line.command, text: line.text, in: steps.session))
      return next
    }
  }
}

extension OneByOne.Share {
  /// Adds all orders that begin so.
  fileprivate mutating func complete(
    _ beginning: OneByOne.Beginning, _ program: ConcurrentProgram
  ) {
    guard beginning.order.count == program.count else {
      for longer in beginning.longer(program) { complete(longer, program) }
      return
    }
    guard !program.lanes.contains(where: { beginning.runner.isWaiting($0.session) }) else { return }
    let ending = Ending(beginning.replies, beginning.runner, of: program)
    let traits = ending.traits.union(beginning.replies.flatMap(\.traits))
    tally.add(1, traits)
    tally.offer(beginning.order, for: traits)
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
