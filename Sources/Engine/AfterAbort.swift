package import Vocabulary

/// What an aborted transaction would have read and written next, had its mode let it.
///
/// Whether an abort was needed depends on all that its transaction wanted, but a request may be
/// refused before it has read anything. In modes with a snapshot what it would have read is
/// certain.
package struct AfterAbort {
  private let id: TransactionID
  private let step: StepNumber
  private let snapshot: Timestamp
  /// After the abort.
  private let database: Database
  private var own: [Key: (number: Int, value: Value?)] = [:]
  /// The events of the aborted command before its abort, which are not reported again.
  private let recorded: Set<Event>
  /// What the transaction would have done, as lines of the history.
  package private(set) var events: [Event] = []

  /// - Parameters:
  ///   - id: the aborted transaction.
  ///   - step: the step of its abort.
  ///   - snapshot: the state that it read.
  ///   - before: its events up to the abort, and those of others among them.
  ///   - recorded: the events of the aborted command.
  ///   - database: the database after the abort.
  package init(
    of id: TransactionID, at step: StepNumber, snapshot: Timestamp, before: some Sequence<Event>,
    recorded: [Event] = [], in database: Database
  ) {
    (self.id, self.step, self.snapshot, self.database) = (id, step, snapshot, database)
    self.recorded = Set(recorded)
    for case .write(id, _, let key, let number, let value) in before { own[key] = (number, value) }
    for case .write(id, _, let key, let number, let value) in recorded {
      own[key] = (number, value)
    }
  }

  /// What the request would have been answered.
  package mutating func answer(_ request: Request) -> Answer {
    switch request {
    case .get(let key), .getForUpdate(let key):
      let seen = look(at: key)
      add(.read(id, step: step, key: key, version: seen.version))
      return .value(seen.value)
    case .scan(let range): return scan(range)
    case .put(let key, let value):
      write(value, to: key)
      return .done
    case .delete(let key):
      write(nil, to: key)
      return .done
    case .commit: return .committed(snapshot)
    case .lock, .rollback: return .done
    }
  }

  private func look(at key: Key) -> (value: Value?, version: VersionID) {
    own[key].map { ($0.value, .written(by: id, number: $0.number)) }
      ?? database.look(at: key, asOf: snapshot)
  }

  private mutating func scan(_ range: KeyRange) -> Answer {
    let mine = own.keys.filter { range.contains($0) }.sorted()
    let keys = Set(mine).union(database.keys(in: range)).sorted()
    let rows = keys.compactMap { key in
      let seen = look(at: key)
      return seen.value.map { (Answer.Row(key, $0), Event.Row(key, seen.version)) }
    }
    add(
      .scan(
        id, step: step,
        Event.Scan(range: range, own: mine, rows: rows.map { $0.1 }, absent: [], asOf: snapshot)))
    return .rows(rows.map { $0.0 })
  }

  private mutating func write(_ value: Value?, to key: Key) {
    let number = own[key]?.number ?? 0
    let same = Event.write(id, step: step, key: key, number: number, value: value)
    guard !recorded.contains(same) else { return }
    own[key] = (number + 1, value)
    add(.write(id, step: step, key: key, number: number + 1, value: value))
  }

  private mutating func add(_ event: Event) {
    if !recorded.contains(event) { events.append(event) }
  }
}
