/// What a simulation of bloat is told: writers, one long reader, and how often there is a vacuum.
package struct BloatSettings: Hashable, Sendable {
  /// The writers, and how long everything lasts.
  package var writers: Settings
  /// How long it lasts, in steps.
  package var time = 20_000
  /// For how many steps somebody reads; 0: nobody does.
  ///
  /// From a quarter of the time on.
  package var reader = 10_000
  /// How often it is looked how much there is; evenly over the time.
  package var looks = 40

  package init(_ writers: Settings) {
    self.writers = writers
    self.writers.judged = 0
  }

  /// When the reader begins and ends; nil if there is none.
  package var reading: Range<Int>? {
    let begin = time / 4
    return reader > 0 ? begin..<min(time, begin + reader) : nil
  }
}

/// Reads, and the versions that were looked at for them.
package struct ReadWork: Hashable, Sendable {
  package var reads = 0
  package var versions = 0

  /// Versions for each read; nil if there was none.
  package var average: Quantity? { Quantity(versions, per: reads, places: 2) }

  static func + (left: ReadWork, right: ReadWork) -> ReadWork {
    ReadWork(reads: left.reads + right.reads, versions: left.versions + right.versions)
  }

  static func - (left: ReadWork, right: ReadWork) -> ReadWork {
    ReadWork(reads: left.reads - right.reads, versions: left.versions - right.versions)
  }
}

/// What was there at one time.
package struct BloatLook: Hashable, Sendable {
  /// Steps since the start.
  package let time: Int
  /// Versions that are not the newest of their key.
  package let kept: Int
  /// Reads of the writers since the look before.
  package let reads: ReadWork
  /// Those of the long reader.
  package let longReads: ReadWork
  /// Versions that vacuums have removed so far.
  package let removed: Int
  package let vacuums: Int
  package let committed: Int
}

/// How a database grew and shrank.
package struct BloatRun: Hashable, Sendable {
  /// After how many commits there was a vacuum; nil: never.
  package let every: Int?
  package let looks: [BloatLook]
  /// Whether it was broken off.
  package let isPartial: Bool

  /// The most versions that were kept at any look.
  package var most: Int { looks.map(\.kept).max() ?? 0 }

  /// The writers' reads, up to the looks of that time.
  package func reads(in time: Range<Int>) -> ReadWork {
    looks.filter { time.contains($0.time) }.reduce(ReadWork()) { $0 + $1.reads }
  }

  /// All reads of the long reader.
  package var longReads: ReadWork { looks.reduce(ReadWork()) { $0 + $1.longReads } }
}
