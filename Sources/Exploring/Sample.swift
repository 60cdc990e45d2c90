import Chance
import Sessions

/// Orders drawn at random, each as likely as any other, and run by themselves.
enum Sample {
  /// - Parameters:
  ///   - program: what is run.
  ///   - size: how many orders are drawn; those that are not possible are among them.
  ///   - cause: why not all orders are counted.
  ///   - exploration: whose seed draws the orders, and whose threads run them.
  ///   - report: called now and then.
  /// - Returns: A tally of that number of orders, or of those that were run before it was
  ///   interrupted; partial if none was.
  static func tally(
    of program: ConcurrentProgram, size: Int, because cause: Tally.Cause,
    by exploration: Exploration, report: (Exploration.Progress) -> Void
  ) -> Tally {
    var tally = Tally(of: program)
    var dice = Dice(seed: exploration.seed)
    var outcomes = Outcomes()
    var drawn = 0
    while drawn < size {
      let count = min(exploration.portion, size - drawn)
      let orders = (0..<count).map { _ in program.orders.random(by: &dice) }
      let results = orders.mapped(by: exploration) { order in
        program.run(order).map { (Ending($0, $1, of: program), $0.flatMap { $0.traits }) }
      }
      guard let results else { break }
      for (order, result) in zip(orders, results) {
        guard let (ending, marks) = result else { continue }
        let traits = ending.traits.union(marks)
        tally.add(1, traits)
        tally.offer(order, for: traits)
        tally.note(ending, of: order)
        outcomes.insert(ending)
      }
      drawn += count
      report(.init(done: UInt64(drawn), all: UInt64(size), unit: "orders"))
    }
    tally.basis =
      drawn == 0 ? .partial(0) : .sampled(drawn, seed: exploration.seed, because: cause)
    tally.outcomes = outcomes.count
    return tally
  }

  /// The possible ones among that number of different orders, each run by itself, in the order of
  /// their numbers; nil if it is interrupted.
  static func orders(
    of program: ConcurrentProgram, size: Int, by exploration: Exploration
  ) -> [RunOrder]? {
    var dice = Dice(seed: exploration.seed)
    var drawn: Set<[Int]> = []
    while drawn.count < size {
      guard !exploration.isCancelled() else { return nil }
      drawn.insert(program.orders.random(by: &dice))
    }
    let orders = drawn.sorted { $0.lexicographicallyPrecedes($1) }
    let results = orders.mapped(by: exploration) { RunOrder($0, of: program) }
    return results?.compactMap { $0 }
  }
}
