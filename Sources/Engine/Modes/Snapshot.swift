import Vocabulary

/// Snapshot isolation: one state from BEGIN to the end.
///
/// **Sees** the state that had been committed at BEGIN, and its own writes.
/// **Waits**, under first-updater (the default), to write a key that another open transaction has
/// claimed. Under first-committer nobody waits. Readers never wait.
/// **Aborts** a writer of a key of which its snapshot lacks the newest version: under first-updater
/// at the write, at once or when the wait ends; under first-committer at COMMIT. So of two
/// concurrent writers of a key only one commits (Berenson et al. 1995). A deadlock has a victim.
/// Read-only transactions never abort.
/// **Forbids** dirty and fuzzy reads, phantoms, read skew, lost updates (G-single).
/// **Allows** write skew, with keys and with predicates, and the read-only anomaly.
/// **Lesson**: write-skew; lost-update shows what it forbids.
enum Snapshot: IsolationRules {
  static func view(of id: TransactionID, holdsKey: Bool, in database: Database) -> View {
    .state(database[id].snapshot)
  }

  static func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    guard database[id].waitsToWrite else { return .proceed }
    if database.keys[slot].lastCommit > database[id].snapshot {
      return .abort(writeConflict(.concurrentUpdate, on: slot, by: id, in: database))
    }
    return WriteLocks.ruling(on: slot, for: id, in: database)
  }

  /// Also under first-updater: a transaction of a mode that never waits may have passed the lock.
  static func beforeCommit(of id: TransactionID, in database: Database) -> Abort? {
    for slot in database[id].claims {
      guard let intent = database.keys[slot].intent(of: id), intent.isWrite,
        database.keys[slot].lastCommit > database[id].snapshot
      else { continue }
      return writeConflict(.firstCommitter, on: slot, by: id, in: database)
    }
    return nil
  }

  /// The committed write that the snapshot lacks against the write that it makes impossible.
  private static func writeConflict(
    _ kind: Abort.Kind, on slot: SlotID, by id: TransactionID, in database: Database
  ) -> Abort {
    let here = database.keys[slot]
    let rival = database.keys.firstVersion(of: slot, after: database[id].snapshot).map {
      Access(by: $0.creator, step: $0.writtenAt, .wrote($0.value), committedAt: $0.committedAt)
    }
    var own = Access(by: id, step: database[id].step, .requested)
    if let intent = here.intent(of: id), case .write(let value) = intent.payload {
      own = Access(by: id, step: intent.step, .wrote(value))
    }
    return Abort(
      of: id, step: database[id].step, kind: kind,
      conflicts: rival.map { [Conflict(.writeWrite, from: $0, to: own, key: here.key)] } ?? [])
  }
}
