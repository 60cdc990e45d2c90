package import Engine
import Language
package import Stores
package import Vocabulary

/// Where the transactions of a lab run: the engine, or a store.
///
///     SessionRunner ---- requests ----> Place ----> Database            the engine
///                                          |
///                                          +------> StoreRun            a store: it answers,
///                                          +------> Database            and the engine follows
///
/// A store is asked first. Its answer is then entered into a database that applies no rules, so
/// code that looks at the lab looks at a `Database` in both cases.
///
/// A copy of a lab on the engine is independent. A store cannot be copied: of several copies, only
/// the one that acts first can go on. To restore an earlier state of a lab on a store, its lines
/// are played again on a fresh one.
package struct Place: Sendable {
  /// The stored data and the active transactions, as far as they are known.
  package internal(set) var database: Database
  /// Nil on the engine, whose labs are copied often and need none of this.
  #if hasFeature(Embedded)
    // A page reaches no store, so it has none of the code that asks one.
    private var elsewhere: Elsewhere? {
      get { nil }
      set {}
    }
  #else
    private var elsewhere: Elsewhere?
  #endif

  /// A copy's knowledge of the store.
  private struct Elsewhere {
    let store: any Store
    let initial: [Key: Value]
    /// The store's side, from the first BEGIN on.
    var remote: Remote?
    /// How many requests this copy knows of.
    var asked = 0
    var failure: StoreFailure?
    var doubts: [ReadDoubt] = []
    /// How often each transaction has read or scanned.
    var looks: [TransactionID: Int] = [:]
  }

  /// A fresh place.
  init(on store: (any Store)?, from initial: [Key: Value] = [:]) {
    database = Database(initial)
    elsewhere = store.map { Elsewhere(store: $0, initial: initial) }
  }

  /// A fresh place that starts from other values.
  func fresh(from initial: [Key: Value]) -> Place { Place(on: store, from: initial) }

  /// Nil: the engine.
  package var store: (any Store)? { elsewhere?.store }

  var remote: Remote? { elsewhere?.remote }

  /// Why the store can no longer be asked; nil if it can.
  package var failure: StoreFailure? { elsewhere?.failure }

  /// Whether it can go on: on a store, a copy cannot if another copy already has.
  package var canGoOn: Bool {
    remote.map { $0.run != nil && $0.asked == elsewhere?.asked } ?? true
  }

  /// Ends its transactions in a store and gives their connections back.
  ///
  /// Neither this place nor a copy of it can go on afterwards.
  package func letGo() { remote?.letGo() }

  /// Whether a range is changed by one statement.
  var changesRanges: Bool { store?.identity.changesRanges ?? false }

  /// The statements that the store was sent since this was last asked; empty for the engine.
  mutating func takeStatements() -> [SentStatement] { remote?.takeStatements() ?? [] }

  /// The reads that may have seen another version than the history says.
  package var doubts: [ReadDoubt] { elsewhere?.doubts ?? [] }

  /// The requests to the store since this place was fresh, with their answers; empty for the
  /// engine.
  package var exchanges: [StoreExchange] { remote?.exchanges ?? [] }

  // MARK: Requests

  /// Why no transaction of the mode can begin here; nil if one can.
  package func problem(with mode: IsolationMode) -> CommandProblem? {
    guard let identity = store?.identity, identity.level(for: mode) == nil else { return nil }
    return .noSuchLevel(mode, identity)
  }

  mutating func begin(
    _ mode: IsolationMode, conflicts: ConflictPolicy?, readOnly: Bool, deferrable: Bool,
    session: SessionName, step: StepNumber
  ) throws(CommandProblem) -> (TransactionID, Step) {
    guard let store else {
      return database.begin(
        mode, conflicts: conflicts, readOnly: readOnly, deferrable: deferrable, step: step)
    }
    guard let level = store.identity.level(for: mode) else {
      throw .noSuchLevel(mode, store.identity)
    }
    let id = database.nextTransaction
    let transaction = StoreTransaction(
      id: id, session: session, level: level, readOnly: readOnly, deferrable: deferrable)
    let answer = try asking { run throws(StoreFailure) in try run.begin(transaction) }
    remote?.note(.begin(transaction), answer, at: step)
    switch answer {
    case .waits(let others):
      remote?.waiting[id] = Remote.Waiting(request: nil, step: step)
      return database.followBegin(mode, readOnly: readOnly, waitingFor: others, step: step)
    case .refused(let report), .aborted(_, let report): throw .refusedByStore(report)
    default:
      return database.followBegin(mode, readOnly: readOnly, waitingFor: nil, step: step)
    }
  }

  /// Carries out a request, or makes it wait, or learns that the transaction is aborted.
  mutating func perform(
    _ request: Request, by id: TransactionID, step: StepNumber
  ) throws(CommandProblem) -> Step {
    guard elsewhere != nil else { return database.perform(request, by: id, step: step) }
    let asked = stored(request, by: id)
    return try follow(try ask(asked, by: id, at: step), to: asked, by: id, step: step)
  }

  /// Changes the rows of a range by one statement; the rows that it changed.
  mutating func change(
    _ range: KeyRange, where filter: Value?, to formula: Expression?, by id: TransactionID,
    step: StepNumber
  ) throws(CommandProblem) -> Step {
    let own = database.keys(in: range).filter { database.hasWritten($0, by: id) }
    let change = StoreRequest.change(
      StoreChange(
        range: range, filter: filter, formula: formula, writer: id,
        numbers: Dictionary(
          uniqueKeysWithValues: own.map { ($0, database.nextNumber(of: $0, by: id)) })))
    return try follow(try ask(change, by: id, at: step), to: change, by: id, step: step)
  }

  /// A waiting request that has ended.
  struct Continuation {
    let id: TransactionID
    let step: Step
    /// Why the store has refused the statement, which has had no effect; nil if it has not refused
    /// it.
    var problem: CommandProblem?
  }

  /// The earliest waiting request that can go on; nil if none can.
  mutating func resume() -> Continuation? {
    guard elsewhere != nil else {
      return database.resume().map { Continuation(id: $0, step: $1) }
    }
    guard failure == nil, let remote else { return nil }
    let resumed = try? asking { run throws(StoreFailure) in try run.resume() }
    guard let (id, answer) = resumed, let waiting = remote.waiting.removeValue(forKey: id) else {
      if failure == nil { remote.noteRest() }
      return nil
    }
    let cycle = answer.isDeadlock ? cycleOfWaits(endedBy: id) : []
    remote.note(.resumed(id), answer, at: waiting.step)
    return continuation(of: id, waiting, answer, cycle)
  }

  /// Follows the answer to a request that waited.
  mutating func continuation(
    of id: TransactionID, _ waiting: Remote.Waiting, _ answer: StoreAnswer, _ cycle: [Conflict] = []
  ) -> Continuation {
    guard let request = waiting.request else {
      return Continuation(id: id, step: begun(id, answer, at: waiting.step))
    }
    let goesOn = database.follow([.goesOn], by: id, step: waiting.step, answer: .done)
    do throws(CommandProblem) {
      var step = try follow(answer, to: request, by: id, step: waiting.step, cycle)
      step.events = goesOn.events + step.events
      return Continuation(id: id, step: step)
    } catch {
      var step = undone(by: id, step: waiting.step)
      step.events = goesOn.events + step.events
      return Continuation(id: id, step: step, problem: error)
    }
  }

  /// Takes back what a statement has written, because it has failed or was withdrawn.
  mutating func undone(by id: TransactionID, step: StepNumber) -> Step {
    let deeds = remote?.undoUnfinished(by: id) ?? []
    return database.follow(deeds, by: id, step: step, answer: .done)
  }

  /// The result of a BEGIN that waited.
  private mutating func begun(
    _ id: TransactionID, _ answer: StoreAnswer, at step: StepNumber
  ) -> Step {
    guard case .aborted(let kind, let report) = answer else { return database.followBegun(id) }
    return end(id, Abort(of: id, step: step, kind: kind, conflicts: [], report: report), at: step)
  }

  /// Removes dead versions from the engine.
  mutating func vacuum() -> Vacuum { database.vacuum() }

  /// Drops what the engine remembers about committed transactions, and returns their number.
  mutating func forgetMarks() -> Int { database.forgetMarks() }

  /// Enters the end of a transaction that the store has aborted.
  mutating func end(_ id: TransactionID, _ abort: Abort, at step: StepNumber) -> Step {
    database.follow([.ended(abort)], by: id, step: step, answer: .aborted(abort))
  }

  // MARK: Asking the store

  /// The store's side, which is opened if necessary.
  private mutating func opened(_ store: any Store) throws(StoreFailure) -> Remote {
    if let remote { return remote }
    let initial = elsewhere?.initial ?? [:]
    let opened = Remote(try store.run(from: initial), from: initial)
    elsewhere?.remote = opened
    return opened
  }

  mutating func ask(
    _ request: StoreRequest, by id: TransactionID, at step: StepNumber
  ) throws(CommandProblem) -> StoreAnswer {
    guard let remote else { preconditionFailure("a transaction that has not begun") }
    let answer = try asking { run throws(StoreFailure) in try run.perform(request, by: id) }
    remote.note(.request(request, by: id), answer, at: step)
    return answer
  }

  /// Asks the store, unless it has already failed, or another copy of this place has gone on.
  mutating func asking<Result>(
    _ ask: (any StoreRun) throws(StoreFailure) -> Result
  ) throws(CommandProblem) -> Result {
    if let failure { throw .storeFailure(failure) }
    do throws(StoreFailure) {
      guard canGoOn, let store, let run = try opened(store).run else {
        throw StoreFailure(
          "the store has gone past this point, and what it has done since cannot be undone")
      }
      let result = try ask(run)
      elsewhere?.asked += 1
      remote?.asked = elsewhere?.asked ?? 0
      return result
    } catch {
      elsewhere?.failure = error
      throw .storeFailure(error)
    }
  }

  // MARK: Following its answers

  /// The request in the form in which a store gets it.
  private func stored(_ request: Request, by id: TransactionID) -> StoreRequest {
    switch request {
    case .get(let key): .get(key)
    case .getForUpdate(let key): .getForUpdate(key)
    case .scan(let range): .scan(range)
    case .lock(let key): .lock(key)
    case .put(let key, let value):
      .put(key, value, .written(by: id, number: database.nextNumber(of: key, by: id)))
    case .delete(let key): .delete(key)
    case .commit: .commit
    case .rollback: .rollback
    }
  }

  /// The cycle of waits that a store has ended by aborting a transaction that waited; empty where
  /// the store has not shown all of it.
  private func cycleOfWaits(endedBy victim: TransactionID) -> [Conflict] {
    let own = database.cycleOfWaits(through: victim)
    guard own.isEmpty, let last = remote?.exchanges.last(where: { !$0.isRest }),
      case .request(let request, let other) = last.asked, other != victim
    else { return own }
    let cycle = database.cycleOfWaits(closedBy: other, at: request.key, step: last.step)
    let start = cycle.firstIndex { $0.first.transaction == victim } ?? 0
    return Array(cycle[start...] + cycle[..<start])
  }

  /// Enters an answer of the store; `cycle` is that of the waits which an abort has ended.
  private mutating func follow(
    _ answer: StoreAnswer, to request: StoreRequest, by id: TransactionID, step: StepNumber,
    _ cycle: [Conflict] = []
  ) throws(CommandProblem) -> Step {
    guard let remote else { preconditionFailure("an answer without a store") }
    switch answer {
    case .refused(let report): throw .refusedByStore(report)
    case .waits(let others):
      remote.waiting[id] = Remote.Waiting(request: request, step: step)
      return database.follow(
        [.waits(at: request.key, for: others)], by: id, step: step, answer: .waits(for: others))
    case .aborted(let kind, let report):
      let isUntold = answer.isDeadlock && cycle.isEmpty
      let conflicts =
        isUntold ? database.cycleOfWaits(closedBy: id, at: request.key, step: step) : cycle
      return end(
        id, Abort(of: id, step: step, kind: kind, conflicts: conflicts, report: report), at: step)
    default: break
    }
    let unfinished = remote.unfinishedWrites(in: answer, to: request, by: id, in: database)
    let early = unfinished.flatMap { write in
      database.follow(
        [.wrote(write.key, write.value)], by: write.writer, step: write.step, answer: .done
      ).events
    }
    do throws(StoreFailure) {
      let told = try remote.told(
        answer, to: request, by: id, after: elsewhere?.looks[id] ?? 0, in: database)
      var result = database.follow(told.deeds, by: id, step: step, answer: told.answer)
      elsewhere?.looks[id, default: 0] += result.events.count { $0.isLook }
      result.events = early + result.events
      elsewhere?.doubts += told.doubts
      if case .commit = request {
        result.answer = .committed(database.state)
        result.notices += (remote.run?.takeDoomed() ?? []).map { other, report in
          .doomed(
            Abort(of: other, step: step, kind: .firstCommitter, conflicts: [], report: report))
        }
      }
      return result
    } catch {
      elsewhere?.failure = error
      throw .storeFailure(error)
    }
  }
}

extension StoreAnswer {
  var isAbort: Bool { if case .aborted = self { true } else { false } }

  fileprivate var isDeadlock: Bool {
    if case .aborted(.deadlock, _) = self { true } else { false }
  }
}
