import Sessions
import Stores
import Vocabulary

/// A model of a store, which gets the same requests as the store.
enum StoreModel {
  case postgresql(PostgreSQLModel)
  case sqlite(SQLiteModel)
  case innoDB(InnoDBModel)

  /// Facts about the store that an exchange does not reveal.
  struct Assumptions: Hashable {
    /// Whether the first command takes the snapshot, rather than BEGIN.
    var takesSnapshotLate = false
    /// Whether, by chance, the last of several that wake up goes first.
    var wakesLastFirst = false
    /// Whether deleted rows are gone before the next request.
    var purgesAtOnce = true

    /// All assumptions that may hold for a store, the likeliest first.
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

  /// Nil if there is no model of the store.
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

  /// The store's answer; nil if the store could not get this request now.
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

  /// Why isolab's outcome of a command differs, if no habit of the store appears in its answer; nil
  /// if the rules of the two do not explain it.
  ///
  /// `policy` is how isolab treated two writers of a key.
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
