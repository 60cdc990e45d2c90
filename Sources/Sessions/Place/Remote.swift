import Engine
import Stores
import Vocabulary

/// A lab's knowledge of its table in a store.
///
/// All copies of a place share it; only one of them may go on.
final class Remote: @unchecked Sendable {
  /// Nil: let go, so that nobody can go on.
  private(set) var run: (any StoreRun)?
  /// How many requests have been carried out.
  var asked = 0
  /// The requests that wait; nil stands for a BEGIN.
  var waiting: [TransactionID: Waiting] = [:]
  /// All requests so far, in order.
  private(set) var exchanges: [StoreExchange] = []
  /// The statements of these exchanges that nobody has taken yet.
  private var statements: [SentStatement] = []
  private var known: KnownVersions
  /// The keys whose writes others have seen although the answer to the writing request is still
  /// missing.
  private var unfinished: [TransactionID: Set<Key>] = [:]

  struct Waiting {
    let request: StoreRequest?
    let step: StepNumber
  }

  /// What an answer says.
  struct Told {
    /// What the transaction has done.
    let deeds: [Database.Deed]
    /// The answer to its command.
    let answer: Answer
    /// The reads whose version is not certain.
    let doubts: [ReadDoubt]
  }

  init(_ run: any StoreRun, from initial: [Key: Value]) {
    self.run = run
    known = KnownVersions(from: initial)
  }

  /// Ends the run; what is known of it stays.
  func letGo() { run = nil }

  func note(_ asked: StoreExchange.Asked, _ answer: StoreAnswer, at step: StepNumber) {
    exchanges.append(StoreExchange(step: step, asked, answer))
    collectStatements(of: asked.transaction)
  }

  /// The statements that were sent since this was last asked.
  func takeStatements() -> [SentStatement] {
    collectStatements(of: nil)
    defer { statements = [] }
    return statements
  }

  private func collectStatements(of id: TransactionID?) {
    statements += (run?.takeStatements() ?? []).map { SentStatement(transaction: id, text: $0) }
  }

  /// Notes that no other copy can go on.
  func noteRest() {
    guard let last = exchanges.last, !last.isRest else { return }
    note(.rest, .done, at: last.step)
  }

  /// What an answer says about a transaction that has read and scanned `looks` times before.
  ///
  /// - Throws: a `StoreFailure` if the store contradicts itself.
  func told(
    _ answer: StoreAnswer, to request: StoreRequest, by id: TransactionID, after looks: Int,
    in database: Database
  ) throws(StoreFailure) -> Told {
    var reader = Reader(id: id, look: looks, database: database)
    let (deeds, answer) = try deeds(answer, to: request, by: &reader)
    return Told(deeds: deeds, answer: answer, doubts: reader.doubts)
  }

  /// A write of a request whose answer is still missing: its statement waits for another row, or
  /// its wait has just ended.
  struct UnfinishedWrite {
    let writer: TransactionID
    let step: StepNumber
    let key: Key
    /// Nil: deleted.
    let value: Value?
  }

  /// The writes of unfinished requests that an answer shows for the first time.
  ///
  /// A dirty read can see them.
  func unfinishedWrites(
    in answer: StoreAnswer, to request: StoreRequest, by id: TransactionID, in database: Database
  ) -> [UnfinishedWrite] {
    let rows: [StoredRow]
    switch answer {
    case .row(let row): rows = [row].compactMap { $0 }
    case .rows(let found): rows = found
    case .changed: rows = []
    default: return []
    }
    var writes = rows.compactMap { row -> UnfinishedWrite? in
      guard case .written(let writer, _)? = row.version, let version = row.version,
        !known.has(version, at: row.key)
      else { return nil }
      return write(row.value, at: row.key, by: writer)
    }
    for key in unexplainedAbsences(in: answer, to: request, by: id, in: database) {
      writes += waiting.keys.sorted().lazy
        .compactMap { self.write(hiding: key, from: request.filter, by: $0, in: database) }
        .prefix(1)
    }
    for write in writes {
      let number = database.nextNumber(of: write.key, by: write.writer)
      known.add(.written(by: write.writer, number: number), write.value, at: write.key)
      unfinished[write.writer, default: []].insert(write.key)
    }
    return writes
  }

  /// The keys that an answer lacks although neither a known write nor the filter explains that.
  private func unexplainedAbsences(
    in answer: StoreAnswer, to request: StoreRequest, by id: TransactionID, in database: Database
  ) -> [Key] {
    let keys = Set(request.range.map { database.keys(in: $0) } ?? []).subtracting(answer.keys)
    let filter = request.filter
    return keys.sorted().filter { key in
      known.absences(of: key, seenBy: id, in: database).isEmpty
        && known.values(of: key, marked: nil, seenBy: id, in: database) {
          filter != nil && $0 != filter
        }.isEmpty
    }
  }

