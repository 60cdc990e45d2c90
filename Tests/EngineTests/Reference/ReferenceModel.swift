import Engine
import Vocabulary

/// What the reference model says to a request: an `Answer` without its explanations.
enum Ruling: Equatable {
  case began(Timestamp?)
  case value(Value?)
  case rows([Answer.Row])
  case done
  case committed(Timestamp)
  case waits([TransactionID])
  case aborted(Abort.Kind, Abort.Role?)
}

/// The modes once more, written only from the words of the specification: a judge.
///
/// Nothing is indexed, nothing is ever thrown away, every question is answered by looking at
/// everything. After `begin`, `perform` and `cancel` the caller calls `resume` until it says nil.
struct ReferenceModel {
  /// The versions of each key in the order of their commits, tombstones included.
  var chains: [Key: [Version]]
  /// Every transaction that ever was; the one numbered n stands at n - 1.
  var transactions: [Transaction] = []
  /// The requests that wait, in order of arrival.
  var queue: [Waiting] = []
  /// The committed state: how many transactions have committed.
  var state: Timestamp = 0
  /// Counts reads and writes, to tell which came first.
  var clock = 0

  /// A request that waits; nil stands for a deferred BEGIN.
  struct Waiting {
    let id: TransactionID
    let request: Request?
  }

  init(seed: [Key: Value]) {
    chains = seed.mapValues { [Version(value: $0, creator: .initial, state: 0)] }
  }

  subscript(id: TransactionID) -> Transaction {
    get { transactions[id.number - 1] }
    set { transactions[id.number - 1] = newValue }
  }

  /// Begins a transaction; `policy` nil is the mode's default.
  ///
  /// The step is not used: BEGIN reads nothing.
  mutating func begin(
    _ mode: IsolationMode, policy: ConflictPolicy?, readOnly: Bool, deferrable: Bool, step: Int
  ) -> (TransactionID, Ruling) {
    precondition(readOnly || !deferrable, "only a READ ONLY transaction can be DEFERRABLE")
    let id = TransactionID(transactions.count + 1)
    let standard = ConflictPolicy.standard(in: mode)
    transactions.append(
      Transaction(
        id: id, mode: mode, policy: standard == nil ? nil : policy ?? standard,
        readOnly: readOnly))
    takeSnapshot(id)
    if deferrable, !self[id].possiblyUnsafe.isEmpty {
      self[id].status = .deferred
      queue.append(Waiting(id: id, request: nil))
    }
    return (id, start(id))
  }

  /// Carries out a request, or puts it into the queue.
  mutating func perform(_ request: Request, by id: TransactionID, step: Int) -> Ruling {
    precondition(self[id].status == .open, "the transaction has ended or has not begun")
    precondition(!queue.contains { $0.id == id }, "a waiting transaction cannot act")
    precondition(mayGive(request, id), "a READ ONLY one cannot write")
    if self[id].mode == .readCommitted, self[id].step != step { self[id].snapshot = state }
    self[id].step = step
    let verdict = attempt(request, by: id)
    guard case .waits(let blockers) = verdict else { return verdict }
    if closesRing(id, waitingFor: blockers) { return abort(id, .deadlock) }
    queue.append(Waiting(id: id, request: request))
    return verdict
  }

  /// READ ONLY forbids what writes a key or means to, unless FOR UPDATE means nothing.
  private func mayGive(_ request: Request, _ id: TransactionID) -> Bool {
    guard self[id].readOnly, claimedKey(request) != nil else { return true }
    if case .getForUpdate = request { return self[id].ignoresForUpdate }
    return false
  }

  /// Tries the waiting requests again, first come first served, until one no longer waits.
  mutating func resume() -> (TransactionID, Ruling)? {
    for waiting in queue {
      if let request = waiting.request, !blockers(of: request, by: waiting.id).isEmpty { continue }
      let verdict = waiting.request.map { attempt($0, by: waiting.id) } ?? start(waiting.id)
      if case .waits = verdict { continue }
      queue.removeAll { $0.id == waiting.id }
      return (waiting.id, verdict)
    }
    return nil
  }

  /// Withdraws a waiting request; the transaction stays open unless it had not even begun.
  mutating func cancel(_ id: TransactionID) {
    precondition(queue.contains { $0.id == id }, "only a waiting request can be withdrawn")
    queue.removeAll { $0.id == id }
    if self[id].status == .deferred { end(id) }
  }

  /// Carries out a request, or says for whom it waits and changes nothing.
  private mutating func attempt(_ request: Request, by id: TransactionID) -> Ruling {
    if request == .rollback {
      end(id)
      return .done
    }
    if self[id].doomed { return abort(id, .dangerousStructure, .pivot) }
    if let key = claimedKey(request), self[id].policy == .firstUpdater,
      lastCommit(key) > self[id].snapshot
    {
      return abort(id, .concurrentUpdate)
    }
    let blockers = blockers(of: request, by: id)
    if !blockers.isEmpty { return .waits(blockers.sorted()) }
    if let claim = claim(of: request, by: id) { self[id].held.insert(claim) }
    switch request {
    case .get(let key): return get(key, by: id)
    case .getForUpdate(let key): return getForUpdate(key, by: id)
    case .scan(let range): return scan(range, by: id)
    case .lock: return .done
    case .put(let key, let value): return write(value, to: key, by: id)
    case .delete(let key): return write(nil, to: key, by: id)
    case .commit: return commit(id)
    case .rollback: preconditionFailure("handled above")
    }
  }
}
