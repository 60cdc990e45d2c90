import Sessions
import Stores
import Vocabulary

/// A model of a store, which is asked what the store was asked.
enum StoreModel {
  case postgresql(PostgreSQLModel)
  case sqlite(SQLiteModel)
  case innoDB(InnoDBModel)

  /// What an exchange does not tell of the store.
  struct Assumptions: Hashable {
    /// Whether the first command takes the snapshot, rather than BEGIN.
    var takesSnapshotLate = false
    /// Whether chance lets the last of several that wake go first.
    var wakesLastFirst = false
    /// Whether deleted rows are gone before the next request.
    var purgesAtOnce = true

    /// All that may hold for a store, the likeliest first.
    static func all(for store: StoreIdentity) -> [Assumptions] {
      let purges = store.scheme == "mariadb" ? [true, false] : [true]
      return [false, true].flatMap { isLate in
        purges.flatMap { purges in
          [false, true].map { isLast in
            Assumptions(takesSnapshotLate: isLate, wakesLastFirst: isLast, purgesAtOnce: purges)
          }
        }
      }
    }
  }

  /// Nil where nobody has described the store.
  init?(of store: StoreIdentity, from rows: [Key: Value], _ assumptions: Assumptions) {
    switch store.scheme {
    case "postgresql": self = .postgresql(PostgreSQLModel(rows, assumptions))
    case "sqlite":
      let hasJournal = store.url.hasSuffix("?journal=delete")
      self = .sqlite(SQLiteModel(rows, hasJournal: hasJournal, assumptions))
    case "mariadb" where !store.url.contains(","):
      self = .innoDB(
        InnoDBModel(
          rows, forbidsOldSnapshots: store.url.contains("snapshot_isolation=on"), assumptions))
    default: return nil
    }
  }

  /// What the store answers; nil if it could not be asked that now.
  mutating func foresee(_ asked: StoreExchange.Asked) -> Foreseen? {
    switch self {
    case .postgresql(var model):
      defer { self = .postgresql(model) }
      return model.foresee(asked)
    case .sqlite(var model):
      defer { self = .sqlite(model) }
      return model.foresee(asked)
    case .innoDB(var model):
      defer { self = .innoDB(model) }
      return model.foresee(asked)
    }
  }

  /// Why isolab's outcome of a command is another one, where no habit of the store shows in its
  /// answer; nil if the rules of the two do not tell.
  ///
  /// `policy` is what isolab did with two writers of a key.
  func reason(
    for own: Outcome?, where answer: StoreAnswer?, under policy: ConflictPolicy?
  ) -> KnownDifference? {
    switch self {
    case .postgresql(let model): model.reason(for: own, where: answer, under: policy)
    case .sqlite: nil
    case .innoDB(let model): model.reason(for: own, where: answer)
    }
  }
}
