public import Vocabulary

/// An in-memory multi-version store with switchable isolation: the whole of it a value.
///
/// A copy is a checkpoint: it goes on independently, waits included. Nothing here does I/O, reads a
/// clock or draws a random number, so the same requests always lead to the same answers.
///
/// The caller names the step of each request: logical time, from 1 to 4,294,967,295. Requests of
/// one step form one command. After every `begin`, `perform`, `cancel` and `expire` call `resume()`
/// until it answers nil, or requests that could go on stay waiting.
///
/// A request costs what it touches: finding its key, a search in the key's versions, and the rivals
/// at that key; one that has to wait also costs the waits that lead from it. A scan costs its
/// range, a commit what the transaction touched.
public struct Database: Sendable {
  /// The newest committed state: how many transactions have committed.
  public internal(set) var state: Timestamp = 0
  /// Whether steps carry the events of the history.
  ///
  /// Without them steps are faster.
  public var recordsEvents = true

  var keys = KeyTable()
  var transactions = TransactionTable()
  var rangeReaders = RangeIndex<RangeMark>()
  var waitingRanges = RangeIndex<TransactionID>()
  /// How many transactions wait.
  var waitingCount = 0
  /// Waiting transactions to look at again, in order of arrival.
  var ready: [TransactionID] = []
  /// Transactions of serializable-snapshot that reads are tracked for, in the order of BEGIN;
  /// those that have ended leave when they come to the front.
  var tracked: Queue<TransactionID> = []
  /// How many have ended since those were last swept; they never outnumber the open ones for long.
  var endedTracked = 0
  /// Committed ones that are still remembered, in commit order.
  var remembered: Queue<TransactionID> = []
  /// What serialization-graph remembers.
  var graph = CommittedGraph()

  /// What reading has cost so far.
  public internal(set) var readCost = ReadCost()
  /// How many versions had died when the last vacuum ran.
  var diedAtVacuum = 0

  private var lastID = 0
  private var arrivals = 0
  private var readCount = 0
  var events: [Event] = []
  var notices: [Notice] = []

  /// A database whose state 0 holds these values.
  public init(_ initial: [Key: Value] = [:]) {
    for (key, value) in initial.sorted(by: { $0.key < $1.key }) {
      let slot = keys.slot(for: key)
      keys.enterOrder(slot)
      keys.append(
        Version(
          value: value, creator: .initial, state: 0, number: 1, writtenAt: 0, committedAt: 0),
        to: slot)
    }
  }

  /// Begins a transaction.
  ///
  /// - Parameters:
  ///   - mode: the rules it lives by.
  ///   - conflicts: for snapshot and serializable-snapshot; nil is the mode's default. Others
  ///     ignore it.
  ///   - readOnly: promises not to write. Writing is then a mistake of the caller.
  ///   - deferrable: under serializable-snapshot and with `readOnly`: waits for a snapshot that can
  ///     neither be aborted nor abort others. Otherwise without effect.
  ///   - step: the step of the BEGIN.
  /// - Returns: the transaction, and `.began` or, where deferred, `.waits`.
  public mutating func begin(
    _ mode: IsolationMode, conflicts: ConflictPolicy? = nil, readOnly: Bool = false,
    deferrable: Bool = false, step: StepNumber
  ) -> (TransactionID, Step) {
    let id = nextID()
    transactions.insert(
      Transaction(
        id: id, mode: mode, conflicts: conflicts, readOnly: readOnly, snapshot: state,
        step: step))
    switch self[id].memory {
    case .nothing: break
    case .dependencies: graph.begin(id, snapshot: state)
    case .antidependencies where startTracking(id, deferrable: deferrable && readOnly): break
    case .antidependencies: return (id, closing(suspend(id, nil, for: .safeSnapshot)))
    }
    return (id, closing(began(id)))
  }

  /// Carries out a request, or makes it wait, or aborts the transaction.
  ///
  /// - Precondition: the transaction is open and does not wait; a read-only one does not write.
  public mutating func perform(_ request: Request, by id: TransactionID, step: StepNumber) -> Step {
    transactions.attend(to: id)
    precondition(self[id].isOpen, "\(id) is not open")
    precondition(self[id].wait == nil, "\(id) waits")
    self[id].arrival = nil
    if self[id].step != step {
      self[id].step = step
      let (mode, now) = (self[id].mode, state)
      mode.commandBegins(&self[id], state: now)
    }
    return closing(attempt(request, by: id))
  }

  /// Carries out the earliest waiting request that can go on; nil if none can.
  public mutating func resume() -> (TransactionID, Step)? {
    while let id = ready.first {
      ready.removeFirst()
      guard let wait = transactions[id]?.wait else { continue }
      let others = blockers(of: wait.target, for: id)
      guard others.isEmpty else {
        register(id, with: others)
        continue
      }
      stopWaiting(id)
      return (id, closing(wait.request.map { attempt($0, by: id) } ?? began(id)))
    }
    return nil
  }

  /// Withdraws a waiting request; the transaction stays open.
  ///
  /// A deferred BEGIN leaves none.
  ///
  /// - Precondition: the transaction waits.
  public mutating func cancel(_ id: TransactionID) -> Step {
    precondition(self[id].wait != nil, "\(id) does not wait")
    stopWaiting(id)
    if self[id].status == .deferred { forget(id) }
    return closing(.done)
  }

  /// Aborts an open transaction from outside, because its time is over; it may wait.
  ///
  /// A deferred BEGIN leaves no event, for it has not begun.
  ///
  /// - Precondition: the transaction is open, or its BEGIN is deferred.
  public mutating func expire(
    _ id: TransactionID, _ timeout: Abort.Timeout, step: StepNumber
  ) -> Step {
    transactions.attend(to: id)
    precondition(!self[id].isCommitted, "\(id) has ended")
    let abort = Abort(of: id, step: step, kind: .timeout, conflicts: [], timeout: timeout)
    stopWaiting(id)
    self[id].step = step
    guard self[id].isOpen else {
      forget(id)
      return closing(.aborted(abort))
    }
    return closing(end(id, abortedBy: abort))
  }

  /// The transaction.
  ///
  /// It must be remembered still.
  subscript(id: TransactionID) -> Transaction {
    _read { yield transactions[known: id] }
    _modify { yield &transactions[known: id] }
  }

  /// Adds a line to the history, if anybody wants one.
  mutating func record(_ event: (borrowing Database) -> Event) {
    guard recordsEvents else { return }
    let line = event(self)
    events.append(line)
  }

  /// The transaction that the next BEGIN makes.
  package var nextTransaction: TransactionID { TransactionID(lastID + 1) }

  mutating func nextID() -> TransactionID {
    lastID += 1
    return TransactionID(lastID)
  }

  mutating func nextArrival() -> Int {
    arrivals += 1
    return arrivals
  }

  mutating func nextReadOrder() -> Int {
    readCount += 1
    return readCount
  }

  mutating func began(_ id: TransactionID) -> Answer {
    self[id].status = .open
    let snapshot = self[id].mode.readsSnapshot ? self[id].snapshot : nil
    record { .begin(id, mode: $0[id].mode, readOnly: $0[id].readOnly, snapshot: snapshot) }
    return .began(snapshot: snapshot)
  }

  /// Hands out what the step has collected.
  mutating func closing(_ answer: Answer) -> Step {
    if events.isEmpty, notices.isEmpty { return Step(answer: answer) }
    defer { (events, notices) = ([], []) }
    return Step(answer: answer, events: events, notices: notices)
  }
}
