import Stores
import Vocabulary

/// A store that looks at what passes between isolab and another store, and keeps its own books.
///
/// Whatever version a read names, its value must be the one that was written with that version.
final class WitnessStore: Store {
  private let store: any Store

  init(_ store: any Store) { self.store = store }

  var identity: StoreIdentity { store.identity }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    WitnessRun(try store.run(from: rows), from: rows)
  }

  func close() { store.close() }
}

final class WitnessRun: StoreRun, @unchecked Sendable {
  private let run: any StoreRun
  private var requests: [TransactionID: StoreRequest] = [:]
  private var waiting: Set<TransactionID> = []
  /// What was written as which version; of a deletion nothing is noted.
  private var values: [Key: [VersionID: Value]]

  init(_ run: any StoreRun, from rows: [Key: Value]) {
    self.run = run
    values = rows.mapValues { [.written(by: .initial, number: 1): $0] }
  }

  func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
    try run.begin(transaction)
  }

  func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    let answer = try run.perform(request, by: id)
    requests[id] = request
    if case .waits = answer { waiting.insert(id) }
    try look(at: answer, to: request)
    return answer
  }

  func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    guard let (id, answer) = try run.resume() else { return nil }
    waiting.remove(id)
    if let request = requests[id] { try look(at: answer, to: request) }
    return (id, answer)
  }

  func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
    waiting.remove(id)
    return try run.cancel(id)
  }

  func takeDoomed() -> [(TransactionID, report: String)] { run.takeDoomed() }

  func takeStatements() -> [String] { run.takeStatements() }

  private func look(at answer: StoreAnswer, to request: StoreRequest) throws(StoreFailure) {
    switch (request, answer) {
    case (.get, .row(let row)), (.getForUpdate, .row(let row)):
      if let row { try look(at: row) }
    case (.scan, .rows(let rows)):
      for row in rows { try look(at: row) }
    case (.put(let key, let value, let version), .done):
      values[key, default: [:]][version] = value
    case (.change(let change), .changed(let rows)):
      for row in rows {
        if let found = row.found { try look(at: found, row.key, change.filter) }
        let version = VersionID.written(by: change.writer, number: row.number)
        values[row.key, default: [:]][version] = row.value
      }
    default: break
    }
  }

  private func look(at row: StoredRow) throws(StoreFailure) {
    if let version = row.version { try look(at: version, row.key, row.value) }
  }

  /// Nil: of any value.
  private func look(
    at version: VersionID, _ key: Key, _ value: Value?
  ) throws(StoreFailure) {
    let written = values[key]?[version]
    if written == nil, let value, isUnfinished(version, key, value) {
      values[key, default: [:]][version] = value
      return
    }
    guard let written, value == nil || value == written else {
      throw StoreFailure(
        "witness: \(key.text) \(version) is \(value?.text ?? "there"), was \(written?.text ?? "-")")
    }
  }

  /// Whether the request that writes the version has no answer yet: it waits for another row, or its
  /// wait has just ended.
  private func isUnfinished(_ version: VersionID, _ key: Key, _ value: Value) -> Bool {
    guard case .written(let writer, _) = version, waiting.contains(writer) else { return false }
    switch requests[writer] {
    case .change(let change)?: return change.range.contains(key)
    case .put(key, value, version)?: return true
    default: return false
    }
  }
}
