import Chance
import Sessions

/// Orders drawn at random, each as likely as any other, and run by themselves.
struct Sample {
  private(set) var tally: Tally

  /// - Parameters:
  ///   - program: what is run.
  ///   - size: how many orders are drawn; those that are not possible are among them.
  ///   - seed: the same seed draws the same orders.
  ///   - jobs: how many threads work.
  ///   - report: told now and then; false breaks off.
  init(
    _ program: ConcurrentProgram, size: Int, seed: UInt64, jobs: Int,
    _ report: (Exploration.Progress) -> Bool
  ) {
    tally = Tally(program.start.mode, orders: program.orders.count)
    var dice = Dice(seed: seed)
    var outcomes: Set<[String]> = []
    var drawn = 0
    let portion = 500
    while drawn < size {
      let orders = (0..<min(portion, size - drawn)).map { _ in program.orders.random(by: &dice) }
      let results = orders.mapped(jobs: jobs) { order in
        program.run(order).map { (Ending($0, $1, of: program), $0.flatMap(\.traits)) }
      }
      for (order, result) in zip(orders, results) {
        guard let (ending, marks) = result else { continue }
        let traits = ending.traits.union(marks)
        tally.add(1, traits)
        tally.offer(order, for: traits)
        outcomes.insert(ending.outcome)
      }
      drawn += orders.count
      let progress = Exploration.Progress(done: UInt64(drawn), all: UInt64(size), unit: "orders")
      if !report(progress) { break }
    }
    tally.basis = .sampled(drawn, seed: seed)
    tally.outcomes = outcomes.count
  }
}
