package import Engine
package import Language
package import Sessions
package import Vocabulary

/// The reader, and its snapshot.
struct Reading: Sendable {
  let transaction: Int
  let session: SessionName
  let snapshot: ServerSnapshot
  let step: StepNumber
  /// The row that an UPDATE is at.
  var row: Answer.Row?
  /// An error in a formula.
  var failure: Failure?
}

/// What statements see.
extension Server {
  /// Whether the transaction, or any other reader, sees that version.
  func isVisible(_ tuple: Tuple, to id: Int?, in snapshot: ServerSnapshot) -> Bool {
    guard sees(tuple.creator, id, snapshot) else { return false }
    guard let mark = tuple.mark, !mark.isLock else { return true }
    return !sees(mark.transaction, id, snapshot)
  }

  private func sees(_ other: Int, _ id: Int?, _ snapshot: ServerSnapshot) -> Bool {
    if other == id { return true }
    guard case .committed(let place) = transactions[other].status else { return false }
    return place <= snapshot.commits
  }

  /// The rows that are visible, in the order in which the plan finds them.
  mutating func scan(_ plan: Plan) throws(Stop) -> [Int] {
    guard let reading else { preconditionFailure("nobody reads") }
    tracking.read(plan, by: reading.transaction)
    var found: [Int] = []
    if plan == .table {
      for place in tuples.places where try look(at: place) { found.append(place) }
      return found
    }
    for root in roots(of: plan) {
      var next: Int? = root
      while let place = next {
        if try look(at: place) {
          tracking.read(place, madeBy: tuples[place].creator, by: reading.transaction)
          found.append(place)
          break
        }
        next = tuples[place].mark?.isLock == false ? tuples[place].next : nil
      }
    }
    return found
  }

  /// How the rows of a selection are found.
  ///
  /// `isOrdered` asks for them in the order of their keys.
  func plan(_ selection: Selection, isOrdered: Bool = false) -> Plan {
    Plan(selection, isOrdered: isOrdered, by: planner)
  }

  /// The places at which the rows begin that the plan looks for, in the order in which it finds
  /// them.
  private func roots(of plan: Plan) -> [Int] {
    switch plan {
    case .key(let key): tuples.roots[key, default: []]
    case .range(let range):
      tuples.roots.filter { range.contains($0.key) }.flatMap { $0.value }.sorted()
    case .index(let range):
      tuples.roots.filter { range.contains($0.key) }.sorted { $0.key < $1.key }
        .flatMap { $0.value }
    case .table: []
    }
  }

  /// Whether the version is visible; a reader of SERIALIZABLE is checked at each.
  private mutating func look(at place: Int) throws(Stop) -> Bool {
    guard let reading else { return false }
    let isVisible = isVisible(tuples[place], to: reading.transaction, in: reading.snapshot)
    guard tracking.isTracked(reading.transaction) else { return isVisible }
    do throws(Failure) {
      try tracking.survives(reading.transaction)
      if let writer = ignoredWriter(of: tuples[place], isVisible, reading.snapshot),
        isConcurrent(writer, reading.snapshot)
      {
        try tracking.ignored(writer, by: reading.transaction)
      }
    } catch {
      habits.formUnion(tracking.habits(of: reading.transaction))
      throw .fails(error)
    }
    return isVisible
  }

  /// The transaction whose write the reader ignores at this version.
  private func ignoredWriter(
    of tuple: Tuple, _ isVisible: Bool, _ snapshot: ServerSnapshot
  ) -> Int? {
    guard transactions[tuple.creator].status != .aborted else { return nil }
    guard !transactions[tuple.creator].isOpen, let mark = tuple.mark, !mark.isLock,
      transactions[mark.transaction].status != .aborted
    else { return isVisible ? nil : tuple.creator }
    if !transactions[mark.transaction].isOpen,
      transactions[mark.transaction].number ?? 0 < snapshot.oldestWriter
    {
      return nil
    }
    return isVisible ? mark.transaction : tuple.creator
  }

  private func isConcurrent(_ writer: Int, _ snapshot: ServerSnapshot) -> Bool {
    guard case .committed(let place) = transactions[writer].status else { return true }
    return place > snapshot.commits
  }

  mutating func found(_ plan: Plan) throws(Stop) -> [Answer.Row] {
    try scan(plan).map { Answer.Row(tuples[$0].key, tuples[$0].value) }
  }

  /// What a formula comes to.
  mutating func computed<Result>(
    _ body: (inout Server) throws(Interruption) -> Result
  ) throws(Stop) -> Result {
    do throws(Interruption) {
      return try body(&self)
    } catch {
      if let failure = reading?.failure { throw .fails(failure) }
      if case .failed(.arithmetic(.unsetVariable)) = error { throw .fails(.syntax) }
      throw .fails(doubtful())
    }
  }

  /// NULL, or a text where a number belongs: here isolab and SQL differ.
  mutating func doubtful() -> Failure {
    if let step = reading?.step, doubt == nil { doubt = Doubt(step: step, reason: .value) }
    return .badValue
  }
}

extension Server: DataSource {
  package mutating func value(of key: Key) throws(Interruption) -> Value? {
    if let row = reading?.row, row.key == key { return row.value }
    let rows = try rows(at: .key(key))
    guard rows.count <= 1 else {
      let failure = twoRows()
      reading?.failure = failure
      throw .waits
    }
    return rows.first?.value
  }

  package mutating func rows(in range: KeyRange) throws(Interruption) -> [Answer.Row] {
    try rows(at: plan(Selection(range)))
  }

  package func variable(_ name: String) -> Value?? {
    guard let reading else { return nil }
    if name == "value" { return reading.row.map { $0.value } }
    return clients[reading.session]?.variables[name]
  }

  private mutating func rows(at plan: Plan) throws(Interruption) -> [Answer.Row] {
    do throws(Stop) {
      return try found(plan)
    } catch {
      if case .fails(let failure) = error { reading?.failure = failure }
      throw .waits
    }
  }
}

extension Expression {
  /// Whether it asks for the value of that key.
  package func reads(_ key: Key) -> Bool {
    switch node {
    case .value(let other): other == key
    case .negate(let inner), .not(let inner): inner.reads(key)
    case .binary(_, let left, let right): left.reads(key) || right.reads(key)
    case .literal, .none, .variable, .count, .sum: false
    }
  }

  /// Whether it reads rows.
  var isComputed: Bool {
    switch node {
    case .value, .count, .sum: true
    case .negate(let inner), .not(let inner): inner.isComputed
    case .binary(_, let left, let right): left.isComputed || right.isComputed
    case .literal, .none, .variable: false
    }
  }
}
