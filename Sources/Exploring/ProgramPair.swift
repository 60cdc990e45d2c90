import Sessions
import Stores

/// A program on the engine and on a store.
struct ProgramPair: Sendable {
  let own: ConcurrentProgram
  let theirs: ConcurrentProgram
  let compare: StoreExploration.Compare

  /// What an order has come to.
  struct Look: Sendable {
    let order: [Int]
    /// Nil where it is not possible on the engine.
    var own: End?
    /// Nil where it is not possible on the store.
    var theirs: End?
    /// Nil where it is possible on neither side.
    var match: Match?
    /// Why the store could not be asked to the end.
    var failure: StoreFailure?
  }

  struct End: Sendable {
    let ending: Ending
    let traits: Set<Trait>

    /// Nil if the order is not possible.
    init?(_ course: Course, of program: ConcurrentProgram) {
      let isContradiction = course.end.place.failure?.isContradiction ?? false
      guard course.isPossible || isContradiction else { return nil }
      ending = Ending(course.replies, course.end, of: program)
      traits = ending.traits.union(course.marks).union(isContradiction ? [.contradiction] : [])
    }
  }

  /// Runs the orders one after another; those that are done before it is cancelled.
  func run(_ orders: [[Int]], _ isCancelled: () -> Bool) -> [Look] {
    var looks: [Look] = []
    // The beginning of an order that is not possible on the store.
    var deadEnd: ArraySlice<Int> = []
    for order in orders {
      guard !isCancelled() else { break }
      let own = self.own.course(of: order, goesOn: true)
      // An order that is possible on neither side is not compared.
      let isOut = !own.isPossible && !deadEnd.isEmpty && order.starts(with: deadEnd)
      let look = isOut ? Look(order: order) : look(at: order, own, &deadEnd)
      looks.append(look)
      if look.failure != nil { break }
    }
    return looks
  }

  private func look(at order: [Int], _ own: Course, _ deadEnd: inout ArraySlice<Int>) -> Look {
    var look = Look(order: order)
    let course = theirs.course(of: order, goesOn: own.isPossible)
    let failure = course.end.place.failure
    if let failure, !failure.isContradiction {
      look.failure = failure
      return look
    }
    if failure == nil, course.possibleSteps < order.count {
      deadEnd = order[...course.possibleSteps]
    }
    look.own = End(own, of: self.own)
    look.theirs = End(course, of: theirs)
    if failure != nil {
      look.match = .unexplained
    } else if own.isPossible || course.isPossible {
      look.match = compare(own, course)
    }
    return look
  }
}

/// What is known of all orders so far.
struct WholeTally {
  private var tally: StoreTally
  private var (ownOutcomes, theirOutcomes) = (Outcomes(), Outcomes())

  init(of pair: ProgramPair, isSample: Bool) {
    tally = StoreTally(of: pair.theirs, beside: pair.own)
    // Of all orders it is known whether one takes the mode.
    if !isSample { (tally.own.takesMode, tally.theirs.takesMode) = (false, false) }
  }

  /// Counts an order; false if its last request was broken off.
  mutating func add(
    _ look: ProgramPair.Look, unless isCancelled: () -> Bool
  ) throws(StoreFailure) -> Bool {
    if let failure = look.failure {
      guard isCancelled() else { throw failure }
      return false
    }
    if let end = look.own { Self.add(end, of: look.order, to: &tally.own, &ownOutcomes) }
    if let end = look.theirs { Self.add(end, of: look.order, to: &tally.theirs, &theirOutcomes) }
    if let match = look.match { tally.add(match, of: look.order) }
    return true
  }

  private static func add(
    _ end: ProgramPair.End, of order: [Int], to tally: inout Tally, _ outcomes: inout Outcomes
  ) {
    tally.add(1, end.traits)
    tally.offer(order, for: end.traits)
    tally.note(end.ending, of: order)
    outcomes.insert(end.ending)
  }

  func tally(basis: Tally.Basis) -> StoreTally {
    var tally = tally
    tally.set(basis)
    (tally.own.outcomes, tally.theirs.outcomes) = (ownOutcomes.count, theirOutcomes.count)
    return tally
  }
}
