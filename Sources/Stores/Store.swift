package import Vocabulary

/// A place other than the engine where transactions run and may wait: a database server, a file, or
/// a process.
///
/// This is the seam for real databases. A command is a function of the answers that its requests
/// get, so a place needs to answer requests, one at a time, and to say which of those that wait go
/// on. Everything above that (commands, rules, transcripts, the judge, exploring) is the same as on
/// the engine.
package protocol Store: AnyObject, Sendable {
  /// What it is, and which levels it has.
  var identity: StoreIdentity { get }

  /// An empty table with these rows, and no session at work.
  ///
  /// Runs do not see each other. A run ends when nobody holds it any more: its transactions are
  /// rolled back, and its table is dropped or used again.
  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun

  /// Ends all runs and removes whatever it has made. Nothing may be asked of it afterwards.
  func close()
}

/// One table of a store, and sessions that work on it.
///
/// It is used by one thread at a time.
package protocol StoreRun: AnyObject, Sendable {
  /// Begins a transaction of its session: `done`, or `waits`.
  ///
  /// Where the level reads a snapshot, that is taken now.
  func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer

  /// Carries out a request of a transaction that is open and does not wait.
  func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer

  /// The earliest waiting request that has come to an end, and its answer, which is no wait; nil
  /// if all others that wait really do.
  ///
  /// It is asked after each request until it answers nil.
  func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)?

  /// Withdraws the waiting request: nil if it has had no effect and the transaction goes on, or
  /// `aborted`; the request's own answer, if that came first. A BEGIN that is withdrawn leaves no
  /// transaction.
  func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer?

  /// Transactions that the store aborted while they asked nothing, and in what words; each is
  /// reported once. Their next request is answered with the abort.
  func takeDoomed() -> [(TransactionID, report: String)]

  /// The statements that were sent since this was last asked, as a person would type them.
  func takeStatements() -> [String]
}

extension StoreRun {
  package func takeDoomed() -> [(TransactionID, report: String)] { [] }
}

/// A transaction as it begins.
package struct StoreTransaction: Sendable {
  package let id: TransactionID
  package let session: SessionName
  package let level: StoreLevel
  package let readOnly: Bool
  /// Only where the store's level knows it; otherwise without effect.
  package let deferrable: Bool

  package init(
    id: TransactionID, session: SessionName, level: StoreLevel, readOnly: Bool, deferrable: Bool
  ) {
    (self.id, self.session, self.level) = (id, session, level)
    (self.readOnly, self.deferrable) = (readOnly, deferrable)
  }
}

/// Why nothing more can be asked of a store: it is gone, refuses the login, or does not keep to
/// the protocol.
package struct StoreFailure: Error, Hashable, Sendable {
  /// One sentence without a full stop that names the place; it contains no password.
  package let message: String
  /// Whether the store goes on, and has given an answer that nothing explains.
  package let isContradiction: Bool

  package init(_ message: String, isContradiction: Bool = false) {
    (self.message, self.isContradiction) = (message, isContradiction)
  }
}

/// What a store is.
package struct StoreIdentity: Hashable, Sendable {
  /// The word before the colon of its URL, such as `postgresql`.
  package let scheme: String
  /// Its name and version as it tells them, such as `PostgreSQL 15.18`.
  package let title: String
  /// The URL without anything secret.
  package let url: String
  /// Its levels, the weakest first; never empty.
  package let levels: [StoreLevel]
  /// Whether it changes a range by one statement, rather than by reads and writes.
  package let changesRanges: Bool
  /// Whether it aborts one of several transactions that wait for each other; else isolab does.
  package let findsDeadlocks: Bool

  package init(
    scheme: String, title: String, url: String, levels: [StoreLevel], changesRanges: Bool,
    findsDeadlocks: Bool = true
  ) {
    (self.scheme, self.title, self.url) = (scheme, title, url)
    (self.levels, self.changesRanges) = (levels, changesRanges)
    self.findsDeadlocks = findsDeadlocks
  }

  /// The level that is the counterpart of the mode; nil if there is none.
  package func level(for mode: IsolationMode) -> StoreLevel? {
    levels.first { $0.mode == mode }
  }

  /// The mode of its labs where nobody names one: snapshot, or the nearest.
  package var standardMode: IsolationMode { nearest(to: .snapshot).mode }

  /// The level that promises what the mode promises, or comes nearest.
  package func nearest(to mode: IsolationMode) -> StoreLevel {
    let order = Promise.allCases
    func rank(_ mode: IsolationMode) -> Int { order.firstIndex(of: mode.facts.promise) ?? 0 }
    return level(for: mode) ?? levels.first { rank($0.mode) >= rank(mode) }
      ?? levels[levels.count - 1]
  }
}

/// An isolation level in the store's own words.
package struct StoreLevel: Hashable, Sendable {
  /// Such as `REPEATABLE READ`.
  package let name: String
  /// The mode of isolab that is its counterpart.
  package let mode: IsolationMode
  /// Whether transactions of other runs can change its answers, although they touch other rows.
  package let isDisturbed: Bool

  package init(_ name: String, _ mode: IsolationMode, isDisturbed: Bool = false) {
    (self.name, self.mode, self.isDisturbed) = (name, mode, isDisturbed)
  }
}

/// How a store is used.
package struct StoreOptions: Sendable {
  /// How long it may leave a request without an answer and without a wait, in seconds.
  package var patience: Double
  /// Whether a transaction's snapshot is left to its first command, as the store does by itself.
  package var takesSnapshotLate: Bool
  /// Asked while an answer is missing; true breaks the request off with a failure.
  package var isCancelled: @Sendable () -> Bool

  package init(
    patience: Double = 10, takesSnapshotLate: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.patience, self.takesSnapshotLate) = (patience, takesSnapshotLate)
    self.isCancelled = isCancelled
  }
}