  /// The write of a waiting request after which the row of a key is no longer found: a deletion, or
  /// a value that does not fit the filter; nil if it makes no such write.
  private func write(
    hiding key: Key, from filter: Value?, by writer: TransactionID, in database: Database
  ) -> UnfinishedWrite? {
    if let deletion = write(nil, at: key, by: writer) { return deletion }
    guard let filter, case .change(let change)? = waiting[writer]?.request,
      let found = known.current(key, for: writer, in: database), change.selects(found),
      case .some(let value?) = change.newValue(of: found), value != filter
    else { return nil }
    return write(value, at: key, by: writer)
  }

  /// What takes the unfinished writes of a transaction back, because their statement has failed.
  func undoUnfinished(by id: TransactionID) -> [Database.Deed] {
    let keys = unfinished.removeValue(forKey: id) ?? []
    return keys.sorted().map { .undid($0, to: known.undo($0, by: id)) }
  }

  /// Whether that write of a request has been entered before its answer.
  private func isUnfinished(_ key: Key, by id: TransactionID) -> Bool {
    unfinished[id]?.contains(key) == true
  }

  /// A write by the request for which the transaction waits; nil if it makes no such writes.
  private func write(
    _ value: Value?, at key: Key, by writer: TransactionID
  ) -> UnfinishedWrite? {
    guard let waiting = waiting[writer] else { return nil }
    let makesIt =
      switch waiting.request {
      case .change(let change):
        change.range.contains(key) && (change.formula == nil) == (value == nil)
      case .put(key, value, _): true
      case .delete(key): value == nil
      default: false
      }
    guard makesIt else { return nil }
    return UnfinishedWrite(writer: writer, step: waiting.step, key: key, value: value)
  }

  private func deeds(
    _ answer: StoreAnswer, to request: StoreRequest, by reader: inout Reader
  ) throws(StoreFailure) -> ([Database.Deed], Answer) {
    switch (request, answer) {
    case (.get(let key), .row(let row)), (.getForUpdate(let key), .row(let row)):
      var deeds: [Database.Deed] = [.read(key, try version(of: row, at: key, for: &reader))]
      if case .getForUpdate = request, row != nil { deeds.insert(.locked(key), at: 0) }
      return (deeds, .value(row?.value))
    case (.scan(let range), .rows(let rows)):
      try check(rows.map({ $0.key }), in: range)
      return (
        [.scanned(try scan(range, rows, by: &reader))],
        .rows(rows.map { Answer.Row($0.key, $0.value) })
      )
    case (.lock(let key), .done):
      // A store locks rows: if there is no row, it locks nothing.
      let isThere =
        reader.database.committedValue(of: key) != nil
        || reader.database.hasWritten(key, by: reader.id)
      return (isThere ? [.locked(key)] : [], .done)
    case (.put(let key, _, _), .done) where isUnfinished(key, by: reader.id),
      (.delete(let key), .deleted) where isUnfinished(key, by: reader.id):
      unfinished[reader.id] = nil
      return ([], .done)
    case (.put(let key, let value, let version), .done):
      known.add(version, value, at: key)
      return ([.wrote(key, value)], .done)
    case (.delete, .deleted(false)): return ([], .done)
    case (.delete(let key), .deleted(true)):
      let number = reader.database.nextNumber(of: key, by: reader.id)
      known.add(.written(by: reader.id, number: number), nil, at: key)
      return ([.wrote(key, nil)], .done)
    case (.change(let change), .changed(let rows)):
      try check(rows.map { $0.key }, in: change.range)
      return try self.change(change, rows, by: &reader)
    case (.commit, .done):
      known.commit(reader.id, making: reader.database.state + 1)
      return ([.committed], .done)
    case (.rollback, .done): return ([.ended(nil)], .done)
    default: throw StoreFailure("the store gave an answer that does not fit the request")
    }
  }

  /// Whether the keys are in the range, and in their order.
  private func check(_ keys: [Key], in range: KeyRange) throws(StoreFailure) {
    var last: Key?
    for key in keys {
      guard range.contains(key), last.map({ $0 < key }) ?? true else {
        throw StoreFailure(
          "the store returned the key \(key.text) outside the range or out of order",
          isContradiction: true)
      }
      last = key
    }
  }

  private func change(
    _ change: StoreChange, _ rows: [ChangedRow], by reader: inout Reader
  ) throws(StoreFailure) -> ([Database.Deed], Answer) {
    var deeds = try reads(change, rows, by: &reader)
    for row in rows where !isUnfinished(row.key, by: reader.id) {
      known.add(.written(by: reader.id, number: row.number), row.value, at: row.key)
      deeds.append(.wrote(row.key, row.value))
    }
    unfinished[reader.id] = nil
    // A deleted row has no value; then only the number of rows matters.
    return (deeds, .rows(rows.map { Answer.Row($0.key, $0.value ?? Value("")) }))
  }

  // MARK: Which version a read saw

  /// A transaction that reads, what was known before that, and the reads that are not certain.
  private struct Reader {
    let id: TransactionID
    /// The number of the read or scan among the transaction's.
    let look: Int
    let database: Database
    var doubts: [ReadDoubt] = []

    /// The likeliest of some versions, the first; nil if there is none.
    mutating func likeliest(of versions: [VersionID], at key: Key) -> VersionID? {
      if versions.count > 1 {
        doubts.append(ReadDoubt(id, look: look, key: key, versions: versions))
      }
      return versions.first
    }
  }

