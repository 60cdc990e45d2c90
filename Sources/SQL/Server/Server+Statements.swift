import Engine
import Language
import Sessions
import Vocabulary

/// Statements, up to the rows that they change.
extension Server {
  mutating func run(
    _ command: Command, _ item: Item, in name: SessionName
  ) throws(Stop) -> ServerAnswer {
    if open(name) == nil {
      _ = add(name, clients[name]?.level ?? .readCommitted)
      clients[name]?.isAlone = true
    }
    guard let id = open(name) else { preconditionFailure("a statement has a transaction") }
    let snapshot = try takeSnapshot(id)
    reading = Reading(transaction: id, session: name, snapshot: snapshot, step: item.step)
    defer { reading = nil }
    let answer = try execute(command, item, in: name, id)
    if tracking.isDoomed(id) { habits.insert(.failsAtNextRow) }
    return try closed(answer, in: name)
  }

  /// The answer, once the transaction of a single statement has committed.
  mutating func closed(
    _ answer: ServerAnswer, in name: SessionName
  ) throws(Stop) -> ServerAnswer {
    guard clients[name]?.isAlone == true, open(name) != nil else { return answer }
    _ = try commit(name)
    return answer
  }

  private mutating func execute(
    _ command: Command, _ item: Item, in name: SessionName, _ id: Int
  ) throws(Stop) -> ServerAnswer {
    if transactions[id].readOnly, command.isWrite {
      habits.insert(.errorFailsTransaction)
      throw .fails(.readOnly)
    }
    switch command {
    case .get(let key, forUpdate: true, let variable):
      return try lock(key, as: variable, item, name)
    case .get(let key, forUpdate: false, let variable):
      let found = try found(.key(key))
      if variable != nil, found.count > 1 { throw .fails(twoRows()) }
      keep(found.first?.value, as: variable, in: name)
      if found.count > 1 { habits.insert(.twoRowsOfOneKey) }
      return .found(.rows(.only(key), found))
    case .scan(let selection, let variable):
      let rows = try filtered(selection, isOrdered: true)
      if Set(rows.map { $0.key }).count < rows.count { habits.insert(.twoRowsOfOneKey) }
      keep(Value(Int64(rows.count)), as: variable, in: name)
      return .found(.rows(selection.range, rows))
    case .count(let selection, let variable):
      let count = try filtered(selection, isOrdered: false).count
      keep(Value(Int64(count)), as: variable, in: name)
      return .found(.count(selection.range, count))
    case .sum(let range, let variable):
      let rows = try found(plan(Selection(range)))
      let sum = try computed { server throws(Interruption) in try server.sum(of: rows) }
      keep(Value(sum), as: variable, in: name)
      return .found(.sum(range, sum))
    case .when(let formula, let inner):
      let holds = try computed { server throws(Interruption) in try server.condition(formula) }
      guard holds else { return inner.isWrite ? .changed(0) : .skipped }
      return try execute(inner, item, in: name, id)
    case .commit: return try commit(name)
    case .rollback:
      end(id, .aborted)
      clients[name]?.transaction = nil
      return .done
    default: return try write(command, item, name)
    }
  }

  private mutating func write(
    _ command: Command, _ item: Item, _ name: SessionName
  ) throws(Stop) -> ServerAnswer {
    guard let snapshot = reading?.snapshot else { preconditionFailure("no snapshot") }
    var work: Work
    switch command {
    case .put(let key, let formula) where formula.reads(key):
      work = Work(item: item, kind: .change(formula))
      work.rows = try scan(.key(key))
    case .put(let key, let formula):
      let value = try computed { server throws(Interruption) in try server.plainValue(formula) }
      guard let value else { throw .fails(doubtful()) }
      work = Work(item: item, kind: .upsert(key, value))
      work.isComputed = formula.isComputed
    case .delete(let key):
      work = Work(item: item, kind: .change(nil))
      work.rows = try scan(.key(key))
      if work.rows.isEmpty { noteUnseen(key) }
    case .updateRange(let selection, let formula):
      work = Work(item: item, kind: .change(formula))
      work.wanted = try wanted(selection)
      work.rows = try scan(plan(selection))
    case .deleteRange(let selection):
      work = Work(item: item, kind: .change(nil))
      work.wanted = try wanted(selection)
      work.rows = try scan(plan(selection))
    case .begin, .get, .scan, .count, .sum, .commit, .rollback, .when, .retry:
      preconditionFailure("no write")
    }
    if let wanted = work.wanted {
      work.rows.removeAll { tuples[$0].value != wanted }
    }
    work.snapshot = snapshot
    return try set(work, to: name)
  }

  private mutating func lock(
    _ key: Key, as variable: String?, _ item: Item, _ name: SessionName
  ) throws(Stop) -> ServerAnswer {
    guard let snapshot = reading?.snapshot else { preconditionFailure("no snapshot") }
    var work = Work(item: item, kind: .lock)
    if clients[name]?.transaction.map({ transactions[$0].level }) == .serializable {
      habits.insert(.lockIsNoWrite)
    }
    work.rows = try scan(.key(key))
    if work.rows.isEmpty { noteUnseen(key) }
    (work.name, work.snapshot) = (variable, snapshot)
    return try set(work, to: name)
  }

  /// Begins to work on rows.
  private mutating func set(_ work: Work, to name: SessionName) throws(Stop) -> ServerAnswer {
    clients[name]?.work = work
    let answer = try proceed(name)
    clients[name]?.work = nil
    return answer
  }

  /// Rows of the key that exist, but not in this snapshot; or none at all.
  private mutating func noteUnseen(_ key: Key) {
    let isThere = tuples.versions(of: key).contains { tuple in
      guard transactions[tuple.creator].status != .aborted else { return false }
      guard let mark = tuple.mark, !mark.isLock else { return true }
      if case .committed = transactions[mark.transaction].status { return false }
      return true
    }
    habits.insert(isThere ? .unseenRow : .absentRow)
  }

  private func wantedRows(_ rows: [Answer.Row], _ wanted: Value??) -> [Answer.Row] {
    guard let wanted else { return rows }
    return rows.filter { $0.value == wanted }
  }

  private mutating func wanted(_ selection: Selection) throws(Stop) -> Value?? {
    guard let filter = selection.filter else { return nil }
    return .some(
      try computed { server throws(Interruption) in try server.plainValue(filter) })
  }

  private mutating func filtered(
    _ selection: Selection, isOrdered: Bool
  ) throws(Stop) -> [Answer.Row] {
    let wanted = try wanted(selection)
    let rows = try found(plan(selection, isOrdered: isOrdered))
    return wantedRows(rows, wanted).sorted { $0.key < $1.key }
  }

  mutating func keep(_ value: Value?, as variable: String?, in name: SessionName) {
    guard let variable else { return }
    clients[name]?.variables[variable] = .some(value)
  }

  mutating func twoRows() -> Failure {
    habits.insert(.twoRowsOfOneKey)
    return .twoRows
  }
}

extension Command {
  /// Whether it writes or locks rows; a READ ONLY transaction may not, even after a false IF.
  var isWrite: Bool { !touched.writes.isEmpty }
}
