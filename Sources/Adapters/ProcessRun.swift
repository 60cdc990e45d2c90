import Connecting
import Stores
import Vocabulary

/// One run on a process: the open transactions, the waiting ones, and the waits that have ended.
///
/// The process deals with sessions, the store with transactions.
final class ProcessRun: StoreRun, @unchecked Sendable {
  /// A request that has not ended.
  struct Waiting {
    let id: TransactionID
    let request: AdapterRequest
    /// Whether a transaction has ended since it was last sent.
    var isDue = false
  }

  private let process: AdapterProcess
  private let store: ProcessStore
  let hello: AdapterHello
  private let late: Bool
  /// The sessions of open transactions.
  private var sessions: [TransactionID: SessionName] = [:]
  private var transactions: [SessionName: TransactionID] = [:]
  /// In the order in which they began to wait.
  var waiting: [Waiting] = []
  /// The sessions that were released, but not yet reported.
  var ended: [(TransactionID, StoreAnswer)] = []
  private var statements: [String] = []

  init(on process: AdapterProcess, of store: ProcessStore, _ hello: AdapterHello, late: Bool) {
    (self.process, self.store, self.hello, self.late) = (process, store, hello, late)
  }

  deinit { store.giveBack(process) }

  func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
    sessions[transaction.id] = transaction.session
    transactions[transaction.session] = transaction.id
    let action = AdapterRequest.Action.begin(
      transaction.level, readOnly: transaction.readOnly, deferrable: transaction.deferrable,
      late: late)
    return try carryOut(action, of: transaction.id)
  }

  func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    switch request {
    case .get(let key): try carryOut(.get(key, forUpdate: false), of: id)
    case .getForUpdate(let key):
      try carryOut(.get(key, forUpdate: hello.skills.contains(.getForUpdate)), of: id)
    case .scan(let range): try carryOut(.scan(range), of: id)
    case .lock(let key): hello.skills.contains(.lock) ? try carryOut(.lock(key), of: id) : .done
    case .put(let key, let value, let version): try carryOut(.put(key, value, version), of: id)
    case .delete(let key): try carryOut(.delete(key), of: id)
    case .change: .refused("the adapter protocol has no statement for a range of rows")
    case .commit: try carryOut(.commit, of: id)
    case .rollback: try carryOut(.rollback, of: id)
    }
  }

  func takeStatements() -> [String] {
    defer { statements = [] }
    return statements
  }

  /// Sends a request, and notes it if it waits.
  private func carryOut(
    _ action: AdapterRequest.Action, of id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    let request = try request(action, of: id)
    let answer = try send(request, of: id)
    if case .waits = answer { waiting.append(Waiting(id: id, request: request)) }
    return answer
  }

  func request(
    _ action: AdapterRequest.Action, of id: TransactionID
  ) throws(StoreFailure) -> AdapterRequest {
    guard let session = sessions[id] else {
      throw StoreFailure("\(store.identity.url) has no open transaction \(id)")
    }
    return AdapterRequest(session: session, action: action)
  }

  /// Sends a request, and notes what its answer says about other requests and whether it ends a
  /// transaction.
  ///
  /// A request that is sent again is noted only when it no longer waits.
  func send(
    _ request: AdapterRequest, of id: TransactionID, isNoted: Bool = true
  ) throws(StoreFailure) -> StoreAnswer {
    if isNoted { note(request) }
    let reply = try process.ask(request.line, as: AdapterAnswer.self)
    do throws(AdapterFlaw) {
      let answer =
        if case .waits(let names) = reply.body {
          try wait(of: id, for: names, request)
        } else {
          try request.answer(reply.body)
        }
      note(answer, of: id, request)
      for released in reply.released { try release(released) }
      return answer
    } catch {
      throw process.failure(error)
    }
  }

  /// Notes a request as a statement that was sent.
  func note(_ request: AdapterRequest) { statements.append(request.line) }

  private func wait(
    of id: TransactionID, for names: [String], _ request: AdapterRequest
  ) throws(AdapterFlaw) -> StoreAnswer {
    guard request.mayWait else { throw AdapterFlaw("that is not an answer to \(request.word)") }
    var holders: Set<TransactionID> = []
    for name in names {
      guard let holder = transactions[SessionName(name)], holder != id else {
        throw AdapterFlaw("\"\(name)\" is not another session with an open transaction")
      }
      holders.insert(holder)
    }
    return .waits(for: holders.sorted())
  }

  private func release(_ released: AdapterAnswer.Released) throws(AdapterFlaw) {
    guard let id = transactions[SessionName(released.session)],
      let index = waiting.firstIndex(where: { $0.id == id })
    else { throw AdapterFlaw("\"\(released.session)\" is released, but was not waiting") }
    let request = waiting.remove(at: index).request
    let answer = try request.answer(released.body)
    note(answer, of: id, request)
    ended.append((id, answer))
  }

  /// If the answer ends the transaction, its session is free, and requests that wait are due.
  private func note(_ answer: StoreAnswer, of id: TransactionID, _ request: AdapterRequest) {
    switch (answer, request.action) {
    case (.aborted, _), (.done, .commit), (.done, .rollback): break
    default: return
    }
    if let session = sessions.removeValue(forKey: id) { transactions[session] = nil }
    waiting.removeAll { $0.id == id }
    for index in waiting.indices { waiting[index].isDue = true }
  }

  /// Whether no transaction is left that could end a wait.
  var isStuck: Bool { !waiting.isEmpty && waiting.count == sessions.count }
}