  private func scan(
    _ range: KeyRange, _ rows: [StoredRow], by reader: inout Reader
  ) throws(StoreFailure) -> Event.Scan {
    var seen: [Event.Row] = []
    for row in rows {
      seen.append(.init(row.key, try version(of: row, at: row.key, for: &reader)))
    }
    return try scan(range, seen, by: &reader) { _ in false }
  }

  /// A scan that has seen some rows, and skipped the others.
  private func scan(
    _ range: KeyRange, _ rows: [Event.Row], by reader: inout Reader,
    passingOver isPassedOver: (Value) -> Bool
  ) throws(StoreFailure) -> Event.Scan {
    let database = reader.database
    let asOf = database.likelyState(of: reader.id)
    let found = Set(rows.map { $0.key }).union(unfinished[reader.id] ?? [])
    let keys = database.keys(in: range)
    let own = keys.filter { database.hasWritten($0, by: reader.id) }
    var (seen, absent) = (rows, [Event.Row]())
    for key in keys where !found.contains(key) {
      let values = known.values(
        of: key, marked: nil, seenBy: reader.id, in: database, where: isPassedOver)
      let absences = known.absences(of: key, seenBy: reader.id, in: database)
      let isLikelyAbsent = absences.first == .absent(asOf: asOf)
      let versions = isLikelyAbsent ? absences + values : values + absences
      guard let version = reader.likeliest(of: versions, at: key) else {
        throw failure(toSee: nil, at: key)
      }
      if values.contains(version) {
        seen.append(.init(key, version))
      } else if version != .absent(asOf: asOf), !own.contains(key) {
        absent.append(.init(key, version))
      }
    }
    return Event.Scan(
      range: range, own: own, rows: seen.sorted { $0.key < $1.key }, absent: absent, asOf: asOf)
  }

  /// The reads of the statement: the rows that it has changed, and the others of the range, which
  /// do not fit its condition.
  private func reads(
    _ change: StoreChange, _ rows: [ChangedRow], by reader: inout Reader
  ) throws(StoreFailure) -> [Database.Deed] {
    let filter = change.filter
    var seen: [Event.Row] = []
    // A write that another transaction has already seen comes before this read, which found the
    // version before it; the order of the two writes gives the same.
    for row in rows where !isUnfinished(row.key, by: reader.id) {
      let versions = known.values(
        of: row.key, marked: row.found, seenBy: reader.id, in: reader.database
      ) { filter == nil || $0 == filter }
      guard let version = reader.likeliest(of: versions, at: row.key) else {
        throw failure(toSee: filter, at: row.key)
      }
      seen.append(.init(row.key, version))
    }
    let scan = try scan(change.range, seen, by: &reader) { filter != nil && $0 != filter }
    guard let key = change.range.singleKey else { return [.scanned(scan)] }
    let own = known.ownVersion(of: key, by: reader.id)
    return [.read(key, own ?? scan.version(of: key))]
  }

  /// The version that a read saw, or the likeliest one; if others are possible, it notes that.
  private func version(
    of row: StoredRow?, at key: Key, for reader: inout Reader
  ) throws(StoreFailure) -> VersionID {
    let versions =
      row.map { row in
        known.values(
          of: key, marked: row.version, seenBy: reader.id, in: reader.database
        ) { $0 == row.value }
      } ?? known.absences(of: key, seenBy: reader.id, in: reader.database)
    guard let likeliest = reader.likeliest(of: versions, at: key) else {
      throw failure(toSee: row?.value, at: key)
    }
    return likeliest
  }

  private func failure(toSee value: Value?, at key: Key) -> StoreFailure {
    let told = value.map { "the value \($0.text)" } ?? "no value"
    return StoreFailure(
      "the store contradicts itself: it found \(told) at the key \(key.text), but no write "
        + "explains this", isContradiction: true)
  }
}

extension Event.Scan {
  /// The version of a key of the range that was seen.
  fileprivate func version(of key: Key) -> VersionID {
    (rows + absent).first { $0.key == key }?.version ?? .absent(asOf: asOf)
  }
}

extension StoreRequest {
  /// The key that it is about; nil for a range, or for the end of a transaction.
  var key: Key? {
    switch self {
    case .get(let key), .getForUpdate(let key), .lock(let key), .put(let key, _, _),
      .delete(let key):
      key
    case .scan, .change, .commit, .rollback: nil
    }
  }

  /// The keys that it reads; nil for the end of a transaction.
  fileprivate var range: KeyRange? {
    switch self {
    case .scan(let range): range
    case .change(let change): change.range
    default: key.map(KeyRange.only)
    }
  }

  /// It finds only rows of this value; nil: all.
  var filter: Value? { if case .change(let change) = self { change.filter } else { nil } }
}

extension StoreAnswer {
  /// The keys of the rows that it shows.
  fileprivate var keys: [Key] {
    switch self {
    case .row(let row): [row].compactMap { $0?.key }
    case .rows(let rows): rows.map { $0.key }
    case .changed(let rows): rows.map { $0.key }
    default: []
    }
  }
}
