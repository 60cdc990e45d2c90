import Engine
import Stores
package import Vocabulary

/// A read whose version the store has not told for certain.
package struct ReadDoubt: Hashable, Sendable {
  package let transaction: TransactionID
  package let step: StepNumber
  package let key: Key
  /// The versions that it may have seen, at least two; the history has the first.
  package let versions: [VersionID]
}

/// What a lab knows of its table in a store.
///
/// All copies of a place share it; only one of them may go on.
final class Remote: @unchecked Sendable {
  let run: any StoreRun
  /// How many requests have been carried out.
  var asked = 0
  /// The requests that wait; nil is a BEGIN.
  var waiting: [TransactionID: Waiting] = [:]
  private(set) var doubts: [ReadDoubt] = []
  /// All that it was asked, in order.
  private(set) var exchanges: [StoreExchange] = []
  /// All that has ever been written, also in vain.
  private var writes: [Key: [Write]]

  struct Waiting {
    let request: StoreRequest?
    let step: StepNumber
  }

  private struct Write {
    let version: VersionID
    let value: Value?
  }

  init(_ run: any StoreRun, from initial: [Key: Value]) {
    self.run = run
    writes = initial.mapValues {
      [Write(version: .written(by: .initial, number: 1), value: $0)]
    }
  }

  func note(_ asked: StoreExchange.Asked, _ answer: StoreAnswer, at step: StepNumber) {
    exchanges.append(StoreExchange(step: step, asked, answer))
  }

  /// What an answer tells: that the transaction has done, and what its command is answered.
  ///
  /// - Throws: a `StoreFailure` where the store contradicts itself.
  func deeds(
    _ answer: StoreAnswer, to request: StoreRequest, by id: TransactionID, _ step: StepNumber,
    in database: Database
  ) throws(StoreFailure) -> ([Database.Deed], Answer) {
    let reader = Reader(id: id, step: step, database: database)
    switch (request, answer) {
    case (.get(let key), .row(let row)), (.getForUpdate(let key), .row(let row)):
      let version = try version(of: row, at: key, for: reader)
      var deeds: [Database.Deed] = [.read(key, version)]
      if case .getForUpdate = request, row != nil { deeds.insert(.locked(key), at: 0) }
      return (deeds, .value(row?.value))
    case (.scan(let range), .rows(let rows)):
      return (
        [.scanned(try scan(range, rows, by: reader))],
        .rows(rows.map { Answer.Row($0.key, $0.value) })
      )
    case (.lock(let key), .done):
      // A store locks rows: where there is none, it locks nothing.
      let isThere =
        database.committedValue(of: key) != nil || database.hasWritten(key, by: id)
      return (isThere ? [.locked(key)] : [], .done)
    case (.put(let key, let value, let version), .done):
      writes[key, default: []].append(Write(version: version, value: value))
      return ([.wrote(key, value)], .done)
    case (.delete, .deleted(false)): return ([], .done)
    case (.delete(let key), .deleted(true)):
      delete(key, by: id, number: database.nextNumber(of: key, by: id))
      return ([.wrote(key, nil)], .done)
    case (.change(let change), .changed(let rows)):
      return try self.change(change, rows, by: reader)
    case (.commit, .done): return ([.committed], .done)
    case (.rollback, .done): return ([.ended(nil)], .done)
    default: throw StoreFailure("the store gave an answer that does not fit the request")
    }
  }

  private func delete(_ key: Key, by id: TransactionID, number: Int) {
    writes[key, default: []].append(
      Write(version: .written(by: id, number: number), value: nil))
  }

  private func change(
    _ change: StoreChange, _ rows: [ChangedRow], by reader: Reader
  ) throws(StoreFailure) -> ([Database.Deed], Answer) {
    var deeds: [Database.Deed] = []
    for row in rows {
      if let found = row.found { deeds.append(.read(row.key, found)) }
      let version = VersionID.written(by: reader.id, number: row.number)
      writes[row.key, default: []].append(Write(version: version, value: row.value))
      deeds.append(.wrote(row.key, row.value))
    }
    // A deleted row has no value; how many there are is all that matters then.
    return (deeds, .rows(rows.map { Answer.Row($0.key, $0.value ?? Value("")) }))
  }

  // MARK: Which version a read saw

  /// A transaction that reads, and the state of knowledge before that.
  private struct Reader {
    let id: TransactionID
    let step: StepNumber
    let database: Database
  }

  private func scan(
    _ range: KeyRange, _ rows: [StoredRow], by reader: Reader
  ) throws(StoreFailure) -> Event.Scan {
    let asOf = reader.database.likelyState(of: reader.id)
    var seen: [Event.Row] = []
    for row in rows { seen.append(.init(row.key, try version(of: row, at: row.key, for: reader))) }
    let found = Set(rows.map(\.key))
    let known = reader.database.keys(in: range)
    let own = known.filter { reader.database.hasWritten($0, by: reader.id) }
    var absent: [Event.Row] = []
    for key in known where !found.contains(key) && !own.contains(key) {
      let version = try version(of: nil, at: key, for: reader)
      if version != .absent(asOf: asOf) { absent.append(.init(key, version)) }
    }
    return Event.Scan(range: range, own: own, rows: seen, absent: absent, asOf: asOf)
  }

  /// The version that a read saw, or the likeliest; where there are others, that is noted.
  private func version(
    of row: StoredRow?, at key: Key, for reader: Reader
  ) throws(StoreFailure) -> VersionID {
    let known = writes[key] ?? []
    let versions: [VersionID]
    switch row {
    case nil: versions = reader.database.absences(of: key, by: reader.id)
    case let row?:
      versions =
        known.filter { $0.value == row.value && row.version ?? $0.version == $0.version }
        .map(\.version).reversed()
    }
    guard let likeliest = versions.first else {
      let told = row.map { "the value \($0.value.text)" } ?? "no value"
      throw StoreFailure(
        "the store found \(told) at the key \(key.text), although no transaction has written that")
    }
    if versions.count > 1 {
      doubts.append(
        ReadDoubt(transaction: reader.id, step: reader.step, key: key, versions: versions))
    }
    return likeliest
  }
}

extension StoreRequest {
  /// The key that it is about; nil of a range, or of an end.
  var key: Key? {
    switch self {
    case .get(let key), .getForUpdate(let key), .lock(let key), .put(let key, _, _),
      .delete(let key):
      key
    case .scan, .change, .commit, .rollback: nil
    }
  }
}
