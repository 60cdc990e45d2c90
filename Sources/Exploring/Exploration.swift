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

  /// Why there is no tally of all orders.
  enum Shortfall: Error {
    case tooMuch(Tally.Cause)
    case cancelled
  }

  /// The most states that are told apart, and the most orders that are run by themselves.
  package var limit = 1_000_000
  /// The most bytes that the states of a program may take.
  package var memory = 2 << 30
  /// Whether equal states are merged; otherwise every order is run by itself.
  package var merges = true
  /// What random orders are drawn by, where there are too many states.
  package var seed: UInt64 = 1
  /// How many threads work; the tally does not depend on it.
  package var jobs = Self.cores
  /// Asked by every thread before each piece of its work; true breaks off.
  package var isCancelled: @Sendable () -> Bool = { false }

  package init() {}

  /// How many threads the machine can run at a time.
  package static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// What all orders lead to.
  ///
  /// Exact where the limits allow; otherwise of orders drawn at random, as `basis` tells. A tally
  /// that is broken off is marked partial, or is a smaller sample. `report` is told now and then.
  package func tally(
    of program: ConcurrentProgram, report: (Progress) -> Void = { _ in }
  ) -> Tally {
    do throws(Shortfall) {
      return try merges
        ? Merging.tally(of: program, by: self, report: report)
        : OneByOne.tally(of: program, by: self, report: report)
    } catch {
      switch error {
      case .tooMuch(let cause):
        let size = merges ? min(limit, 10_000) : limit
        return Sample.tally(of: program, size: size, because: cause, by: self, report: report)
      case .cancelled:
        var tally = Tally(of: program)
        tally.basis = .partial(0)
        return tally
      }
    }
  }

  /// How many pieces of work are given out before the results are looked at.
  var portion: Int { 16 * jobs }
}
