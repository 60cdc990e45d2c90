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
  enum Failure: Error { case tooManyStates, tooManyOrders, cancelled }

  /// The best order that leads to a state with certain marks and ends with a certain lane.
  fileprivate struct Arrival {
    var switches: Int32
    /// Its place among all best orders of this length, as in a dictionary.
    var rank: Int32 = 0
    let parent: Int32
    let parentSlot: Int32
    var parentRank: Int32
  }

  fileprivate struct Node {
    /// By marks.
    var counts = [UInt64](repeating: 0, count: Way.Marks.combinations)
    /// By marks and last lane.
    var arrivals: [Arrival?]
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
    var start = Node(arrivals: Array(repeating: nil, count: Way.Marks.combinations * (lanes + 1)))
    start.counts[0] = 1
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
          next.append(
            Node(arrivals: Array(repeating: nil, count: Way.Marks.combinations * (lanes + 1))))
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
      for (marks, count) in nodes[last][place].counts.enumerated() where count > 0 {
        let traits = ending.traits.union(Way.Marks(rawValue: marks).traits)
        tally.add(count, traits)
        let slots = marks * (lanes + 1)..<(marks + 1) * (lanes + 1)
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
    for (old, count) in parent.counts.enumerated() { counts[old | marks.rawValue] += count }
    for (slot, arrival) in parent.arrivals.enumerated() {
      guard let arrival else { continue }
      let (old, last) = slot.quotientAndRemainder(dividingBy: lanes + 1)
      let target = (old | marks.rawValue) * (lanes + 1) + lane
      let new = Merging.Arrival(
        switches: arrival.switches + (last == lane ? 0 : 1), parent: Int32(place),
        parentSlot: Int32(slot), parentRank: arrival.rank)
      if let known = arrivals[target],
        (known.switches, known.parentRank) <= (new.switches, new.parentRank)
      {
        continue
      }
      arrivals[target] = new
    }
  }
}

extension Way.Marks {
  fileprivate var traits: [Trait] {
    (contains(.waited) ? [.waits] : []) + (contains(.brokeRule) ? [.ruleBroken] : [])
  }
}
