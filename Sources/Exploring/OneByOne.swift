import Sessions

/// Every order run by itself on the engine and judged by itself: slow, and beyond doubt.
enum OneByOne {
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
    var outcomes = Outcomes()
    var isBrokenOff = false
  }

  /// What all orders come to.
  ///
  /// The result does not depend on the number of threads, unless it is interrupted. `report` is
  /// called after some orders.
  static func tally(
    of program: ConcurrentProgram, by exploration: Exploration,
    report: (Exploration.Progress) -> Void = { _ in }
  ) throws(Exploration.Shortfall) -> Tally {
    guard let count = program.orders.count, count <= UInt64(exploration.limit) else {
      throw .tooMuch(.orders)
    }
    var empty = Share(tally: Tally(of: program))
    empty.tally.takesMode = false
    var whole = empty
    let beginnings = beginnings(of: program)
    for first in stride(from: 0, to: beginnings.count, by: exploration.portion) {
      let some = Array(beginnings[first...].prefix(exploration.portion))
      let shares = some.mapped(by: exploration) { [empty] beginning in
        var share = empty
        share.complete(beginning, program, exploration.isCancelled)
        return share
      }
      for share in shares ?? [] { whole.add(share) }
      guard whole.outcomes.bytes <= exploration.memory else {
        throw .tooMuch(.memory(most: exploration.memory))
      }
      report(.init(done: whole.tally.possible, all: count, unit: "orders"))
      guard shares != nil, !whole.isBrokenOff else {
        whole.tally.basis = .partial(whole.tally.possible)
        break
      }
    }
    whole.tally.outcomes = whole.outcomes.count
    return whole.tally
  }

  /// Some hundred beginnings, one of which every order has.
  private static func beginnings(of program: ConcurrentProgram) -> [Beginning] {
    var beginnings = [Beginning(at: program)]
    while beginnings.count < 200, let first = beginnings.first, first.order.count < program.count {
      beginnings = beginnings.flatMap { $0.longer(program) }
    }
    return beginnings
  }
}

extension OneByOne.Beginning {
  /// No step yet.
  fileprivate init(at program: ConcurrentProgram) {
    self.init(runner: program.start, done: program.lanes.map { _ in 0 })
  }

  /// What the whole order has led to, and all its traits; nil if a session still waits.
  fileprivate func ending(of program: ConcurrentProgram) -> (Ending, traits: Set<Trait>)? {
    guard !program.lanes.contains(where: { runner.isWaiting($0.session) }) else { return nil }
    let ending = Ending(replies, runner, of: program)
    return (ending, ending.traits.union(replies.flatMap { $0.traits }))
  }

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
    _ beginning: OneByOne.Beginning, _ program: ConcurrentProgram,
    _ isCancelled: () -> Bool
  ) {
    guard beginning.order.count == program.count else {
      for longer in beginning.longer(program) where !isBrokenOff {
        complete(longer, program, isCancelled)
      }
      return
    }
    isBrokenOff = isCancelled()
    guard !isBrokenOff, let (ending, traits) = beginning.ending(of: program) else { return }
    tally.add(1, traits)
    tally.offer(beginning.order, for: traits)
    tally.note(ending, of: beginning.order)
    outcomes.insert(ending)
  }

  fileprivate mutating func add(_ other: OneByOne.Share) {
    tally.add(other.tally)
    outcomes.formUnion(other.outcomes)
    isBrokenOff = isBrokenOff || other.isBrokenOff
  }
}

extension Reply {
  /// The facts of the step alone.
  var traits: [Trait] {
    var traits: [Trait] = []
    for part in all { if case .waits = part.outcome { traits.append(.waits) } }
    for finding in rules where !finding.holds { traits.append(.ruleBroken(finding.name)) }
    return traits
  }
}

/// An order that was run by itself.
package struct RunOrder: Sendable {
  /// Each step as the place of its lane.
  package let order: [Int]
  /// What it has led to, other than what holds at the end.
  package let traits: Set<Trait>

  /// The order, if it has led to these traits.
  init(_ order: [Int], _ traits: Set<Trait>) {
    self.order = order
    self.traits = traits.filter { !$0.isAboutTheEnd }
  }

  /// Runs an order; nil if it is not possible.
  init?(_ order: [Int], of program: ConcurrentProgram) {
    guard let (replies, end) = program.run(order) else { return nil }
    self.init(
      order, Ending(replies, end, of: program).traits.union(replies.flatMap { $0.traits }))
  }
}

extension Exploration {
  /// Every possible order, run by itself, in the order of their numbers; nil if there are more
  /// orders than `limit`, or it is interrupted.
  package func orders(of program: ConcurrentProgram) -> [RunOrder]? {
    guard let count = program.orders.count, count <= UInt64(limit) else { return nil }
    var orders: [RunOrder] = []
    var beginnings = [OneByOne.Beginning(at: program)]
    while let beginning = beginnings.popLast() {
      guard !isCancelled() else { return nil }
      guard beginning.order.count == program.count else {
        beginnings += beginning.longer(program).reversed()
        continue
      }
      if let traits = beginning.ending(of: program)?.traits {
        orders.append(RunOrder(beginning.order, traits))
      }
    }
    return orders
  }

  /// The possible ones among that number of different orders, drawn by the seed and run by
  /// themselves, in the order of their numbers; nil if there are no more orders than that, or it is
  /// interrupted.
  package func sample(of program: ConcurrentProgram, size: Int) -> [RunOrder]? {
    if let count = program.orders.count, count <= UInt64(size) { return nil }
    return Sample.orders(of: program, size: size, by: self)
  }
}
