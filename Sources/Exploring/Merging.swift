import Sessions
import Vocabulary

/// Every order counted, without running equal things twice.
///
/// Goes forward a step at a time, a `Layer` of states for each. Of a state its `Node` is kept, and
/// of an earlier one its place in a `Trail`. The prefixes themselves are kept while they are few,
/// because a laboratory is far larger than the order that leads to it. Where they are many, a
/// prefix is run again from the start when its next steps are taken.
struct Merging {
  private struct Child: Sendable {
    let lane: Int
    let marks: Prefix.Marks
    let key: StateKey
    /// Nil if it is not worth its room.
    let prefix: Prefix?
  }

  private let facts: ProgramFacts
  private let exploration: Exploration
  /// The states of the present step.
  private var nodes: [Node] = [.start]
  /// One for each of them, unless they are too many.
  private var prefixes: [Prefix]?
  /// How many prefixes may be kept of a step.
  private let mostPrefixes: Int
  /// The bytes of that number of orders of two steps.
  private let roomForPrefixes: Int
  /// How the states of each step from the first on were come to.
  private var trails: [Trail] = []
  private var states = 0
  /// The bytes of the present states, and those of all trails.
  private var nodeBytes = 0
  private var trailBytes = 0

  /// Counts all orders, unless the states are too many or too large.
  ///
  /// The result does not depend on the number of threads.
  ///
  /// - Throws: why there is no tally, as soon as that is known, in the middle of a step as well.
  static func tally(
    of program: ConcurrentProgram, by exploration: Exploration,
    report: (Exploration.Progress) -> Void = { _ in }
  ) throws(Exploration.Shortfall) -> Tally {
    guard program.orders.count != nil else { throw .tooMuch(.orders) }
    guard program.start.rules.count <= Prefix.Marks.rules else { throw .tooMuch(.rules) }
    var merging = Merging(facts: ProgramFacts(of: program), exploration: exploration)
    for step in 0..<program.count {
      try merging.advance {
        report(.init(done: UInt64(step), all: UInt64(program.count), unit: "steps"))
      }
    }
    return try merging.tally()
  }

  private init(facts: ProgramFacts, exploration: Exploration) {
    (self.facts, self.exploration) = (facts, exploration)
    let size = Prefix.bytes(facts)
    let most = min(16 << 20, exploration.memory / 8) / size
    mostPrefixes = most < 256 ? 0 : most
    roomForPrefixes = 2 * mostPrefixes * size
  }

  // MARK: A step further

  private mutating func advance(_ report: () -> Void) throws(Exploration.Shortfall) {
    var next = Layer(mostPrefixes: mostPrefixes)
    for first in stride(from: 0, to: nodes.count, by: exploration.portion) {
      let parents = Array(first..<min(nodes.count, first + exploration.portion))
      let merging = self
      guard let children = parents.mapped(by: exploration, { merging.children(of: $0) }) else {
        throw .cancelled
      }
      for (parent, children) in zip(parents, children) {
        for child in children {
          if next.add(nodes[parent], at: parent, by: child.lane, child.marks, child.key) {
            next.keep(child.prefix)
          }
        }
      }
      try check(next.nodes.count, next.bytes)
      report()
    }
    rank(&next)
    let trail = Trail(next.nodes)
    trails.append(trail)
    trailBytes += trail.bytes
    (nodes, prefixes, nodeBytes) = (next.nodes, next.prefixes, next.nodeBytes)
    states += nodes.count
  }

  /// The prefixes that are one step longer.
  private func children(of place: Int) -> [Child] {
    let prefix = prefixes?[place] ?? self.prefix(to: place)
    return facts.program.lanes.indices.filter { prefix.canGo($0, in: facts.program) }.map { lane in
      var next = prefix
      next.go(lane, facts)
      return Child(
        lane: lane, marks: next.marks, key: StateKey(next.key(facts)),
        prefix: mostPrefixes > 0 ? next : nil)
    }
  }

  private func prefix(to place: Int) -> Prefix {
    var prefix = Prefix(at: facts.program)
    for lane in order(to: place, 0) { prefix.go(lane, facts) }
    return prefix
  }

  private func check(_ new: Int, _ bytes: Int) throws(Exploration.Shortfall) {
    guard states + new <= exploration.limit else {
      throw .tooMuch(.states(most: exploration.limit))
    }
    guard roomForPrefixes + nodeBytes + trailBytes + bytes <= exploration.memory else {
      throw .tooMuch(.memory(most: exploration.memory))
    }
  }

  /// Numbers the best orders as they stand in a dictionary.
  ///
  /// An order is given by the one that it extends and its last lane.
  private func rank(_ next: inout Layer) {
    let lanes = facts.program.lanes.count
    let before = nodes.reduce(0) { $0 + $1.arrivals.count }
    var ranks = [Int32](repeating: 0, count: before * lanes)
    for node in next.nodes {
      for arrival in node.arrivals { ranks[arrival.place(among: lanes)] = 1 }
    }
    var rank: Int32 = 0
    for place in ranks.indices where ranks[place] == 1 {
      ranks[place] = rank
      rank += 1
    }
    next.rank { ranks[$0.place(among: lanes)] }
  }

  // MARK: The end

  private func tally() throws(Exploration.Shortfall) -> Tally {
    var tally = Tally(of: facts.program)
    tally.takesMode = false
    tally.states = states
    var outcomes = Outcomes()
    for first in stride(from: 0, to: nodes.count, by: exploration.portion) {
      let places = Array(first..<min(nodes.count, first + exploration.portion))
      guard let endings = places.mapped(by: exploration, { ending(at: $0) }) else {
        throw .cancelled
      }
      for (place, ending) in zip(places, endings) {
        guard let ending else { continue }
        add(ending, at: place, to: &tally)
        outcomes.insert(ending)
      }
      try check(0, outcomes.bytes)
    }
    tally.outcomes = outcomes.count
    return tally
  }

  /// What a state of the last step has come to; nil if some session still waits.
  private func ending(at place: Int) -> Ending? {
    facts.program.run(order(to: place, 0)).map { Ending($0, $1, of: facts.program) }
  }

  private func add(_ ending: Ending, at place: Int, to tally: inout Tally) {
    let traits = nodes[place].groups.map { ending.traits.union($0.marks.traits(facts.rules)) }
    for (group, traits) in zip(nodes[place].groups, traits) { tally.add(group.count, traits) }
    for (slot, arrival) in nodes[place].arrivals.enumerated() {
      let order = order(to: place, slot)
      tally.offer(order, for: traits[Int(arrival.group)])
      tally.note(ending, of: order)
    }
  }

  /// The best order to a state of the present step, by one of its arrivals.
  private func order(to place: Int, _ slot: Int) -> [Int] {
    var (place, slot) = (place, slot)
    var order: [Int] = []
    for trail in trails.reversed() {
      let step = trail.step(to: place, slot)
      order.append(Int(step.lane))
      (place, slot) = (Int(step.parent), Int(step.slot))
    }
    return order.reversed()
  }
}
