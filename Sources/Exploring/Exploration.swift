import Sessions
import Vocabulary

/// Runs a program in every order, as exactly as its size allows.
///
/// A `ConcurrentProgram` is the commands of several sessions, each session's in their order. Each
/// command is a step, BEGIN too. An order says whose step comes next; it is written as a list of
/// lanes, the places of the sessions. Its number is its place among all orders, as in a dictionary
/// whose letters are the lanes (`Orders`). Not every order is possible: a session that waits cannot
/// act. After an abort the rest of the transaction's commands are steps without effect.
///
/// The question is what the orders lead to: in how many of them there is an anomaly, a broken rule,
/// an abort that was not needed (`Trait`), and what the shortest of them looks like (a *witness*).
/// The answer is a `Tally`.
///
/// # Counting without running equal things twice
///
/// Two sessions of four steps each have 70 orders, six sessions of three steps 137 billion. But
/// most of them differ in nothing that anybody could notice. If alice reads x and bob reads y, it
/// does not matter who comes first. So prefixes of orders are run step by step, and those that have
/// come to the same *state* are counted together. Two sessions a and b of two steps each, which do
/// not touch each other, have nine states and six orders:
///
/// ```text
///   step   0          1          2          3          4
///
///                              aa  1
///                     a  1                aab  3
///          start  1            ab  2                aabb  6
///                     b  1                abb  3
///                              bb  1
/// ```
///
/// Each state has the number of prefixes that lead to it. It is the sum of the numbers of the
/// states that it was reached from: `ab` stands for the prefixes ab and ba. If the first step of a
/// read the key that the first step of b writes, ab and ba would be two states with a number of 1
/// each.
///
/// `Merging` goes forward like this. The states of one step are a `Layer`. A prefix that has been
/// run (`Prefix`) is a laboratory with the real engine in it; nothing is simulated. What identifies
/// a state of it is its key (`StateKey`). Of a state a `Node` is kept: its numbers, and the best
/// orders that lead to it. Laboratories are large, so they are kept only while the states of a step
/// are few. Otherwise a prefix is run again from the start when its next steps are taken. Of the
/// steps before, a `Trail` keeps how each state was reached, for the witnesses.
///
/// # What makes two states equal
///
/// Merging is exact if two prefixes of equal length with the same key can never be distinguished
/// from there on: not by what the engine will answer, nor by what the judge will say, nor by what
/// the tally counts. So the key holds exactly that on which these depend:
///
/// - Of each session, how many steps it has done and all that it has seen: for every read the
///   version that it saw, by its writer, and for every command how it ended. (Of a version that is
///   not committed, also whether it was written where nothing was stored: the judge takes a
///   deletion there for the absence itself.) A program computes from nothing else. So this
///   determines its variables, its conditions, and all that it has written.
/// - Of each key, who wrote its versions, in the order of commits, and who has claimed it, in that
///   order.
/// - Of each open transaction, whether it waits, and what its snapshot shows of the keys that
///   matter: those that the rest of the transaction may still read; and where two writers of a key
///   are compared, those that it has written or may still write. The number of the snapshot is not
///   in the key: what the transaction will never look at cannot matter. `ProgramFacts` knows, of
///   each step, which keys may still be read and written; the commands name them (`Footprint`).
/// - Who waits, in the order of arrival.
/// - Of serializable-snapshot, what it remembers: its rules depend on the order in which
///   antidependencies are found. These are the edges of all transactions that are still remembered,
///   in the order in which they were found; who is doomed or safe; who has read a key that may
///   still be written, in the order of reading; and which of the snapshots and commits came first.
/// - Of each abort that is judged, where the victim's ghost stands in the chains, and what its
///   verdict may still depend on (`Prospects` in Checking).
///
/// The engine puts its part into a `Digest`; `Prefix.key` adds the rest. Two-phase-locking,
/// write-snapshot, and serialization-graph need nothing of their own, because their decisions
/// follow from what was seen and from the chains.
///
/// Transactions are called by their session and by their place among the transactions of that
/// session, because their numbers depend on the order. Steps, numbers of states, and times are not
/// in the key.
///
/// # What happened on the way
///
/// A wait, or a rule that was broken for a while, cannot be seen any more at the end. If it were
/// part of the key, equal states would stay apart for ever. So it is a *mark* of the prefix
/// (`Prefix.Marks`), and a node counts the prefixes for each set of marks:
///
/// ```text
///   state s   marks {}           4 prefixes    best: aabb
///             marks {waited}     2 prefixes    best: abba
/// ```
///
/// # Outcomes and witnesses
///
/// Each state of the last step is run once more from the start, along one of its orders, and judged
/// (`Ending`): the anomalies, the verdicts, the rules, what a lesson expects at the end.
/// Transactions are numbered session by session for this, so that no name depends on the order that
/// was taken. The chains and what each session has seen determine what is stored and what the judge
/// says, so the answer is that of all orders that were merged. Together with the marks it is the
/// traits of each of them, and their number is added to the `Tally`. `Outcomes` counts how many
/// different ends there are: the answers of each session, and what is stored.
///
/// The best order to a state is the one with the fewest changes of session, then the first in the
/// order of the numbers. A node keeps it for each set of marks and each last session (`Arrival`).
/// The beginning of such an order is the best one to the state before it. So a step back is all
/// that has to be stored.
///
/// # Where it ends
///
/// `limit` bounds the states, and `memory` the bytes that they take. Both are looked at within a
/// step, after every few states. Beyond them `Sample` draws orders at random, each as likely as any
/// other, and runs each by itself; the tally says so, and why (`Tally.Basis`). The same happens if
/// there are more orders than 64 bits can count. Threads share the work (`Parallel`), and the tally
/// does not depend on how many there are. Each of them asks before each piece of work whether it is
/// interrupted.
///
/// `OneByOne` runs every order by itself and merges nothing: slow, and beyond doubt. Tests hold the
/// two against each other; docs/design/exploring.md has that and the proofs.
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

  /// The most states that are kept apart, and the most orders that are run by themselves.
  package var limit = 1_000_000
  /// The most bytes that the states of a program may take: 2 GiB, or 1 GiB where an `Int` has 32
  /// bits, so that sums of bytes beyond the limit are still numbers.
  package var memory = Int(min(Int64(2) << 30, Int64(Int.max / 2)))
  /// Whether equal states are merged; otherwise every order is run by itself.
  package var merges = true
  /// What random orders are drawn by, where there are too many states.
  package var seed: UInt64 = 1
  /// How many threads work; the tally does not depend on it.
  package var jobs = Self.cores
  /// Asked by every thread before each piece of its work; true interrupts it.
  package var isCancelled: @Sendable () -> Bool = { false }

  package init() {}

  /// What all orders lead to.
  ///
  /// It is exact where the limits allow, and otherwise of orders drawn at random; `basis` says
  /// which. An interrupted tally is marked partial, or is a smaller sample. `report` is called now
  /// and then.
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
