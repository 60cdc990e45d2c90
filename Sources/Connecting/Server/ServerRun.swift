package import Stores
package import Vocabulary

/// One table on a server, and the sessions that work on it.
///
/// A request is sent to the connection of its session. It has its answer when the server has
/// replied, or when the server shows that it waits ([waits](ServerRun+Waiting.swift)). Every server
/// has a class for what it does in its own way: errors, rollbacks, and the meaning of a picture.
///
/// One thread at a time uses it, as the protocol requires.
package protocol ServerRun: StoreRun {
  associatedtype Site: ServerSite
  typealias Connection = Site.Table.Connection
  typealias Pending = ServerPending<Connection>
  typealias Picture = Site.Table.Picture

  var state: ServerRunState<Site> { get set }

  init(_ table: Site.Table, of pool: ServerPool<Site>)

  /// The meaning of an error that the server returned for a request.
  func failed(_ pending: Pending, _ error: ServerError) throws(StoreFailure) -> StoreAnswer

  /// Sends a ROLLBACK after an error, so that nothing that follows is part of the transaction.
  func rollBack(_ session: Connection, _ deadline: ServerDeadline) throws(StoreFailure)

  /// Whether the transaction goes on after its request was withdrawn; the request has its reply.
  func goesOn(after pending: Pending) throws(StoreFailure) -> Bool

  /// Brings a commit to all nodes.
  func spreadCommit() throws(StoreFailure)

  /// What a picture says about requests that have no answer.
  func view(of pending: [Pending], in picture: Picture) -> ServerView

  /// The transactions for which a request waits, as far as they are known.
  func blockers(of pending: Pending, in picture: Picture) throws(StoreFailure) -> [TransactionID]

  /// What the server does instead of answering these requests.
  func complaint(about pending: [Pending], _ picture: Picture?) -> String
}

extension ServerRun {
  package var table: Site.Table { state.table }
  package var place: Connection.Place { table.place }

  /// Rolls back what is open, and gives the table back.
  package func end() {
    guard state.failure == nil else { return }
    if (try? rollBackAll()) != nil { state.pool.takeBack(table) } else { state.pool.discard(table) }
  }

  package func begin(_ transaction: StoreTransaction) throws(StoreFailure) -> StoreAnswer {
    try guarded { () throws(StoreFailure) in
      let session = try session(transaction.session)
      state.open[transaction.id] = ServerTransaction(transaction, in: session)
      let script = table.script(transaction, takesSnapshot: !place.options.takesSnapshotLate)
      return try send(script, Pending(transaction.id, .begin, session, mayWait: false))
    }
  }

  package func perform(
    _ request: StoreRequest, by id: TransactionID
  ) throws(StoreFailure) -> StoreAnswer {
    guard let transaction = state.open[id] else {
      throw place.failure("has no open transaction \(id)")
    }
    let script: [SQLStatement]
    do throws(SQLFormula.Refusal) {
      script = try table.script(request)
    } catch { return .refused(error.sentence) }
    let pending = Pending(
      id, .request(request), transaction.session, mayWait: transaction.mayWait(at: request))
    return try guarded { () throws(StoreFailure) in try send(script, pending) }
  }

  private func send(
    _ script: [SQLStatement], _ pending: Pending
  ) throws(StoreFailure) -> StoreAnswer {
    for statement in script { note(statement) }
    try pending.session.send(script)
    state.moment += 1
    state.waiting.append(pending)
    let blockers = try settle(pending)
    guard let index = index(of: pending.id), state.waiting[index].reply != nil else {
      return .waits(for: blockers)
    }
    return try finished(state.waiting.remove(at: index))
  }

  package func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    guard !state.waiting.isEmpty else { return nil }
    return try guarded { () throws(StoreFailure) in
      _ = try settle(nil)
      guard let index = state.waiting.firstIndex(where: { $0.reply != nil }) else { return nil }
      let pending = state.waiting.remove(at: index)
      return (pending.id, try finished(pending))
    }
  }

  package func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
    guard let index = index(of: id) else { return nil }
    return try guarded { () throws(StoreFailure) in
      let deadline = ServerDeadline(place)
      try withdraw([state.waiting[index].session], deadline)
      var pending = state.waiting.remove(at: index)
      if pending.reply == nil { pending.reply = try pending.session.finish(by: deadline) }
      state.moment += 1
      return try goesOn(after: pending) ? nil : finished(pending)
    }
  }

  package func takeDoomed() -> [(TransactionID, report: String)] {
    defer { state.doomed = [] }
    return state.doomed.map { ($0, "was aborted by the cluster, because this commit came first") }
  }

  package func takeStatements() -> [String] {
    defer { state.statements = [] }
    return state.statements
  }

  /// Notes a statement as sent.
  package func note(_ statement: SQLStatement) {
    let typed = statement.filled(with: statement.arguments.map(Site.Table.literal))
    state.statements.append(typed + ";")
  }

  /// Ends the questions about waits, whose answers nobody needs any longer.
  package func dropInquiry(_ deadline: ServerDeadline) throws(StoreFailure) {
    state.inquiry = nil
    for control in table.controls { try control.drop(by: deadline) }
  }

  private func index(of id: TransactionID) -> Int? {
    state.waiting.firstIndex { $0.id == id }
  }

  private func session(_ name: SessionName) throws(StoreFailure) -> Connection {
    if let session = state.sessions[name] { return session }
    let session = try table.takeSession(state.sessions.count)
    state.sessions[name] = session
    return session
  }

  /// Asks the server to interrupt what the sessions are doing.
  private func withdraw(
    _ sessions: [Connection], _ deadline: ServerDeadline
  ) throws(StoreFailure) {
    try dropInquiry(deadline)
    for session in sessions { try table.withdraw(session, deadline) }
  }

  private func rollBackAll() throws(StoreFailure) {
    let deadline = ServerDeadline(tidying: place)
    let busy = state.unanswered.map(\.session)
    try withdraw(busy, deadline)
    for session in busy { _ = try session.finish(by: deadline) }
    for transaction in state.open.values { try rollBack(transaction.session, deadline) }
    try table.takeBack(state.sessions.values)
  }

  /// After a failure, the server is asked to end the sessions, and nothing else.
  private func guarded<T>(_ body: () throws(StoreFailure) -> T) throws(StoreFailure) -> T {
    if let failure = state.failure { throw failure }
    do throws(StoreFailure) {
      return try body()
    } catch {
      state.failure = error
      state.pool.discard(table)
      throw error
    }
  }
}
