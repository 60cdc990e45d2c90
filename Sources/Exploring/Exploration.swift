import Sessions
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs a program in every order, as exactly as its size allows.
package struct Exploration: Sendable {
  /// How far a tally has come.
  package struct Progress: Sendable {
    /// Steps, or orders where they are run by themselves.
    package let done: UInt64
    package let all: UInt64
    /// What is counted: steps or orders.
    package let unit: String
  }

  /// The most states that are told apart, and the most orders that are run by themselves.
  package var limit = 1_000_000
  /// Whether equal states are merged; otherwise every order is run by itself.
  package var merges = true
  /// What random orders are drawn by, where there are too many states.
  package var seed: UInt64 = 1
  /// How many threads work; the tally does not depend on it.
  package var jobs = Self.cores

  package init() {}

  /// How many threads the machine can run at a time.
  package static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// What all orders lead to.
  ///
  /// Exact where the limit allows; else of orders drawn at random, as `basis` tells. Memory is
  /// bounded by the limit: a state takes some kilobytes while its step is worked on.
  ///
  /// `report` is asked now and then; false breaks off, and the tally is marked partial.
  package func tally(
    of program: ConcurrentProgram, report: (Progress) -> Bool = { _ in true }
  ) -> Tally {
    guard merges else {
      guard let count = program.orders.count, count <= UInt64(limit) else {
        return Sample(program, size: limit, seed: seed, jobs: jobs, report).tally
      }
      return OneByOne(program, jobs: jobs, report).tally
    }
    do throws(Merging.Failure) {
      return try Merging.tally(of: program, limit: limit, jobs: jobs, report: report)
    } catch {
      switch error {
      case .tooManyStates, .tooManyOrders, .tooManyRules:
        return Sample(program, size: min(limit, 10_000), seed: seed, jobs: jobs, report).tally
      case .cancelled:
        var tally = Tally(program.start.mode, orders: program.orders.count)
        tally.basis = .partial(0)
        return tally
      }
    }
  }
}
