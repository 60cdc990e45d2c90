import Telling
import Vocabulary

/// The settings of a simulation of bloat: writers, one long reader, and the times of the vacuums.
package struct BloatSettings: Hashable, Sendable {
  /// The settings of the writers.
  package var writers: Settings
  /// The duration of the simulation, in steps.
  package var time = 20_000
  /// The duration of the long read, in steps; 0 if there is none.
  ///
  /// The long read begins after a quarter of the time.
  package var reader = 10_000
  /// The number of looks at the versions, evenly spread over the time.
  package var looks = 40

  package init(_ writers: Settings) {
    self.writers = writers
    self.writers.judged = 0
  }

  /// When the reader begins and commits; nil if there is none.
  ///
  /// A reader that would commit only when the simulation ends is still open then.
  package var reading: Range<Int>? {
    let begin = time / 4
    return reader > 0 ? begin..<min(time, begin + reader) : nil
  }

  /// Roughly how many old versions there can be at once, if no transaction is aborted.
  ///
  /// A writer's transaction makes one version old, in four requests. A vacuum leaves the versions
  /// that became old after the reader's BEGIN.
  ///
  /// - Parameter every: after how many commits there is a vacuum; nil: never.
  /// - Returns: How many.
  package func mostOld(every: Int?) -> Int {
    func commits(in time: Int) -> Int { time * writers.clients / (4 * (1 + writers.think)) }
    guard let every else { return commits(in: time) }
    let pinned = writers.mode.facts.pins == .sinceBegin ? reading?.count ?? 0 : 0
    return min(commits(in: time), commits(in: pinned) + every)
  }
}

/// Reads, and the versions that they inspected.
package struct ReadWork: Hashable, Sendable {
  package var reads = 0
  package var versions = 0

  /// Versions per read; nil if there was no read.
  package var average: Quantity? { Quantity(versions, per: reads, places: 2) }

  static func + (left: ReadWork, right: ReadWork) -> ReadWork {
    ReadWork(reads: left.reads + right.reads, versions: left.versions + right.versions)
  }

  static func - (left: ReadWork, right: ReadWork) -> ReadWork {
    ReadWork(reads: left.reads - right.reads, versions: left.versions - right.versions)
  }
}

/// The versions at one time.
package struct BloatLook: Hashable, Sendable {
  /// Steps since the start.
  package let time: Int
  /// Versions that are not the newest of their key.
  package let kept: Int
  /// The writers' reads since the previous look.
  package let reads: ReadWork
  /// The long reader's reads since then.
  package let longReads: ReadWork
  /// Versions that vacuums have removed so far.
  package let removed: Int
  package let vacuums: Int
  package let committed: Int
}

/// How a database grew and shrank.
package struct BloatRun: Hashable, Sendable {
  /// After how many commits there was a vacuum; nil if never.
  package let every: Int?
  package let looks: [BloatLook]
  /// The writers' reads before the long reader's BEGIN, until its COMMIT, and afterwards.
  package let before, during, after: ReadWork
  /// All reads of the long reader.
  package let longReads: ReadWork
  /// Whether it was interrupted.
  package let isPartial: Bool

  /// The most versions that were kept at any look; nil if it was interrupted before the first.
  package var most: Int? { looks.map { $0.kept }.max() }
}
