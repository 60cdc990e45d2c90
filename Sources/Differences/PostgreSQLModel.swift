import Engine
import Language
import SQL
import Sessions
import Stores
import Vocabulary

/// The model of PostgreSQL that foretells exported scripts, asked by requests.
struct PostgreSQLModel {
  private var server: Server
  private let takesSnapshotLate: Bool
  private var sessions: [TransactionID: SessionName] = [:]
  /// How many statements have been typed into the server, and for which transactions.
  private var asked: [TransactionID] = []
  /// The requests that have ended, but whose end has not been asked for yet.
  private var ended: [TransactionID: Foretold] = [:]
  /// The requests that wait, and that made their sessions wait.
  private var waiting: [TransactionID: StoreExchange.Asked] = [:]

  init(_ rows: [Key: Value], _ assumptions: StoreModel.Assumptions) {
    server = Server(rows, planner: .index, wakesLastFirst: assumptions.wakesLastFirst)
    takesSnapshotLate = assumptions.takesSnapshotLate
  }

  mutating func foresee(_ asked: StoreExchange.Asked) -> Foreseen? {
    switch asked {
    case .begin(let transaction):
      guard let level = Level(rawValue: transaction.level.name) else { return nil }
      sessions[transaction.id] = transaction.session
      let begin = Action.begin(
        level, readOnly: transaction.readOnly, deferrable: transaction.deferrable,
        takesSnapshot: !takesSnapshotLate)
      var foreseen = type([begin], asked, by: transaction.id)
      if takesSnapshotLate, level != .readCommitted { foreseen?.hidden = .lateSnapshot }
      return foreseen
    case .request(.change(let change), _) where !change.canBeSent:
      return Foreseen(.refused, shown: .ownWords)
    case .request(.rollback, let id): return type([.clearAway], asked, by: id)
    case .request(let request, let id):
      return Self.command(for: request).flatMap { type([.run($0)], asked, by: id) }
    case .resumed(let id):
      guard let foretold = ended.removeValue(forKey: id),
        let request = waiting.removeValue(forKey: id)
      else { return nil }
      return foreseen(foretold, for: request, by: id)
    case .rest: return ended.isEmpty ? Foreseen(.done) : nil
    case .cancel(let id):
      if let foretold = ended.removeValue(forKey: id), let request = waiting[id] {
        waiting[id] = nil
        return foreseen(foretold, for: request, by: id)
      }
      _ = type([.interrupt], asked, by: id)
      guard let foretold = ended.removeValue(forKey: id) else { return nil }
      waiting[id] = nil
      return foreseen(foretold, for: asked, by: id)
    }
  }

  private static func command(for request: StoreRequest) -> Command? {
    switch request {
    case .get(let key): .get(key, forUpdate: false, as: nil)
    case .getForUpdate(let key), .lock(let key): .get(key, forUpdate: true, as: nil)
    case .scan(let range): .scan(Selection(range), as: nil)
    case .put(let key, let value, _): .put(key, literal(value))
    case .delete(let key): .delete(key)
    case .change(let change):
      change.formula.map { .updateRange(selection(of: change), $0) }
        ?? .deleteRange(selection(of: change))
    case .commit: .commit
    case .rollback: .rollback
    }
  }

  private static func selection(of change: StoreChange) -> Selection {
    Selection(change.range, filter: change.filter.map(literal))
  }

  private static func literal(_ value: Value) -> Expression {
    Expression(.literal(value), column: 1, source: value.text)
  }

  private mutating func type(
    _ actions: [Action], _ request: StoreExchange.Asked, by id: TransactionID
  ) -> Foreseen? {
    guard let session = sessions[id] else { return nil }
    asked.append(id)
    let moment = server.type(actions, step: asked.count, in: session)
    for (step, foretold) in moment.others { ended[asked[step - 1]] = foretold }
    if case .waits = moment.own.answer { waiting[id] = request }
    for (id, foretold) in ended { clear(id, after: foretold) }
    clear(id, after: moment.own)
    return foreseen(moment.own, for: request, by: id)
  }

