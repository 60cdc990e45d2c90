import Engine
import Scripting
import Vocabulary

/// What an aborted transaction would have seen and done with the rest of the command that was
/// aborted, had its mode let it.
///
/// Whether the abort was needed depends on the whole command, but a request may be refused before
/// the command has read all it wants to read. In modes with a snapshot what it would have read is
/// certain.
struct Ghost {
  private let id: TransactionID
  private let step: StepNumber
  private let snapshot: Timestamp
  /// After the abort.
  private let database: Database
  private var own: [Key: (number: Int, value: Value?)] = [:]
  /// What the command did before it was aborted.
  private let recorded: Set<Event>
  /// What it would have done then.
  private(set) var events: [Event] = []

  /// - Parameters:
  ///   - abort: the abort.
  ///   - recorded: the events of the aborted command.
  ///   - history: those before it.
  ///   - snapshot: the state that the transaction read.
  ///   - database: the database after the abort.
  init(
    of abort: Abort, _ recorded: [Event], after history: [Event], snapshot: Timestamp,
    in database: Database
  ) {
    (id, step) = (abort.transaction, abort.step)
    self.snapshot = snapshot
    self.database = database
    self.recorded = Set(recorded)
    let begun = history.lastIndex { event in
      if case .begin(abort.transaction, _, _, _) = event { true } else { false }
    }
    for case .write(abort.transaction, _, let key, let number, let value)
      in history[(begun ?? 0)...] + recorded
    {
      own[key] = (number, value)
    }
  }

  mutating func answer(_ request: Request) -> Answer {
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
        Event.Scan(range: range, own: mine, rows: rows.map(\.1), absent: [], asOf: snapshot)))
    return .rows(rows.map(\.0))
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

extension SessionRunner {
  /// The events of a command, its transaction's abort among them, with what it would still have
  /// done before it.
  func completed(
    _ events: [Event], of line: Session.Line, _ answers: [Answer], at index: Int
  ) -> [Event] {
    guard case .abort(let id, _, let abort?) = events.last, abort.kind != .deadlock,
      line.command != .commit, let snapshot = records[id.number - 1].snapshot
    else { return events }
    let done = events.dropLast()
    var rest = Execution(
      Database(), records[id.number - 1], step: abort.step, memory: sessions[index].memory,
      answers: answers)
    rest.ghost = Ghost(of: abort, Array(done), after: history, snapshot: snapshot, in: database)
    do {
      _ = try rest.carryOut(line.command)
    } catch {
      // One that fails leaves nothing. What it read before it waited has been told already.
      return done.filter { !$0.isAccess } + events.suffix(1)
    }
    return done + (rest.ghost?.events ?? []) + events.suffix(1)
  }
}

extension Event {
  /// Whether it is a read or a write.
  fileprivate var isAccess: Bool {
    switch self {
    case .read, .scan, .write: true
    default: false
    }
  }
}
