public import Vocabulary

/// What reading has cost.
public struct ReadCost: Hashable, Sendable {
  /// How many keys were read, by GET or within a range, the reader's own writes left out.
  public private(set) var reads = 0
  /// How many versions were looked at for that.
  public private(set) var versions = 0

  /// Nothing read yet.
  public init() {}

  mutating func add(_ visits: Int) {
    reads += 1
    versions += visits
  }

  mutating func add(_ more: ReadCost) {
    reads += more.reads
    versions += more.versions
  }

  /// What has come since an earlier look.
  public static func - (later: ReadCost, earlier: ReadCost) -> ReadCost {
    var cost = ReadCost()
    cost.reads = later.reads - earlier.reads
    cost.versions = later.versions - earlier.versions
    return cost
  }
}

/// What is stored beyond the newest values, and for whose sake.
public struct Bloat: Hashable, Sendable {
  /// The newest values: what a new snapshot would hold.
  public internal(set) var live = Volume()
  /// Dead versions that a vacuum would remove.
  public internal(set) var removable = Volume()
  /// Dead versions that it would leave.
  public internal(set) var pinned = Volume()
  /// How many of the pinned versions no open snapshot can see: the horizon keeps them, or a
  /// committed transaction that is remembered.
  public internal(set) var unseen = 0
  /// The key with the most versions, the first such one; nil if nothing is stored.
  public internal(set) var longestChain: Chain?
  /// The transactions whose snapshots keep the pinned versions, the oldest first.
  public internal(set) var pins: [Pin] = []
  /// The open transaction with the oldest snapshot, whether that pins anything or not.
  ///
  /// Nil if none reads a snapshot.
  public internal(set) var oldest: TransactionID?
  /// What is remembered of transactions to find conflicts.
  public internal(set) var marks = Marks()

  /// A key and the number of its versions.
  public struct Chain: Hashable, Sendable {
    /// The key.
    public let key: Key
    /// At least 1.
    public let versions: Int
  }

  /// What modes remember of reads and writes to find conflicts.
  public struct Marks: Hashable, Sendable {
    /// Committed transactions that are still remembered.
    public internal(set) var committed = 0
    /// The keys and ranges that they have read and the keys that they have written, as far as their
    /// modes remember them.
    public internal(set) var ofCommitted = 0
    /// The keys and ranges that open transactions have read, as far as their modes remember them.
    public internal(set) var ofOpen = 0
  }
}

extension Database {
  /// How many versions are stored, of all keys together.
  public var storedVersions: Int { keys.deadCount + keys.liveCount }
  /// How many of them a new snapshot would hold: one a key that has a value.
  public var liveVersions: Int { keys.liveCount }
  /// How many of them no new snapshot would hold.
  public var deadVersions: Int { keys.deadCount }

  /// What is stored, and why.
  ///
  /// Costs the size of the database.
  public var bloat: Bloat {
    var bloat = Bloat()
    let horizon = self.horizon
    let open = readers.filter { $0.tie == .snapshot }
    let snapshots = Set(open.map { $0.snapshot })
    bloat.oldest = open.first?.id
    bloat.pins = pins
    bloat.marks = marks
    for slot in keys.ordered(in: .all) {
      let (key, chain) = (keys[slot].key, storedVersions(of: slot))
      if chain.count > bloat.longestChain?.versions ?? 0 {
        bloat.longestChain = Bloat.Chain(key: key, versions: chain.count)
      }
      for version in chain {
        switch version.fate(horizon) {
        case .live: bloat.live.add(version.value, of: key)
        case .removable: bloat.removable.add(version.value, of: key)
        case .pinned:
          bloat.pinned.add(version.value, of: key)
          let end = version.endState ?? .max
          if !snapshots.contains(where: { version.state <= $0 && $0 < end }) { bloat.unseen += 1 }
        }
      }
    }
    return bloat
  }

  private var marks: Bloat.Marks {
    var marks = Bloat.Marks()
    for id in transactions.ids {
      let count = self[id].reads.count + self[id].rangeReads.count
      if self[id].isCommitted {
        marks.committed += 1
        marks.ofCommitted += count
      } else {
        marks.ofOpen += count
      }
    }
    for node in graph.nodes.values {
      marks.committed += 1
      marks.ofCommitted += node.reads.count + node.rangeReads.count + node.writes.count
    }
    return marks
  }
}
