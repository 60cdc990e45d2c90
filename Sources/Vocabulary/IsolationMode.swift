/// The rules by which a transaction is kept apart from others.
///
/// Those of the laboratory are `laboratory`; the others stand beside them for contrast.
public enum IsolationMode: String, CaseIterable, Hashable, Sendable {
  /// Reads the newest write, committed or not.
  case readUncommitted = "read-uncommitted"
  /// Each command reads what had committed when the command began.
  case readCommitted = "read-committed"
  /// Reads the state at BEGIN; of two concurrent writers of a key only one commits.
  case snapshot = "snapshot"
  /// Reads the state at BEGIN; commits only if nothing it read was overwritten since.
  case writeSnapshot = "write-snapshot"
  /// Snapshot, and no commit may complete a dangerous structure.
  case serializableSnapshot = "serializable-snapshot"
  /// Locks what it reads and writes until it ends.
  case twoPhaseLocking = "two-phase-locking"
  /// Reads the state at BEGIN; commits unless that closes a cycle of dependencies.
  case serializationGraph = "serialization-graph"

  /// The modes that the laboratory compares.
  public static let lab: [IsolationMode] = [
    .readCommitted, .snapshot, .writeSnapshot, .serializableSnapshot,
  ]

  /// The full name, such as snapshot.
  public var name: String { rawValue }

  /// The name as tags in lessons write it, such as si.
  public var shortName: String { facts.shortName.description }

  /// Whether every read sees the state at BEGIN.
  public var readsSnapshot: Bool { facts.reads == .stateAtBegin }

  /// The mode of that full or short name, in any case; `serializable` is serializable-snapshot.
  public init?(named name: String) {
    let name = name.lowercased()
    let match = Self.allCases.first { $0.name == name || $0.shortName == name }
    guard let mode = match ?? (name == "serializable" ? .serializableSnapshot : nil) else {
      return nil
    }
    self = mode
  }
}

/// What happens to two concurrent writers of the same key in snapshot and serializable-snapshot.
public enum ConflictPolicy: String, CaseIterable, Hashable, Sendable {
  /// The second writer waits; if the first commits, the second is aborted at once.
  case firstUpdater = "first-updater"
  /// Nobody waits; the later committer is aborted at its COMMIT.
  case firstCommitter = "first-committer"

  /// What a mode does unless told otherwise; nil where the mode knows no such choice.
  public static func standard(in mode: IsolationMode) -> ConflictPolicy? {
    if case .follow(let policy) = mode.facts.writers { policy } else { nil }
  }
}
