package import Checking
package import Differences
package import Vocabulary

/// The same steps as several modes or databases answered them, and what came of it in each.
package struct SideBySide: Sendable {
  package let columns: [Column]
  /// What lies between two `.reset`; never empty.
  package let parts: [Part]

  package init(columns: [Column], parts: [Part]) {
    self.columns = columns
    self.parts = parts
  }

  /// In the order of the columns.
  package var modes: [IsolationMode] { columns.map { $0.mode } }

  /// Whether a column is that of a store.
  var hasStores: Bool { columns.contains { $0.place != nil } }

  /// Where the steps were carried out, and how.
  package struct Column: Hashable, Sendable {
    package let mode: IsolationMode
    /// Nil: isolab's engine.
    package let place: SideBySidePlace?

    package init(_ mode: IsolationMode, at place: SideBySidePlace? = nil) {
      (self.mode, self.place) = (mode, place)
    }

    /// `snapshot`, or `PostgreSQL 15.18 REPEATABLE READ`.
    package var title: String { place?.title ?? mode.name }

    /// `si`, or `postgresql:si`.
    package var tag: String { (place.map { "\($0.word):" } ?? "") + mode.shortName }
  }

  package struct Part: Sendable {
    /// Counted from 1.
    package let number: Int
    package let rows: [Row]
    /// One for each column.
    package let tallies: [Tally]
    /// Whether every BEGIN names its own mode, so that nothing can differ.
    package let beginsNameModes: Bool
    /// The index of the first row that is not the same in all columns; nil if there is none.
    package let firstDifference: Int?
    /// How each store is unlike isolab's engine.
    package let deviations: [Deviation]

    package init(
      number: Int, rows: [Row], tallies: [Tally], beginsNameModes: Bool,
      deviations: [Deviation] = []
    ) {
      self.deviations = deviations
      self.number = number
      self.rows = rows
      self.tallies = tallies
      self.beginsNameModes = beginsNameModes
      firstDifference = rows.firstIndex { !$0.isSame }
    }
  }

  /// A command.
  package struct Row: Sendable {
    package let session: SessionName?
    /// As typed.
    package let command: String
    /// One for each column.
    package let answers: [Answer]

    package init(session: SessionName?, command: String, answers: [Answer]) {
      self.session = session
      self.command = command
      self.answers = answers
    }

    /// Whether all columns have the same answer.
    package var isSame: Bool { answers.allSatisfy { $0.lines == answers[0].lines } }
  }

  /// What a command was answered in a mode.
  package struct Answer: Hashable, Sendable {
    /// The step that it took there: RETRY and errors count differently where they end differently.
    package let step: StepNumber
    /// In the grammar of answers, without prose.
    package let lines: [String]

    package init(step: StepNumber, lines: [String]) {
      self.step = step
      self.lines = lines
    }
  }

  /// The first difference between a store and isolab's engine in the same mode.
  package struct Deviation: Sendable {
    /// The index of the store's column.
    package let column: Int
    /// Nil: there is none.
    package let step: StepNumber?
    /// Empty: it is unexplained.
    package let explanation: [KnownDifference]

    package init(column: Int, step: StepNumber?, explanation: [KnownDifference]) {
      (self.column, self.step, self.explanation) = (column, step, explanation)
    }
  }

  /// What a mode paid in a part, and what it let through.
  package struct Tally: Sendable {
    /// What it does to two writers of a key; nil where it knows no such choice.
    package let conflicts: ConflictPolicy?
    /// How many commands had to wait.
    package let waits: Int
    package let aborts: [Loss]
    /// In the order in which they became certain.
    package let anomalies: [Sighting]
    /// The rules that were broken at some time, by name.
    package let brokenRules: [String]

    package init(
      conflicts: ConflictPolicy?, waits: Int, aborts: [Loss], anomalies: [Sighting],
      brokenRules: [String]
    ) {
      self.conflicts = conflicts
      self.waits = waits
      self.aborts = aborts
      self.anomalies = anomalies
      self.brokenRules = brokenRules
    }
  }

  /// A transaction that its mode aborted.
  package struct Loss: Sendable {
    package let session: SessionName
    package let abort: Abort
    /// Whether it was needed; nil of a deadlock and a timeout.
    package let need: NeedSoFar?

    package init(session: SessionName, abort: Abort, need: NeedSoFar?) {
      self.session = session
      self.abort = abort
      self.need = need
    }
  }
}
