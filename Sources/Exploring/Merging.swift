import Sessions
import Vocabulary

/// Every order counted, without running equal things twice.
///
/// Ways that are equally far and whose keys are equal are one state from there on, and the numbers
/// of orders that led to them are added. What happened on the way without being part of the state
/// is counted apart. Only the ways of the present step are kept; of earlier ones what is needed to
/// find a witness.
struct Merging {
  /// Why there is no tally.
  enum Failure: Error { case tooManyStates, tooManyOrders, tooManyRules, cancelled }

  /// The best order that leads to a state with certain marks and ends with a certain lane.
  fileprivate struct Arrival {
    var switches: Int32
    /// Its place among all best orders of this length, as in a dictionary.
    var rank: Int32 = 0
    let parent: Int32
    let parentSlot: Int32
    var parentRank: Int32
  }

  /// The orders that lead to a state, apart by what has happened on the way.
  fileprivate struct Node {
    var marks: [Way.Marks] = []
    /// How many orders have these marks.
    var counts: [UInt64] = []
    /// By the place of the marks and the last lane.
    var arrivals: [Arrival?] = []
  }

  private struct Child: Sendable {
    let lane: Int
    let way: Way
    let key: [Int32]
  }

  private let map: Map
  private let lanes: Int
  private var nodes: [[Node]] = []
  private var ways: [Way] = []
  private(set) var states = 0

  /// Counts all orders, unless there are more states than the limit.
  ///
  /// The result does not depend on the number of `jobs`. `report` is told after each step; false
  /// breaks off.
  static func tally(
    of program: ConcurrentProgram, limit: Int, jobs: Int,
    report: (Exploration.Progress) -> Bool = { _ in true }
  ) throws(Failure) -> Tally {
    guard program.orders.count != nil else { throw .tooManyOrders }
    guard program.start.rules.count <= Way.Marks.rules else { throw .tooManyRules }
    var merging = Merging(Map(of: program))
    for step in 0..<program.count {
      merging.advance(jobs)
      guard merging.states <= limit else { throw .tooManyStates }
      let progress = Exploration.Progress(
        done: UInt64(step + 1), all: UInt64(program.count), unit: "steps")
      guard report(progress) else { throw .cancelled }
    }
    return merging.tally(jobs)
  }

  private init(_ map: Map) {
    self.map = map
    lanes = map.program.lanes.count
    ways = [Way(at: map.program)]
    var start = Node()
    let first = start.place(of: [], lanes)
    start.counts[first] = 1
    // Before the first step no lane is the last.
    start.arrivals[lanes] = Arrival(switches: -1, parent: -1, parentSlot: -1, parentRank: 0)
    nodes = [[start]]
  }

  // MARK: A step further

  private mutating func advance(_ jobs: Int) {
    let map = map
    let children = ways.mapped(jobs: jobs) { way in
      map.program.lanes.indices.filter { way.canGo($0, in: map.program) }.map { lane in
        var next = way
        next.go(lane, map)
        return Child(lane: lane, way: next, key: next.key(map))
      }
    }
    var known: [[Int32]: Int] = [:]
    var next: [Node] = []
    ways = []
    for (parent, children) in children.enumerated() {
      for child in children {
        let place = known[child.key, default: next.count]
        if place == next.count {
          known[child.key] = place
          ways.append(child.way)
          next.append(Node())
        }
        next[place].join(nodes[nodes.count - 1][parent], parent, child.lane, child.way.marks, lanes)
      }
    }
    rank(&next)
    nodes.append(next)
    states += next.count
  }

  /// Numbers the best orders as they stand in a dictionary.
  private func rank(_ nodes: inout [Node]) {
    var places: [(node: Int, slot: Int, parentRank: Int32, lane: Int)] = []
    for (node, content) in nodes.enumerated() {
      for (slot, arrival) in content.arrivals.enumerated() {
        if let arrival { places.append((node, slot, arrival.parentRank, slot % (lanes + 1))) }
      }
    }
    places.sort { ($0.parentRank, $0.lane) < ($1.parentRank, $1.lane) }
    for (rank, place) in places.enumerated() {
      nodes[place.node].arrivals[place.slot]?.rank = Int32(rank)
    }
  }

  // MARK: The end

  private func tally(_ jobs: Int) -> Tally {
    var tally = Tally(map.program.start.mode, orders: map.program.orders.count)
    tally.states = states
    let last = nodes.count - 1
    let ends = ways.indices.filter { ways[$0].isComplete(map.program) }
    let endings = ends.mapped(jobs: jobs) { place in
      let slot = nodes[last][place].arrivals.firstIndex { $0 != nil } ?? 0
      guard let (replies, end) = map.program.run(order(to: place, slot)) else {
        preconditionFailure("an order that was counted can be run")
      }
      return Ending(replies, end, of: map.program)
    }
    for (place, ending) in zip(ends, endings) {
      for (index, marks) in nodes[last][place].marks.enumerated() {
        let traits = ending.traits.union(marks.traits(map.rules))
        tally.add(nodes[last][place].counts[index], traits)
        let slots = index * (lanes + 1)..<(index + 1) * (lanes + 1)
        for slot in slots where nodes[last][place].arrivals[slot] != nil {
          tally.offer(order(to: place, slot), for: traits)
        }
      }
    }
    tally.outcomes = Set(endings.map(\.outcome)).count
    return tally
  }

  /// The best order to a state of the last step.
  private func order(to place: Int, _ slot: Int) -> [Int] {
    var (place, slot) = (place, slot)
    var order: [Int] = []
    for level in nodes.indices.dropFirst().reversed() {
      guard let arrival = nodes[level][place].arrivals[slot] else { break }
      order.append(slot % (lanes + 1))
      (place, slot) = (Int(arrival.parent), Int(arrival.parentSlot))
    }
    return order.reversed()
  }
}

extension Merging.Node {
  /// Adds the orders that reach a state by a step of the lane from the parent.
  fileprivate mutating func join(
    _ parent: Merging.Node, _ place: Int, _ lane: Int, _ marks: Way.Marks, _ lanes: Int
  ) {
    for (index, old) in parent.marks.enumerated() {
      let target = self.place(of: old.union(marks), lanes)
      counts[target] += parent.counts[index]
      for last in 0...lanes {
        let slot = index * (lanes + 1) + last
        guard let arrival = parent.arrivals[slot] else { continue }
        let new = Merging.Arrival(
          switches: arrival.switches + (last == lane ? 0 : 1), parent: Int32(place),
          parentSlot: Int32(slot), parentRank: arrival.rank)
        offer(new, at: target * (lanes + 1) + lane)
      }
    }
  }

  /// Keeps the arrival if it is better than the one that is there.
  private mutating func offer(_ new: Merging.Arrival, at slot: Int) {
    if let known = arrivals[slot],
      (known.switches, known.parentRank) <= (new.switches, new.parentRank)
    {
      return
    }
    arrivals[slot] = new
  }

  /// The place of these marks, which may be new.
  fileprivate mutating func place(of marks: Way.Marks, _ lanes: Int) -> Int {
    if let known = self.marks.firstIndex(of: marks) { return known }
    self.marks.append(marks)
    counts.append(0)
    arrivals += Array(repeating: nil, count: lanes + 1)
    return counts.count - 1
  }
}
