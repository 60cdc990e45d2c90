import Databases
import Language
import Stores
import Vocabulary

@testable import Connecting
@testable import MariaDB
@testable import PostgreSQL

/// A run of a store, with transactions numbered from 1.
final class StoreBench {
  let store: any Store
  let run: any StoreRun

  init(
    _ url: String = "sqlite:", _ rows: [Key: Value] = ["x": "1", "y": "1"],
    _ options: StoreOptions = StoreOptions()
  ) throws {
    store = try KnownStores.open(url, options)
    run = try store.run(from: rows)
  }

  /// Each transaction has a session of its own, unless the number of another session is given.
  @discardableResult
  func begin(
    _ number: Int, _ mode: IsolationMode = .snapshot, in session: Int? = nil,
    readOnly: Bool = false, deferrable: Bool = false
  ) throws -> StoreAnswer {
    try run.begin(
      StoreTransaction(
        id: TransactionID(number), session: SessionName("s\(session ?? number)"),
        level: store.identity.nearest(to: mode), readOnly: readOnly, deferrable: deferrable))
  }

  @discardableResult
  func ask(_ number: Int, _ request: StoreRequest) throws -> StoreAnswer {
    try run.perform(request, by: TransactionID(number))
  }

  /// Writes the first version of a key.
  @discardableResult
  func put(_ number: Int, _ key: Key, _ value: Value) throws -> StoreAnswer {
    try ask(number, .put(key, value, .first(by: number)))
  }

  /// The schema or the database that the store has made on its server.
  var container: String {
    #if PostgreSQL
      if let store = store as? PostgreSQLStore { return store.pool.name }
    #endif
    #if MariaDB
      if let store = store as? MariaDBStore { return store.pool.name }
    #endif
    return ""
  }

  /// All requests that go on by now.
  func resumed() throws -> [Resumed] {
    var all: [Resumed] = []
    while let (id, answer) = try run.resume() { all.append(Resumed(id.number, answer)) }
    return all
  }
}

/// A waiting request that has got its answer.
struct Resumed: Hashable {
  let transaction: Int
  let answer: StoreAnswer

  init(_ transaction: Int, _ answer: StoreAnswer) {
    (self.transaction, self.answer) = (transaction, answer)
  }
}

extension VersionID {
  static func first(by number: Int) -> VersionID {
    .written(by: TransactionID(number), number: 1)
  }
}

extension StoreAnswer {
  static func waits(_ number: Int) -> StoreAnswer { .waits(for: [TransactionID(number)]) }

  /// A single row, written first by that transaction; 0: one of the start.
  static func row(_ key: Key, _ value: Value, by number: Int = 0) -> StoreAnswer {
    .row(StoredRow(key, value, .first(by: number)))
  }
}
