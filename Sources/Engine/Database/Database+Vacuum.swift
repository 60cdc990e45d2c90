public import Vocabulary

/// What a vacuum did, and what it had to leave.
public struct Vacuum: Hashable, Sendable {
  /// What went.
  public let removed: Volume
  /// How many versions stay although no new snapshot would hold them.
  ///
  /// `Database.pins` tells whose snapshots keep them.
  public let pinned: Int
}

/// A transaction whose snapshot keeps versions that are no longer the newest.
public struct Pin: Hashable, Sendable {
  /// The transaction that pins.
  public let transaction: TransactionID
  /// The state it reads, or has read.
  public let snapshot: Timestamp
  /// Whether it has committed, and its mode remembers it.
  ///
  /// serialization-graph tells a cycle through it with the versions that it has read;
  /// serializable-snapshot must see by a tombstone that somebody else replaced what it read.
  public let isCommitted: Bool
  /// How many dead versions its snapshot keeps.
  public let versions: Int
}

/// The states up to which dead versions may go.
public struct Horizon: Hashable, Sendable {
  /// For a version that was replaced: by this state at the latest.
  ///
  /// The oldest snapshot that is read or may have to be reported, else the newest state.
  public let replaced: Timestamp
  /// For a tombstone that is the newest of its key: made by this state at the latest.
  ///
  /// Never later than `replaced`: committed readers of serializable-snapshot that are still
  /// remembered matter too, because a key without any version looks as if nobody had touched it.
  public let tombstones: Timestamp
}

/// When a vacuum runs by itself.
public enum Autovacuum: Hashable, Sendable {
  /// After 50 versions that have died, and one for each five live ones: PostgreSQL's defaults
  /// (autovacuum_vacuum_threshold and autovacuum_vacuum_scale_factor).
  case standard
  /// After this number of versions that have died; at least 1.
  case after(Int)

  /// How many versions must have died since the last run.
  public func limit(live: Int) -> Int {
    switch self {
    case .standard: 50 + live / 5
    case .after(let count): count
    }
  }
}

/// Removing versions that nobody can read any more.
///
/// A version is dead once a newer one of its key is committed, a tombstone at once. It may go when
/// every snapshot that is still read holds the newer one: when that was made by a state up to the
/// *horizon*, the oldest of these snapshots. This is the rule of PostgreSQL and others. A version
/// between two snapshots, which neither can see, stays too: it tells serializable-snapshot who
/// replaced what an old reader read (docs/decisions/042-the-horizon.md).
///
/// Marks that find conflicts are no concern of a vacuum; they go by themselves, when nobody is
/// concurrent any more with those who made them.
extension Database {
  /// Removes every version that the horizon lets go.
  ///
  /// Call it between commands, not between the requests of one: a command of read-committed has a
  /// snapshot of its own. Costs what is removed, and the transactions that are remembered; and the
  /// number of keys, where most of them have come to be without a version since that was last paid.
  public mutating func vacuum() -> Vacuum {
    let removed = keys.removeDead(horizon)
    diedAtVacuum = keys.diedCount
    if keys.hasManyUnborn { forgetUselessKeys() }
    return Vacuum(removed: removed, pinned: keys.deadCount)
  }

  /// Whether enough versions have died since the last vacuum for the next one to be due.
  public func isDue(_ policy: Autovacuum) -> Bool {
    keys.diedCount - diedAtVacuum >= policy.limit(live: keys.liveCount)
  }

  /// Drops what serializable-snapshot and serialization-graph remember of committed transactions,
  /// which nobody should: conflicts with them are not found any more.
  ///
  /// To show what breaks. Returns how many were forgotten.
  public mutating func forgetMarks() -> Int {
    let committed = Array(remembered)
    remembered = []
    for id in committed { forget(id) }
    return committed.count + graph.forgetCommitted()
  }

  /// The transactions whose snapshots keep dead versions, the oldest first.
  ///
  /// Costs the transactions that are remembered, and the tombstones.
  public var pins: [Pin] {
    let dead = keys.deadCounter
    return readers.map { id, snapshot, tie in
      let all = Horizon(replaced: .max, tombstones: .max)
      let others =
        tie == .gap
        ? Horizon(replaced: .max, tombstones: snapshot)
        : Horizon(replaced: snapshot, tombstones: snapshot)
      return Pin(
        transaction: id, snapshot: snapshot, isCommitted: tie != .snapshot,
        versions: dead(all) - dead(others))
    }.filter { $0.versions > 0 }
  }

  /// What may go.
  public var horizon: Horizon {
    let readers = readers
    return Horizon(
      replaced: readers.first { $0.tie != .gap }?.snapshot ?? state,
      tombstones: readers.first?.snapshot ?? state)
  }

  /// Why a transaction's snapshot matters.
  enum Tie { case snapshot, cycle, gap }

  /// Every transaction whose snapshot matters, the oldest snapshot first.
  var readers: [(id: TransactionID, snapshot: Timestamp, tie: Tie)] {
    let known = transactions.ids.compactMap {
      id -> (id: TransactionID, snapshot: Timestamp, tie: Tie)? in
      let transaction = self[id]
      if transaction.isCommitted {
        let hasRead = !transaction.reads.isEmpty || !transaction.rangeReads.isEmpty
        return hasRead ? (id, transaction.snapshot, .gap) : nil
      }
      return transaction.pinsSnapshot ? (id, transaction.snapshot, .snapshot) : nil
    }
    return (known + graph.nodes.values.map { (id: $0.id, snapshot: $0.snapshot, tie: .cycle) })
      .sorted { ($0.snapshot, $0.id) < ($1.snapshot, $1.id) }
  }

  /// Keys without a version, of which nobody knows anything, give their numbers back.
  mutating func forgetUselessKeys() {
    var used: Set<SlotID> = []
    for id in transactions.ids {
      used.formUnion(self[id].reads.points.map { $0.slot })
      used.formUnion(self[id].claims)
      for read in self[id].rangeReads { used.formUnion(read.own) }
      if let target = self[id].wait?.target {
        switch target {
        case .exclusive(let slot), .shared(let slot), .elsewhere(let slot?, _): used.insert(slot)
        case .range, .safeSnapshot, .elsewhere(nil, _): break
        }
      }
    }
    for node in graph.nodes.values {
      used.formUnion(node.reads.map { $0.slot })
      used.formUnion(node.writes)
      for read in node.rangeReads { used.formUnion(read.own) }
    }
    keys.forgetKeys { id, slot in slot.newest == nil && !used.contains(id) }
  }
}
