import Sessions

/// Every order run by itself on the engine and judged by itself: slow, and beyond doubt.
///
/// Orders that begin alike share the steps of their beginning, and histories in which the judge
/// sees no difference share its verdict.
enum OneByOne {
  /// The beginning of some orders, which share its steps.
  fileprivate struct Beginning: Sendable {
    var runner: SessionRunner
    var done: [Int]
    var order: [Int] = []
    var answers: LaneAnswers
  }

  /// The results of all orders that start with one of a given set of beginnings.
  fileprivate struct Share: Sendable {
    var tally: Tally
    var outcomes = Outcomes()
    var judged = JudgedHistories()
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
    let beginnings = beginnings(of: program, count)
    for first in stride(from: 0, to: beginnings.count, by: exploration.portion) {
      let some = Array(beginnings[first...].prefix(exploration.portion)).chunks(of: 8)
      empty.judged = whole.judged
      let shares = some.mapped(by: exploration) { [empty] beginnings in
        var share = empty
        for beginning in beginnings { share.complete(beginning, program, exploration.isCancelled) }
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

  /// Some beginnings, one of which every order has: some hundred if there are many orders.
  private static func beginnings(of program: ConcurrentProgram, _ orders: UInt64) -> [Beginning] {
    var beginnings = [Beginning(at: program)]
    let most = min(200, orders / 32)
    while beginnings.count < most, let first = beginnings.first, first.order.count < program.count {
      beginnings = beginnings.flatMap { $0.longer(program) }
    }
    return beginnings
  }
}

extension OneByOne.Beginning {
  /// No step yet.
  fileprivate init(at program: ConcurrentProgram) {
    self.init(
      runner: program.start, done: program.lanes.map { _ in 0 }, answers: LaneAnswers(of: program))
  }

  /// Whether the whole order is possible: no session still waits.
  fileprivate func isPossible(_ program: ConcurrentProgram) -> Bool {
    !program.lanes.contains { runner.isWaiting($0.session) }
  }

  /// What the whole order has led to.
  fileprivate func ending(of program: ConcurrentProgram, _ judged: inout JudgedHistories) -> Ending
  {
    let history = HistoryByLane(of: runner, program)
    return Ending(
      answers, runner, of: program, judged.judged(history, from: runner.initial))
  }

  /// The lanes that can take the next step.
  private func next(_ program: ConcurrentProgram) -> [Int] {
    program.lanes.indices.filter { lane in
      program.hasNext(lane, after: done) && !runner.isWaiting(program.lanes[lane].session)
    }
  }

  /// Takes the lane's next step.
  private mutating func go(_ lane: Int, _ program: ConcurrentProgram) {
    let steps = program.lanes[lane]
    let line = steps.lines[done[lane]]
    done[lane] += 1
    order.append(lane)
    answers.add(runner.run(line.command, text: line.text, in: steps.session), of: program)
  }

  /// Hands out the beginnings that are one step longer; the last is this one, which goes on without
  /// a copy.
  fileprivate consuming func visitLonger(
    _ program: ConcurrentProgram, _ visit: (consuming Self) -> Void
  ) {
    let lanes = next(program)
    guard let last = lanes.last else { return }
    for lane in lanes.dropLast() {
      var other = copy self
      other.go(lane, program)
      visit(other)
    }
    go(last, program)
    visit(self)
  }

  /// The beginnings that are one step longer.
  fileprivate func longer(_ program: ConcurrentProgram) -> [Self] {
    var longer: [Self] = []
    (copy self).visitLonger(program) { longer.append($0) }
    return longer
  }
}

extension OneByOne.Share {
  /// Adds all orders that begin so.
  fileprivate mutating func complete(
    _ beginning: consuming OneByOne.Beginning, _ program: ConcurrentProgram,
    _ isCancelled: () -> Bool
  ) {
    guard !isBrokenOff else { return }
    guard beginning.order.count == program.count else {
      beginning.visitLonger(program) { complete($0, program, isCancelled) }
      return
    }
    isBrokenOff = isCancelled()
    guard !isBrokenOff, beginning.isPossible(program) else { return }
    let ending = beginning.ending(of: program, &judged)
    let traits = ending.traits.union(beginning.answers.marks)
    tally.add(1, traits)
    tally.offer(beginning.order, for: traits)
    tally.note(ending, of: beginning.order)
    outcomes.insert(ending)
  }

  fileprivate mutating func add(_ other: OneByOne.Share) {
    tally.add(other.tally)
    outcomes.formUnion(other.outcomes)
    judged.add(other.judged)
    isBrokenOff = isBrokenOff || other.isBrokenOff
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
    var judged = JudgedHistories()
    var beginnings = [OneByOne.Beginning(at: program)]
    while let beginning = beginnings.popLast() {
      guard !isCancelled() else { return nil }
      guard beginning.order.count == program.count else {
        beginnings += beginning.longer(program).reversed()
        continue
      }
      guard beginning.isPossible(program) else { continue }
      let traits = beginning.ending(of: program, &judged).traits
      orders.append(RunOrder(beginning.order, traits.union(beginning.answers.marks)))
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
