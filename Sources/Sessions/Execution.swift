import Engine
import Language
import Vocabulary

/// One command that runs in its transaction.
///
/// A command is a function of the answers that its requests get. So a command that has to wait is
/// kept as those answers: when the wait is over, it runs again from its start, gets the same
/// answers without asking twice, and goes on after them. That makes a wait a plain value that
/// survives in copies.
struct Execution {
  var place: Place
  let record: TransactionRecord
  let step: StepNumber
  var memory: Memory
  /// The answers to its requests so far.
  private(set) var answers: [Answer]
  private(set) var events: [Event] = []
  private(set) var notices: [Notice] = []
  /// The changes of its commit; known only before the commit is carried out.
  var changes: [Outcome.Change]?
  /// Asked before each row that is written; nil if the command cannot be interrupted.
  var isCancelled: (() -> Bool)?
  /// Answers instead of the database once the transaction has been aborted.
  var afterAbort: AfterAbort?
  private var replayed = 0
  private var rowValue: Value??

  init(
    _ place: Place, _ record: TransactionRecord, step: StepNumber, memory: Memory,
    answers: [Answer]
  ) {
    self.place = place
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
      let changes = changes ?? place.database.changes(of: transaction)
      self.changes = changes
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

  /// UPDATE and DELETE over a range; without a formula, the rows are deleted.
  ///
  /// Rows come from the command's snapshot. Each row is locked. In modes that keep no snapshot, its
  /// newest version is then read, and the row is skipped if it no longer matches. Nothing is
  /// written before everything is computed.
  private mutating func change(
    _ selection: Selection, _ formula: Expression?
  ) throws(Interruption) -> Outcome {
    let filter = try filter(of: selection)
    if place.changesRanges { return try change(selection.range, filter, formula) }
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

  /// UPDATE and DELETE over a range on a store that does each with one statement.
  private mutating func change(
    _ range: KeyRange, _ filter: Filter, _ formula: Expression?
  ) throws(Interruption) -> Outcome {
    var known: Expression?
    if let formula { known = try withVariables(formula) }
    let answer = try asking { execution throws(CommandProblem) in
      try execution.place.change(
        range, where: filter.wanted ?? nil, to: known, by: execution.transaction,
        step: execution.step)
    }
    guard case .rows(let rows) = answer else {
      preconditionFailure("a change answers with the rows that it changed")
    }
    for row in rows { memory.learn(formula == nil ? nil : row.value, at: row.key) }
    return .changed(rows.count)
  }

  /// The formula with the values of its variables; only `value`, the row's own value, is left.
  private func withVariables(_ formula: Expression) throws(Interruption) -> Expression {
    var node = formula.node
    switch formula.node {
    case .variable(let name) where name != "value":
      guard let value = variable(name) else {
        throw .failed(.arithmetic(.unsetVariable(name)))
      }
      node = value.map { .literal($0) } ?? .none
    case .negate(let operand): node = .negate(try withVariables(operand))
    case .not(let operand): node = .not(try withVariables(operand))
    case .binary(let sign, let left, let right):
      node = .binary(sign, try withVariables(left), try withVariables(right))
    default: break
    }
    return Expression(node, column: formula.column, source: formula.source)
  }

  private mutating func wrote(_ value: Value?, to key: Key) -> Outcome {
    let known = memory.knowledge(of: key)
    if known != .unread { memory.learn(value, at: key) }
    return .wrote(key, new: value, was: known)
  }

  // MARK: Asking the engine

  private mutating func ask(_ request: Request) throws(Interruption) -> Answer {
    if let answer = afterAbort?.answer(request), replayed >= answers.count {
      answers.append(answer)
      replayed += 1
      return answer
    }
    return try asking { execution throws(CommandProblem) in
      try execution.place.perform(
        request, by: execution.transaction, step: execution.step)
    }
  }

  /// The next answer: a known one, or a new one from the place.
  private mutating func asking(
    _ perform: (inout Execution) throws(CommandProblem) -> Step
  ) throws(Interruption) -> Answer {
    if replayed < answers.count {
      defer { replayed += 1 }
      return answers[replayed]
    }
    let result: Step
    do throws(CommandProblem) {
      result = try perform(&self)
    } catch {
      throw .failed(error)
    }
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
