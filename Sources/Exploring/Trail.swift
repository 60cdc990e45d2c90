/// How the states of a step were come to, which is all that is kept of an earlier one.
struct Trail: Sendable {
  struct Step: Sendable {
    let lane: Int32
    let parent: Int32
    let slot: Int32
  }

  private var starts: [Int32] = []
  private var steps: [Step] = []

  init(_ nodes: [Node]) {
    starts.reserveCapacity(nodes.count)
    steps.reserveCapacity(nodes.reduce(0) { $0 + $1.arrivals.count })
    for node in nodes {
      starts.append(Int32(steps.count))
      for arrival in node.arrivals {
        steps.append(Step(lane: arrival.lane, parent: arrival.parent, slot: arrival.slot))
      }
    }
  }

  var bytes: Int { starts.bytes + steps.bytes }

  func step(to place: Int, _ slot: Int) -> Step { steps[Int(starts[place]) + slot] }
}
