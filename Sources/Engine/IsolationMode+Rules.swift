import Vocabulary

/// From a mode to its rules: each question goes to the type in the mode's own file.
///
/// They are written out: Embedded Swift, for which this room can be compiled, has no values that
/// are types of a protocol.
extension IsolationMode {
  @inline(__always)
  func view(at snapshot: Timestamp, holdsKey: Bool) -> View {
    switch self {
    case .readUncommitted: ReadUncommitted.view(at: snapshot, holdsKey: holdsKey)
    case .readCommitted: ReadCommitted.view(at: snapshot, holdsKey: holdsKey)
    case .snapshot: Snapshot.view(at: snapshot, holdsKey: holdsKey)
    case .writeSnapshot: WriteSnapshot.view(at: snapshot, holdsKey: holdsKey)
    case .serializableSnapshot: SerializableSnapshot.view(at: snapshot, holdsKey: holdsKey)
    case .twoPhaseLocking: TwoPhaseLocking.view(at: snapshot, holdsKey: holdsKey)
    case .serializationGraph: SerializationGraph.view(at: snapshot, holdsKey: holdsKey)
    }
  }

  @inline(__always)
  func commandBegins(_ transaction: inout Transaction, state: Timestamp) {
    switch self {
    case .readUncommitted: ReadUncommitted.commandBegins(&transaction, state: state)
    case .readCommitted: ReadCommitted.commandBegins(&transaction, state: state)
    case .snapshot: Snapshot.commandBegins(&transaction, state: state)
    case .writeSnapshot: WriteSnapshot.commandBegins(&transaction, state: state)
    case .serializableSnapshot: SerializableSnapshot.commandBegins(&transaction, state: state)
    case .twoPhaseLocking: TwoPhaseLocking.commandBegins(&transaction, state: state)
    case .serializationGraph: SerializationGraph.commandBegins(&transaction, state: state)
    }
  }

  @inline(__always)
  func beforeRequest(by id: TransactionID, in database: Database) -> Abort? {
    switch self {
    case .readUncommitted: ReadUncommitted.beforeRequest(by: id, in: database)
    case .readCommitted: ReadCommitted.beforeRequest(by: id, in: database)
    case .snapshot: Snapshot.beforeRequest(by: id, in: database)
    case .writeSnapshot: WriteSnapshot.beforeRequest(by: id, in: database)
    case .serializableSnapshot: SerializableSnapshot.beforeRequest(by: id, in: database)
    case .twoPhaseLocking: TwoPhaseLocking.beforeRequest(by: id, in: database)
    case .serializationGraph: SerializationGraph.beforeRequest(by: id, in: database)
    }
  }

  @inline(__always)
  func beforeRead(
    _ target: Wait.Target, by id: TransactionID, in database: Database
  ) -> Ruling {
    switch self {
    case .readUncommitted: ReadUncommitted.beforeRead(target, by: id, in: database)
    case .readCommitted: ReadCommitted.beforeRead(target, by: id, in: database)
    case .snapshot: Snapshot.beforeRead(target, by: id, in: database)
    case .writeSnapshot: WriteSnapshot.beforeRead(target, by: id, in: database)
    case .serializableSnapshot: SerializableSnapshot.beforeRead(target, by: id, in: database)
    case .twoPhaseLocking: TwoPhaseLocking.beforeRead(target, by: id, in: database)
    case .serializationGraph: SerializationGraph.beforeRead(target, by: id, in: database)
    }
  }

  @inline(__always)
  func didRead(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    switch self {
    case .readUncommitted: ReadUncommitted.didRead(slot, by: id, in: &database)
    case .readCommitted: ReadCommitted.didRead(slot, by: id, in: &database)
    case .snapshot: Snapshot.didRead(slot, by: id, in: &database)
    case .writeSnapshot: WriteSnapshot.didRead(slot, by: id, in: &database)
    case .serializableSnapshot: SerializableSnapshot.didRead(slot, by: id, in: &database)
    case .twoPhaseLocking: TwoPhaseLocking.didRead(slot, by: id, in: &database)
    case .serializationGraph: SerializationGraph.didRead(slot, by: id, in: &database)
    }
  }

  @inline(__always)
  func didScan(
    _ read: RangeRead, _ slots: [SlotID], by id: TransactionID, in database: inout Database
  ) -> Abort? {
    switch self {
    case .readUncommitted: ReadUncommitted.didScan(read, slots, by: id, in: &database)
    case .readCommitted: ReadCommitted.didScan(read, slots, by: id, in: &database)
    case .snapshot: Snapshot.didScan(read, slots, by: id, in: &database)
    case .writeSnapshot: WriteSnapshot.didScan(read, slots, by: id, in: &database)
    case .serializableSnapshot: SerializableSnapshot.didScan(read, slots, by: id, in: &database)
    case .twoPhaseLocking: TwoPhaseLocking.didScan(read, slots, by: id, in: &database)
    case .serializationGraph: SerializationGraph.didScan(read, slots, by: id, in: &database)
    }
  }

  @inline(__always)
  func beforeWrite(_ slot: SlotID, by id: TransactionID, in database: Database) -> Ruling {
    switch self {
    case .readUncommitted: ReadUncommitted.beforeWrite(slot, by: id, in: database)
    case .readCommitted: ReadCommitted.beforeWrite(slot, by: id, in: database)
    case .snapshot: Snapshot.beforeWrite(slot, by: id, in: database)
    case .writeSnapshot: WriteSnapshot.beforeWrite(slot, by: id, in: database)
    case .serializableSnapshot: SerializableSnapshot.beforeWrite(slot, by: id, in: database)
    case .twoPhaseLocking: TwoPhaseLocking.beforeWrite(slot, by: id, in: database)
    case .serializationGraph: SerializationGraph.beforeWrite(slot, by: id, in: database)
    }
  }

  @inline(__always)
  func didWrite(_ slot: SlotID, by id: TransactionID, in database: inout Database) -> Abort? {
    switch self {
    case .readUncommitted: ReadUncommitted.didWrite(slot, by: id, in: &database)
    case .readCommitted: ReadCommitted.didWrite(slot, by: id, in: &database)
    case .snapshot: Snapshot.didWrite(slot, by: id, in: &database)
    case .writeSnapshot: WriteSnapshot.didWrite(slot, by: id, in: &database)
    case .serializableSnapshot: SerializableSnapshot.didWrite(slot, by: id, in: &database)
    case .twoPhaseLocking: TwoPhaseLocking.didWrite(slot, by: id, in: &database)
    case .serializationGraph: SerializationGraph.didWrite(slot, by: id, in: &database)
    }
  }

  @inline(__always)
  func beforeCommit(of id: TransactionID, in database: inout Database) -> Abort? {
    switch self {
    case .readUncommitted: ReadUncommitted.beforeCommit(of: id, in: &database)
    case .readCommitted: ReadCommitted.beforeCommit(of: id, in: &database)
    case .snapshot: Snapshot.beforeCommit(of: id, in: &database)
    case .writeSnapshot: WriteSnapshot.beforeCommit(of: id, in: &database)
    case .serializableSnapshot: SerializableSnapshot.beforeCommit(of: id, in: &database)
    case .twoPhaseLocking: TwoPhaseLocking.beforeCommit(of: id, in: &database)
    case .serializationGraph: SerializationGraph.beforeCommit(of: id, in: &database)
    }
  }
}
