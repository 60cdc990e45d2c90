import Stores
import Vocabulary

/// A store that does not tell which versions were read.
final class ForgetfulStore: Store {
  private let store: any Store

  init(_ store: any Store) { self.store = store }

  var identity: StoreIdentity { store.identity }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    ForgetfulRun(try store.run(from: rows))
  }

  func close() { store.close() }
}

private final class ForgetfulRun: StoreRun, @unchecked Sendable {
  private let run: any StoreRun

  init(_ run: any StoreRun) { self.run = run }

  func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
    try run.begin(transaction)
  }

  func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    unmarked(try run.perform(request, by: id))
  }

  func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    try run.resume().map { ($0, unmarked($1)) }
  }

  func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
    try run.cancel(id).map(unmarked)
  }

  func takeStatements() -> [String] { run.takeStatements() }

  private func unmarked(_ answer: StoreAnswer) -> StoreAnswer {
    switch answer {
    case .row(let row): .row(row.map { StoredRow($0.key, $0.value, nil) })
    case .rows(let rows): .rows(rows.map { StoredRow($0.key, $0.value, nil) })
    case .changed(let rows):
      .changed(rows.map { ChangedRow($0.key, $0.value, found: nil, number: $0.number) })
    default: answer
    }
  }
}
