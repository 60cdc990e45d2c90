import Language
import Sessions
import Vocabulary

/// Why PostgreSQL answers differently.
enum SQLReason {
  /// A difference that no rule explains; tests make sure that it never appears.
  static let unknown = "for an unknown reason"

  /// The reason for an error 25P02 if nothing has differed before it.
  static let failedBefore =
    "its transaction has failed, and PostgreSQL refuses all other commands until ROLLBACK"

  /// The reason that is a habit of PostgreSQL; nil if no habit appears here.
  static func of(_ foretold: Foretold) -> String? {
    foretold.shownHabit?.told
  }

  fileprivate static let order: [Habit] = [
    .upsertWaitsFirst, .twoRowsOfOneKey, .upsertOfDeletedRow, .rowDeletedMeanwhile, .unseenRow,
    .absentRow, .failsAtNextRow, .coarseReads, .readsBeforeWait, .interruptFailsTransaction,
    .errorFailsTransaction, .lockIsNoWrite,
  ]

  /// The reason if isolab refuses a command; nil if it does not.
  static func of(_ outcome: Outcome) -> String? {
    guard case .failed(let problem) = outcome else { return nil }
    switch problem.kind {
    case .noTransaction: return "outside a transaction, PostgreSQL makes one for each statement"
    case .inTransaction: return "PostgreSQL only warns about a BEGIN inside a transaction"
    case .readOnly, .aborted: return nil
    default: return "SQL computes with NULL, or finds no row, where isolab refuses the command"
    }
  }

  /// What reads in these modes see and PostgreSQL's reads do not, even if no answer shows it.
  static func hidden(in modes: some Sequence<IsolationMode>) -> String {
    if modes.contains(where: { $0.facts.reads == .newestWrite }) {
      return "PostgreSQL shows no uncommitted rows"
    }
    guard let mode = modes.first(where: { Level($0).readsOlder(than: $0) }) else { return unknown }
    return "PostgreSQL's SERIALIZABLE reads a snapshot, but \(mode.name) reads the newest version"
  }

  /// The reason that is a mode that PostgreSQL does not have; `isFirst` if the runs were equal so
  /// far.
  static func of(
    _ step: SQLStep, _ outcome: Outcome, _ answer: ServerAnswer?, isFirst: Bool
  ) -> String? {
    if answer == .failed(.readOnly) {
      return
        "in a READ ONLY transaction, PostgreSQL refuses statements that could write"
    }
    guard let mode = step.mode else { return nil }
    let readsOlder = Level(mode).readsOlder(than: mode) && !outcome.isWaitOrAbort
    switch mode.facts.writers {
    case .goOn where answer?.isWait == true: return writersWait
    case _ where isFirst && (mode.facts.reads == .newestWrite || readsOlder):
      return hidden(in: [mode])
    case _ where mode.facts.locksReads && (isFirst || outcome.isOfReadLock):
      return
        "PostgreSQL's SERIALIZABLE does not block on reads: readers never wait, "
        + "and nobody waits for them"
    case .follow(let policy)
    where answer?.isOfFirstUpdater == true && (isFirst || policy == .firstCommitter):
      return
        "the first updater of a row wins in PostgreSQL: a later one waits, or fails at its write"
    case .goOn where isFirst: return writersWait
    case .wait, .follow, .goOn: return nil
    }
  }

  private static let writersWait =
    "PostgreSQL's SERIALIZABLE makes writers of a row wait, and looks for dangerous structures"
}

extension Foretold {
  /// The habit that appears in the answer itself; nil if none does.
  package var shownHabit: Habit? {
    SQLReason.order.first { habits.contains($0) && $0.explains(answer) }
  }

  /// The habit that changes later answers, even if this answer does not show it.
  package var hiddenHabit: Habit? { SQLReason.order.first { habits.contains($0) } }
}

extension Habit {
  /// Whether it appears in the answer itself, and not only in later ones.
  fileprivate func explains(_ answer: ServerAnswer) -> Bool {
    switch (self, answer) {
    case (.upsertWaitsFirst, .waits), (.upsertOfDeletedRow, .changed),
      (.unseenRow, .changed), (.unseenRow, .found(.rows)),
      (.absentRow, .changed), (.absentRow, .found(.rows)),
      (.rowDeletedMeanwhile, .changed), (.rowDeletedMeanwhile, .found(.rows)),
      (.twoRowsOfOneKey, .found(.rows)), (.twoRowsOfOneKey, .failed(.twoRows)),
      (.coarseReads, .failed(.dependencies)), (.failsAtNextRow, .found),
      (.failsAtNextRow, .changed):
      true
    default: false
    }
  }

  /// In plain words.
  package var told: String {
    switch self {
    case .upsertWaitsFirst:
      "an upsert waits for the transaction that is changing the row, then looks at its snapshot"
    case .upsertOfDeletedRow:
      "another transaction deleted the row, so the upsert inserts a new one without a conflict"
    case .unseenRow: "the statement acts only on rows of its snapshot, and this row is not in it"
    case .absentRow: "there is no row with that key, so there is nothing to lock or to wait for"
    case .rowDeletedMeanwhile:
      "the row that the statement waited for was deleted; a new row with that key is a different "
        + "row"
    case .twoRowsOfOneKey:
      "the snapshot still shows the deleted row, next to the new one: two rows with one key"
    case .coarseReads:
      "PostgreSQL records reads by index page and by table, so it may see conflicts between "
        + "different keys"
    case .lockIsNoWrite: "FOR UPDATE takes a lock that ends with the transaction; it is not a write"
    case .errorFailsTransaction: "an error makes the whole transaction fail"
    case .interruptFailsTransaction: "Ctrl-C makes the whole transaction fail"
    case .failsAtNextRow: "a transaction that can no longer commit fails at the next row it meets"
    case .readsBeforeWait:
      "in PostgreSQL, the statement reads before its wait; in isolab, it reads after the wait"
    }
  }
}

extension ServerAnswer {
  fileprivate var isWait: Bool {
    if case .waits = self { true } else { false }
  }

  fileprivate var isOfFirstUpdater: Bool { isWait || self == .failed(.concurrentUpdate) }
}

extension Outcome {
  fileprivate var isWaitOrAbort: Bool {
    switch self {
    case .waits, .aborted: true
    default: false
    }
  }

  /// Whether it waits for a lock that no write has taken.
  fileprivate var isOfReadLock: Bool {
    guard case .waits(let conflicts) = self else { return false }
    return conflicts.contains { conflict in
      if case .wrote = conflict.second.action { false } else { true }
    }
  }
}
