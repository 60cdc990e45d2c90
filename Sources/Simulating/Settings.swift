package import Vocabulary

/// The settings of one run of clients.
package struct Settings: Hashable, Sendable {
  /// When a run ends.
  package enum End: Hashable, Sendable {
    /// After this number of transactions have ended, committed or not.
    case transactions(Int)
    /// After this number of steps.
    case time(Int)
  }

  package var mode: IsolationMode
  /// Nil stands for the default of the mode.
  package var conflicts: ConflictPolicy?
  package var mix: Mix
  package var clients = 1
  package var keys = 1_000
  package var distribution = Distribution.zipfian(skew: 0.99)
  /// How many keys are read and not written; the exact meaning depends on the mix.
  package var reads: Int
  package var writes: Int
  /// The mean pause of a client before each request, in steps: uniform from 0 to twice that.
  package var think = 2
  package var end = End.transactions(5_000)
  /// How often a job is tried again; nil means until it commits.
  package var retries: Int?
  /// The longest pause before the first retry, in steps; it doubles with each retry, six times.
  package var backoff = 0
  /// After how many commits the database is vacuumed; nil if never.
  package var vacuumEvery: Int? = 1_000
  /// How many aborts are judged.
  package var judged = 100
  package var seed: UInt64 = 1

  package init(_ mode: IsolationMode, _ mix: Mix) {
    (self.mode, self.mix) = (mode, mix)
    (reads, writes) = (mix.standardReads ?? 0, mix.standardWrites ?? 0)
  }

  /// The least number of keys with which every transaction finds different ones.
  package var leastKeys: Int {
    switch mix {
    case .counters, .mixed: max(2, reads + writes)
    case .transfers: reads + 2
    case .doctors, .report: 2
    }
  }

  /// The most steps times clients of a run: the engine counts commands in 32 bits.
  package static let mostWork = 4_000_000_000

  /// Whether the clients may run that many steps; each takes at most one turn per step.
  package func canLast(_ time: Int) -> Bool { time <= Self.mostWork / clients }

  /// The doctors of one ward: two neighboring keys.
  func ward(of doctor: Int) -> Range<Int> {
    let first = doctor / 2 * 2
    return first..<min(first + 2, keys)
  }
}
