/// Why a transaction was aborted by its mode, as data: who, where, by which rule, because of whom.
public struct Abort: Hashable, Sendable {
  /// The rule that was applied.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// First updater wins: a key to be written has a version that the snapshot does not hold.
    case concurrentUpdate = "concurrent-update"
    /// First committer wins: found at COMMIT.
    case firstCommitter = "first-committer"
    /// Write-snapshot: something that was read has been overwritten since BEGIN.
    case overwrittenRead = "overwritten-read"
    /// Serializable-snapshot: two antidependencies in a row whose last writer committed first.
    case dangerousStructure = "dangerous-structure"
    /// Serialization-graph: with the victim's commit a cycle of dependencies would have closed.
    case cycle = "cycle"
    /// The request would have closed a ring of waits.
    case deadlock = "deadlock"
    /// It lasted longer than it was allowed to.
    case timeout = "timeout"
    /// A real database ended it for a reason that is none of these; its report says which.
    case serverError = "server-error"
  }

  /// Which limit was reached, and how the transaction stood by then.
  public struct Timeout: Hashable, Sendable {
    /// What was limited.
    public let limit: TimeLimit
    /// How long it was allowed.
    public let allowed: TimeSpan
    /// How long the transaction had been open.
    public let open: TimeSpan
    /// The step of its BEGIN.
    public let begun: StepNumber
    /// How long ago its last command was carried out, or began to wait.
    public let idle: TimeSpan
    /// The step at which that command was given.
    public let last: StepNumber
    /// Whether that command still waited.
    public let wasWaiting: Bool

    /// States what a transaction ran into.
    public init(
      limit: TimeLimit, allowed: TimeSpan, open: TimeSpan, begun: StepNumber, idle: TimeSpan,
      last: StepNumber, wasWaiting: Bool
    ) {
      self.limit = limit
      self.allowed = allowed
      self.open = open
      self.begun = begun
      self.idle = idle
      self.last = last
      self.wasWaiting = wasWaiting
    }
  }

  /// The victim's place in a dangerous structure `in -> pivot -> out`.
  public enum Role: String, Hashable, Sendable {
    /// The one in the middle.
    case pivot
    /// The one that read what the pivot, already committed, has overwritten.
    case `in`
  }

  /// The victim.
  public let transaction: TransactionID
  /// The command that was aborted; of a command that waited, the step at which it was given; of a
  /// timeout a step of its own.
  public let step: StepNumber
  /// The rule.
  public let kind: Kind
  /// Nil unless the kind is dangerous-structure.
  public let role: Role?
  /// What clashed, in the order of the explanation; of a cycle its edges, from the victim round to
  /// the victim.
  ///
  /// Empty only for a timeout, and where a real database has said no more than its report.
  public let conflicts: [Conflict]
  /// Nil unless the kind is timeout; nil also where a history names nothing but the kind.
  public var timeout: Timeout? { details.first?.timeout }
  /// The code and the text of the real database that ended it; nil where isolab's engine did.
  public var report: String? { details.first?.report }
  /// What few aborts have, outside the value so that an event stays small; at most one.
  private let details: [Details]

  private struct Details: Hashable, Sendable {
    let timeout: Timeout?
    let report: String?
  }

  /// States an abort.
  public init(
    of transaction: TransactionID, step: StepNumber, kind: Kind, role: Role? = nil,
    conflicts: [Conflict], timeout: Timeout? = nil, report: String? = nil
  ) {
    self.transaction = transaction
    self.step = step
    self.kind = kind
    self.role = role
    self.conflicts = conflicts
    details =
      timeout == nil && report == nil ? [] : [Details(timeout: timeout, report: report)]
  }

  /// The other transactions that took part, each once, in the order of the conflicts.
  public var rivals: [TransactionID] {
    conflicts.flatMap { [$0.first.transaction, $0.second.transaction] }
      .uniqued(without: transaction)
  }

  /// The keys that were fought over, each once, in the order of the conflicts.
  public var keys: [Key] { conflicts.compactMap { $0.key }.uniqued() }

  /// The ranges that were read and then changed, each once, in the order of the conflicts.
  public var ranges: [KeyRange] { conflicts.compactMap { $0.range }.uniqued() }
}

/// Two transactions that touched the same thing: one edge of an explanation.
public struct Conflict: Hashable, Sendable {
  /// What kind of edge leads from `first` to `second`.
  public enum Kind: String, Hashable, Sendable {
    /// `first` read what `second` replaced, so `first` comes before `second`.
    case antidependency = "rw"
    /// Both wrote the key, `first` before `second`.
    case writeWrite = "ww"
    /// `second` read what `first` wrote, so `first` comes before `second`.
    case writeRead = "wr"
    /// `first` waits for something that `second` holds or asked for earlier.
    case wait = "wait"
  }

  /// The kind of edge.
  public let kind: Kind
  /// Where the edge starts.
  public let first: Access
  /// Where the edge ends.
  public let second: Access
  /// The key; nil where none can be named.
  public let key: Key?
  /// The range through which `first` read the key; nil if it read the key itself, or did not read.
  public let range: KeyRange?

  /// States an edge.
  public init(
    _ kind: Kind, from first: Access, to second: Access, key: Key?, range: KeyRange? = nil
  ) {
    self.kind = kind
    self.first = first
    self.second = second
    self.key = key
    self.range = range
  }
}

/// One transaction's touch of a key or range.
public struct Access: Hashable, Sendable {
  /// What was done.
  public enum Action: Hashable, Sendable {
    /// Saw this value, or absence.
    case read(Value?)
    /// Wrote this value, or deleted.
    case wrote(Value?)
    /// Read it FOR UPDATE where that locks nothing but counts as writing this value back.
    case readForUpdate(Value?)
    /// Locked it against writers, or against everybody.
    case locked
    /// Locked a range that it lies in.
    case lockedRange(KeyRange)
    /// Asked for it and has not got it yet.
    case requested
  }

  /// The transaction.
  public let transaction: TransactionID
  /// The step of the command that did it.
  public let step: StepNumber
  /// What was done.
  public let action: Action
  /// The step at which the transaction committed; nil if it has not.
  public let committedAt: StepNumber?

  /// States an access.
  public init(
    by transaction: TransactionID, step: StepNumber, _ action: Action,
    committedAt: StepNumber? = nil
  ) {
    self.transaction = transaction
    self.step = step
    self.action = action
    self.committedAt = committedAt
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetitions and without `excluded`, in their first order.
  fileprivate func uniqued(without excluded: Element? = nil) -> [Element] {
    var seen: Set<Element> = []
    return filter { $0 != excluded && seen.insert($0).inserted }
  }
}