  /// A store rolls a failed transaction back at once.
  private mutating func clear(_ id: TransactionID, after foretold: Foretold) {
    guard case .failed = foretold.answer, let session = sessions[id] else { return }
    asked.append(id)
    _ = server.type([.clearAway], step: asked.count, in: session)
  }

  private func foreseen(
    _ foretold: Foretold, for request: StoreExchange.Asked, by id: TransactionID
  ) -> Foreseen {
    var foreseen = Foreseen(
      expected(foretold.answer, for: request), shown: foretold.shownHabit?.difference,
      hidden: foretold.hiddenHabit?.difference)
    if foreseen.hidden == nil, case .order? = server.doubt?.reason { foreseen.hidden = .wakeOrder }
    return foreseen
  }

  private func expected(
    _ answer: ServerAnswer, for request: StoreExchange.Asked
  ) -> Foreseen.Expected {
    switch (answer, request) {
    case (.changed(let count), .request(.delete, _)): .deleted(count > 0)
    case (.changed(let count), .request(.change, _)): .changed(count)
    case (.found(let found), _): .rows(found.rows ?? [])
    case (.waits(let names), _):
      .waits(for: Set(sessions.filter { names.contains($0.value) }.keys))
    case (.failed(let failure), _): .aborted(failure.kind)
    default: .done
    }
  }
}

extension PostgreSQLModel {
  /// The reason if isolab's own rule is different.
  func reason(
    for own: Outcome?, where answer: StoreAnswer?, under policy: ConflictPolicy?
  ) -> KnownDifference? {
    switch answer {
    case .waits?, .aborted(.concurrentUpdate, _)?:
      if policy == .firstCommitter { return .firstUpdater }
      if case .waits? = own { return .waitQueue }
      return nil
    case .aborted(.serverError, _)?: return .errorFailsTransaction
    case .aborted?: return nil
    default: return withoutRow(own)
    }
  }

  /// The reason if isolab has a lock or a conflict at a key, but PostgreSQL has no row there.
  private func withoutRow(_ own: Outcome?) -> KnownDifference? {
    switch own {
    case .waits(let conflicts)?:
      let isThere = conflicts.contains { conflict in
        guard let name = sessions[conflict.second.transaction], let key = conflict.key else {
          return true
        }
        return server.claims(key, by: name)
      }
      return isThere ? nil : .absentRow
    case .aborted(let abort)?
    where abort.kind == .concurrentUpdate || abort.kind == .firstCommitter:
      return abort.conflicts.contains { $0.first.action == .wrote(nil) } ? .absentRow : nil
    default: return nil
    }
  }
}

extension Failure {
  /// The kind of abort that a store reports for it.
  fileprivate var kind: Abort.Kind {
    switch self {
    case .concurrentUpdate: .concurrentUpdate
    case .dependencies: .dangerousStructure
    case .deadlock: .deadlock
    case .interrupted, .failedTransaction, .twoRows, .readOnly, .divisionByZero,
      .openTransaction, .syntax, .badValue:
      .serverError
    }
  }
}

extension Habit {
  /// Nil for something that cannot happen to requests, because each is a statement of its own.
  fileprivate var difference: KnownDifference? {
    switch self {
    case .upsertWaitsFirst: .upsertWaitsFirst
    case .upsertOfDeletedRow: .upsertOfDeletedRow
    case .unseenRow: .unseenRow
    case .absentRow: .absentRow
    case .rowDeletedMeanwhile: .rowDeletedMeanwhile
    case .twoRowsOfOneKey: .twoRowsOfOneKey
    case .coarseReads: .coarseReads
    case .lockIsNoWrite: .lockIsNoWrite
    case .errorFailsTransaction, .interruptFailsTransaction: .errorFailsTransaction
    case .failsAtNextRow: .failsAtNextRow
    case .readsBeforeWait: nil
    }
  }
}
