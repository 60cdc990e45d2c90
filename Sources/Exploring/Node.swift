/// The prefixes that lead to a state, counted apart by their marks.
struct Node: Sendable {
  /// The orders that have the same marks.
  struct Group: Sendable {
    let marks: Prefix.Marks
    var count: UInt64
  }

  /// The best order that has certain marks and ends with a certain lane.
  struct Arrival: Sendable {
    /// The place of its marks.
    let group: Int32
    /// Before the first step no lane is the last.
    let lane: Int32
    let switches: Int32
    /// Its place among all best orders of this length, as in a dictionary.
    var rank: Int32 = 0
    /// The state before, which of its arrivals this one goes on from, and the rank of that.
    let parent: Int32
    let slot: Int32
    let parentRank: Int32

    /// Its place among all that go on from the states before.
    func place(among lanes: Int) -> Int { Int(parentRank) * lanes + Int(lane) }
  }

  private(set) var groups: [Group] = []
  private(set) var arrivals: [Arrival] = []

  /// Before the first step.
  static var start: Node {
    let nowhere = Arrival(
      group: 0, lane: -1, switches: -1, parent: -1, slot: -1, parentRank: -1)
    return Node(groups: [Group(marks: [], count: 1)], arrivals: [nowhere])
  }

  /// The bytes that it has allocated.
  var bytes: Int { groups.bytes + arrivals.bytes }

  /// Adds the orders that come here by a step of the lane from the parent.
  mutating func join(_ parent: Node, at place: Int, by lane: Int, _ marks: Prefix.Marks) {
    let targets = parent.groups.map { add($0.count, $0.marks.union(marks)) }
    for (slot, arrival) in parent.arrivals.enumerated() {
      offer(
        Arrival(
          group: targets[Int(arrival.group)], lane: Int32(lane),
          switches: arrival.switches + (Int(arrival.lane) == lane ? 0 : 1),
          parent: Int32(place), slot: Int32(slot), parentRank: arrival.rank))
    }
  }

  mutating func rank(_ rank: (Arrival) -> Int32) {
    for index in arrivals.indices { arrivals[index].rank = rank(arrivals[index]) }
  }

  /// The place of the marks; that number of further orders has them.
  private mutating func add(_ count: UInt64, _ marks: Prefix.Marks) -> Int32 {
    for index in groups.indices where groups[index].marks == marks {
      groups[index].count += count
      return Int32(index)
    }
    groups.append(Group(marks: marks, count: count))
    return Int32(groups.count - 1)
  }

  /// Keeps the arrival unless a better one is there.
  private mutating func offer(_ new: Arrival) {
    let rival = arrivals.firstIndex { $0.group == new.group && $0.lane == new.lane }
    guard let rival else { return arrivals.append(new) }
    let known = arrivals[rival]
    if (new.switches, new.parentRank) < (known.switches, known.parentRank) { arrivals[rival] = new }
  }
}
