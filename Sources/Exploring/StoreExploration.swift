import Chance
import Language
import Sessions
package import Stores
import Vocabulary

/// Runs orders of a program on a store, and the same orders on isolab's engine.
///
/// A store cannot be copied, so each order begins anew, on rows of its own. Nothing is merged: what
/// a store does depends on more than can be known of it. A few things make it fast. Threads work on
/// tables of their own; a store uses its connections again. The orders come as in a dictionary, so
/// those that begin like an impossible one are next to it, and are not run. If transactions of
/// other runs can change what a level answers, there is one thread.
package struct StoreExploration: Sendable {
  /// The most orders that are run; of more, this number is drawn at random.
  package var limit = Self.standardLimit
  /// What random orders are drawn by.
  package var seed: UInt64 = 1
  /// Orders that are among a sample in any case, its first.
  package var chosen: [[Int]] = []
  /// How many threads work, each on a run of its own.
  package var jobs = Exploration.cores
  /// Asked before each order; true interrupts.
  package var isCancelled: @Sendable () -> Bool = { false }

  package static let standardLimit = 500

  /// Compares two courses of an order that is possible on at least one side.
  package typealias Compare = @Sendable (_ own: Course, _ theirs: Course) -> Match

  package init() {}

  /// What the orders lead to; partial where it was interrupted.
  ///
  /// - Parameters:
  ///   - program: what is run, on the store.
  ///   - own: the same on the engine.
  ///   - compare: compares the courses of an order on both sides.
  ///   - report: called now and then.
  /// - Returns: The tallies of both sides, and how many orders match.
  /// - Throws: why the store can no longer be asked.
  package func tally(
    of program: ConcurrentProgram, beside own: ConcurrentProgram, compare: @escaping Compare,
    report: (Exploration.Progress) -> Void = { _ in }
  ) throws(StoreFailure) -> StoreTally {
    let pair = ProgramPair(own: own, theirs: program, compare: compare)
    let all = program.orders.count
    let jobs = program.isDisturbed ? 1 : jobs
    let size = all.map { min($0, UInt64(limit)) } ?? UInt64(limit)
    var whole = WholeTally(of: pair, isSample: size != all)
    var dice = Dice(seed: seed)
    var (taken, done): (UInt64, UInt64) = (0, 0)
    while taken < size, !isCancelled() {
      let portion = min(size - taken, UInt64(Self.block * 4 * jobs))
      let orders = orders(taken, portion, of: program.orders, isSample: size != all, &dice)
      taken += portion
      let blocks = orders.chunks(of: Self.block).mapped(jobs: jobs) { block in
        pair.run(block, isCancelled)
      }
      for look in blocks.flatMap({ $0 }) where try whole.add(look, unless: isCancelled) {
        done += 1
      }
      report(.init(done: done, all: size, unit: "orders"))
    }
    return whole.tally(
      basis: done < size
        ? .partial(done)
        : size == all
          ? .exact
          : .sampled(Int(size), seed: seed, because: .ordersOnStore(most: limit)))
  }

  /// How many orders a thread takes at a time, of which those that begin alike are run together.
  private static let block = 8

  private func orders(
    _ taken: UInt64, _ count: UInt64, of orders: Orders, isSample: Bool, _ dice: inout Dice
  ) -> [[Int]] {
    isSample
      ? (taken..<taken + count).map { place in
        place < chosen.count ? chosen[Int(place)] : orders.random(by: &dice)
      }
      : (0..<count).compactMap { orders.order(taken + $0 + 1) }
  }
}

extension ConcurrentProgram {
  /// Whether a level of its transactions can be disturbed by other runs.
  fileprivate var isDisturbed: Bool {
    let named = lanes.flatMap { $0.lines }.compactMap { line in
      if case .begin(let mode, _, _) = line.command { mode } else { nil }
    }
    guard let store = start.place.store?.identity else { return false }
    return ([start.mode] + named).contains { store.level(for: $0)?.isDisturbed ?? false }
  }
}
