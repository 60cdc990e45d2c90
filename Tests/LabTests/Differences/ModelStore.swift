import Engine
import Language
import Stores
import Vocabulary

@testable import Differences

/// A store that answers as a model foresees: a database where there is no server.
final class ModelStore: Store {
  let identity: StoreIdentity
  private let assumptions: StoreModel.Assumptions

  init(_ identity: StoreIdentity, _ assumptions: StoreModel.Assumptions = .init()) {
    (self.identity, self.assumptions) = (identity, assumptions)
  }

  static var postgresql: StoreIdentity {
    StoreIdentity(
      scheme: "postgresql", title: "PostgreSQL 15", url: "postgresql:",
      levels: [
        StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
        StoreLevel("SERIALIZABLE", .serializableSnapshot),
      ], changesRanges: true)
  }

  static func mariaDB(forbidsOldSnapshots: Bool) -> StoreIdentity {
    StoreIdentity(
      scheme: "mariadb", title: "MariaDB 10.11",
      url: "mariadb:///" + (forbidsOldSnapshots ? "?snapshot_isolation=on" : ""),
      levels: [
        StoreLevel("READ UNCOMMITTED", .readUncommitted),
        StoreLevel("READ COMMITTED", .readCommitted), StoreLevel("REPEATABLE READ", .snapshot),
        StoreLevel("SERIALIZABLE", .twoPhaseLocking),
      ], changesRanges: true)
  }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    guard let model = StoreModel(of: identity, from: rows, assumptions) else {
      throw StoreFailure("\(identity.title) has no model")
    }
    return ModelRun(model)
  }

  func close() {}
}

final class ModelRun: StoreRun, @unchecked Sendable {
  private var model: StoreModel
  private var waiting: [TransactionID: StoreExchange.Asked] = [:]

  init(_ model: StoreModel) { self.model = model }

  func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
    try ask(.begin(transaction), by: transaction.id)
  }

  func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    try ask(.request(request, by: id), by: id)
  }

  func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    for id in waiting.keys.sorted() {
      var trial = model
      guard let asked = waiting[id], let foreseen = trial.foresee(.resumed(id)) else { continue }
      model = trial
      waiting[id] = nil
      return (id, try answer(foreseen, to: asked))
    }
    return nil
  }

  func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
    waiting[id] = nil
    let answer = try ask(.cancel(id), by: id)
    return answer == .done ? nil : answer
  }

  func takeStatements() -> [String] { [] }

  private func ask(
    _ asked: StoreExchange.Asked, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    guard let foreseen = model.foresee(asked) else { throw StoreFailure("not foreseen") }
    if case .waits = foreseen.expected { waiting[id] = asked }
    return try answer(foreseen, to: asked)
  }

  private func answer(
    _ foreseen: Foreseen, to asked: StoreExchange.Asked
  ) throws(StoreFailure) -> StoreAnswer {
    switch (foreseen.expected, asked) {
    case (.done, _), (.rows, .request(.lock, _)): return .done
    case (.rows(let rows), .request(.scan, _)):
      return .rows(rows.map { StoredRow($0.key, $0.value, nil) })
    case (.rows(let rows), _):
      return .row(rows.first.map { StoredRow($0.key, $0.value, nil) })
    case (.deleted(let wasThere), _): return .deleted(wasThere)
    case (.changed, _): throw StoreFailure("a model does not say which rows it changed")
    case (.waits(let others), _): return .waits(for: others.sorted())
    case (.aborted(let kind), _): return .aborted(kind, report: "as foreseen")
    case (.refused, _): return .refused("as foreseen")
    }
  }
}
