import Engine
import Language
import Vocabulary

/// One command at work in its transaction.
///
/// A command is a function of the answers its requests get. So one that has to wait is kept as
/// those answers: when the wait is over it runs again from its start, is given the same answers
/// without asking twice, and goes on behind them. That makes a wait a plain value that survives
/// in copies.
struct Execution {
  var database: Database
  let record: TransactionRecord
  let step: StepNumber
  var memory: Memory
  /// What its requests have been answered so far.
  private(set) var answers: [Answer]
  private(set) var events: [Event] = []
  private(set) var notices: [Notice] = []
  /// Asked before each row that is written; nil: the command cannot be interrupted.
  var isCancelled: (() -> Bool)?
  /// Answers in place of the database, once the transaction has been aborted.
  var afterAbort: AfterAbort?
  private var replayed = 0
  private var rowValue: Value??

  init(
    _ database: Database, _ record: TransactionRecord, step: StepNumber, memory: Memory,
    answers: [Answer]
  ) {
    self.database = database
    self.record = record
    self.step = step
    self.memory = memory
    self.answers = answers
  }

  var transaction: TransactionID { record.id }

  mutating func carryOut(_ command: Command) throws(Interruption) -> Outcome {
    switch command {
    case .get(let key, let forUpdate, let name): return try get(key, forUpdate, name)
    case .scan(let selection, let name):
      let rows = try selected(selection)
      memory.set(name, Value(Int64(rows.count)))
      return .found(.rows(selection.range, rows))
    case .count(let selection, let name):
      let count = try selected(selection).count
      memory.set(name, Value(Int64(count)))
      return .found(.count(selection.range, count))
    case .sum(let range, let name):
      let sum = try sum(of: try rows(in: range))
      memory.set(name, Value(sum))
      return .found(.sum(range, sum))
    case .put(let key, let formula): return try put(key, formula)
    case .delete(let key):
      _ = try ask(.delete(key))
      return wrote(nil, to: key)
    case .updateRange(let selection, let formula): return try change(selection, formula)
    case .deleteRange(let selection): return try change(selection, nil)
    case .when(let formula, let command):
      guard try condition(formula) else { return .skipped(.condition(formula.source)) }
      if let problem = record.refusal(of: command) { throw .failed(problem) }
      return try carryOut(command)
    case .commit:
      let changes = database.changes(of: transaction)
      guard case .committed(let state) = try ask(.commit) else {
        preconditionFailure("a commit that goes through names its state")
      }
      return .committed(
        state, changes: changes)
    case .rollback:
      _ = try ask(.rollback)
      return .rolledBack(insteadOfCommit: false)
    case .begin, .retry: preconditionFailure("carried out by the runner")
    }
  }

  // MARK: Commands

  private mutating func get(
    _ key: Key, _ forUpdate: Bool, _ name: String?
  ) throws(Interruption) -> Outcome {
    let value = try forUpdate ? read(.getForUpdate(key), key) : value(of: key)
    memory.set(name, value)
    return .found(.value(key, value))
  }

  /// The lock comes before the reads, so that in read-committed they see the newest value.
  private mutating func put(_ key: Key, _ formula: Expression) throws(Interruption) -> Outcome {
    if case .literal(let value) = formula.node {
      _ = try ask(.put(key, value))
      return wrote(value, to: key)
    }
    _ = try ask(.lock(key))
    guard let value = try plainValue(formula) else {
      throw .failed(.arithmetic(.putNone(key)))
    }
    _ = try ask(.put(key, value))
    return wrote(value, to: key)
  }

  /// UPDATE and DELETE over a range; the formula nil deletes.
  ///
  /// Rows come from the command's snapshot. Each is locked, then, where no snapshot is kept, read
  /// again at its newest version and passed over if it no longer fits. Nothing is written before
  /// everything is computed.
  private mutating func change(
    _ selection: Selection, _ formula: Expression?
  ) throws(Interruption) -> Outcome {
    let filter = try filter(of: selection)
    let reads = record.mode.facts.reads
    let readsAgain = reads == .stateAtCommand || reads == .newestWrite
    var writes: [Outcome.Change] = []
    for row in try rows(in: selection.range) where filter.passes(row.value) {
      if isCancelled?() == true { throw .failed(.cancelled) }
      _ = try ask(.lock(row.key))
      let current = readsAgain ? try value(of: row.key) : row.value
      guard let current, filter.passes(current) else { continue }
      var new: Value?
      if let formula {
        rowValue = .some(current)
        defer { rowValue = nil }
        new = try plainValue(formula)
        if new == nil { throw .failed(.arithmetic(.putNone(row.key))) }
      }
      writes.append(Outcome.Change(key: row.key, value: new))
    }
    for write in writes {
      _ = try ask(write.value.map { .put(write.key, $0) } ?? .delete(write.key))
      memory.learn(write.value, at: write.key)
    }
    return .changed(writes.count)
  }

  private mutating func wrote(_ value: Value?, to key: Key) -> Outcome {
    let known = memory.knowledge(of: key)
    if known != .unread { memory.learn(value, at: key) }
    return .wrote(key, new: value, was: known)
  }

  // MARK: Asking the engine

  private mutating func ask(_ request: Request) throws(Interruption) -> Answer {
    if replayed < answers.count {
      defer { replayed += 1 }
      return answers[replayed]
    }
    if let answer = afterAbort?.answer(request) {
      answers.append(answer)
      replayed += 1
      return answer
    }
    let result = database.perform(request, by: transaction, step: step)
    events += result.events
    notices += result.notices
    switch result.answer {
    case .waits: throw .waits
    case .aborted(let abort): throw .aborted(abort)
    case .began, .value, .rows, .done, .committed:
      answers.append(result.answer)
      replayed += 1
      return result.answer
    }
  }

  private mutating func read(_ request: Request, _ key: Key) throws(Interruption) -> Value? {
    guard case .value(let value) = try ask(request) else {
      preconditionFailure("a read answers with a value")
    }
    memory.learn(value, at: key)
    return value
  }
}

extension Execution: DataSource {
  mutating func value(of key: Key) throws(Interruption) -> Value? { try read(.get(key), key) }

  mutating func rows(in range: KeyRange) throws(Interruption) -> [Answer.Row] {
    if let key = range.singleKey {
      return try value(of: key).map { [Answer.Row(key, $0)] } ?? []
    }
    guard case .rows(let rows) = try ask(.scan(range)) else {
      preconditionFailure("a scan answers with rows")
    }
    memory.learn(rows, in: range)
    return rows
  }

  func variable(_ name: String) -> Value?? {
    name == "value" ? rowValue : memory.variables[name]
  }
}
