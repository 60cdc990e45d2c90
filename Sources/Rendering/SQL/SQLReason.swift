import Predicting
import Sessions
import Vocabulary

/// Why PostgreSQL answers otherwise.
enum SQLReason {
  /// The reason that lies in a habit of PostgreSQL's; nil if none shows here.
  static func of(_ foretold: Foretold, _ outcome: Outcome) -> String? {
    order.first { foretold.habits.contains($0) && $0.explains(foretold.answer, outcome) }?.told
  }

  private static let order: [Habit] = [
    .upsertWaitsFirst, .twoRowsOfOneKey, .upsertOfDeletedRow, .rowDeletedMeanwhile, .unseenRow,
    .absentRow, .failsAtNextRow, .coarseReads, .readsBeforeWait, .writeReadsRow,
  ]

  /// The reason that lies in a mode that PostgreSQL does not have; `isFirst`: the runs were alike.
  static func of(
    _ mode: IsolationMode?, _ outcome: Outcome, _ answer: ServerAnswer?, isFirst: Bool
  ) -> String? {
    switch mode {
    case .readUncommitted? where isFirst: "PostgreSQL shows no uncommitted rows"
    case .twoPhaseLocking? where isFirst || outcome.isWaitOrDeadlock:
      "PostgreSQL's SERIALIZABLE does not lock what is read"
    case .serializableSnapshot? where isFirst || answer?.isWait == true:
      "PostgreSQL's writers of a row wait, as with .conflicts first-updater"
    case .writeSnapshot? where isFirst || answer?.isWait == true,
      .serializationGraph? where isFirst || answer?.isWait == true:
      "PostgreSQL's SERIALIZABLE lets writers of a row wait, and looks for dangerous structures"
    default: nil
    }
  }
}

extension Habit {
  fileprivate func explains(_ answer: ServerAnswer, _ outcome: Outcome) -> Bool {
    switch self {
    case .upsertWaitsFirst: answer.isWait
    case .failsAtNextRow: !answer.isFailure
    case .coarseReads: answer == .failed(.dependencies)
    case .readsBeforeWait: true
    default: true
    }
  }

  /// In plain words.
  package var told: String {
    switch self {
    case .upsertWaitsFirst:
      "an upsert waits for whoever is changing the row, and looks at its snapshot afterwards"
    case .upsertOfDeletedRow:
      "another has deleted the row, so the upsert inserts a new one, which is no conflict"
    case .unseenRow: "the statement acts on rows that its snapshot shows, and this one is not there"
    case .absentRow: "there is no row that it could lock"
    case .rowDeletedMeanwhile:
      "the row that it waited for is deleted; a new row of that key is another row"
    case .twoRowsOfOneKey:
      "the snapshot still shows the deleted row, beside the new one: two rows of one key"
    case .coarseReads:
      "PostgreSQL notes reads by pages of the index and by tables, so it sees conflicts where no "
        + "key is shared"
    case .writeReadsRow: "UPDATE and DELETE read the row as well"
    case .failsAtNextRow: "a transaction that can no longer commit fails at the next row it meets"
    case .readsBeforeWait: "the statement reads before it waits, and isolab afterwards"
    }
  }
}

extension ServerAnswer {
  fileprivate var isWait: Bool {
    if case .waits = self { true } else { false }
  }

  fileprivate var isFailure: Bool {
    if case .failed = self { true } else { false }
  }
}

extension Outcome {
  fileprivate var isWaitOrDeadlock: Bool {
    switch self {
    case .waits: true
    case .aborted(let abort): abort.kind == .deadlock
    default: false
    }
  }
}
