import Sessions
package import Vocabulary

/// What PostgreSQL 15 does with the statements of an exported script.
///
/// It stores versions of rows, locks rows, and tracks reads as PostgreSQL does, for one small table
/// `kv` with a primary key, which has not been analyzed. `scripts/sql` compares it with the server.
package struct Server: Sendable {
  var tuples = Heap()
  /// The first one has made the initial rows.
  var transactions = [
    ServerTransaction(
      session: "", level: .readCommitted, readOnly: false, deferrable: false, status: .committed(0))
  ]
  /// Those that are open.
  var active: Set<Int> = []
  var clients: [SessionName: Client] = [:]
  /// The sessions whose windows hang, in the order in which they began to wait.
  var waiting: [SessionName] = []
  var commits = 0
  var nextNumber = 1
  var tracking = Tracking()
  var reading: Reading?
  /// The habits that appear in the current statement.
  var habits: Set<Habit> = []
  /// The results of steps since the last request for them.
  var finished: [StepNumber: Foretold] = [:]
  /// The step from which chance decides, or something that cannot be foretold.
  package internal(set) var doubt: Doubt?
  let planner: Planner
  /// Whether, of several that wake up at once, the one that began to wait last is the first.
  let wakesLastFirst: Bool

  /// Why nothing more is certain.
  package struct Doubt: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      /// These wait for the same row, and either may be the first.
      case order([SessionName])
      /// NULL, or a text where a number belongs.
      case value
    }

    package let step: StepNumber
    package let reason: Reason
  }

  /// A server that stores these rows.
  package init(
    _ rows: [Key: Value], planner: Planner = .usual, wakesLastFirst: Bool = false
  ) {
    (self.planner, self.wakesLastFirst) = (planner, wakesLastFirst)
    for (key, value) in rows.sorted(by: { $0.key < $1.key }) {
      tuples.insert(key, value, by: 0)
    }
    tracking.hasIndexPage = !tuples.isEmpty
  }

  /// What a step has led to.
  package struct Moment: Sendable {
    /// Of the step itself, as soon as it was typed.
    package let own: Foretold
    /// Of steps that hung or were typed ahead and are done now.
    package let others: [StepNumber: Foretold]
  }

  /// Types a step into a window.
  package mutating func type(
    _ actions: [Action], step: StepNumber, in name: SessionName
  ) -> Moment {
    finished = [:]
    var actions = actions
    if actions.first == .interrupt, clients[name]?.work != nil { interrupt(name, at: step) }
    actions.removeAll { $0 == .interrupt }
    let hung = clients[name]?.work != nil
    for (index, action) in actions.enumerated() {
      let item = Item(step: step, action: action, isLast: index == actions.count - 1)
      give(item, to: name)
    }
    if actions.isEmpty { finished[step] = Foretold(answer: .done, habits: []) }
    let own = finished.removeValue(forKey: step)
    let first = hung ? .held : ServerAnswer.waits(blockers(of: name))
    let moment = own ?? Foretold(answer: first, habits: clients[name]?.work?.habits ?? [])
    wakeAll(at: step)
    tuples.prune(isDead)
    return Moment(own: moment, others: finished)
  }

  /// Whether the session's open transaction has made, changed or locked a row of that key.
  package func claims(_ key: Key, by name: SessionName) -> Bool {
    guard let id = clients[name]?.transaction else { return false }
    return tuples.versions(of: key).contains { $0.creator == id || $0.mark?.transaction == id }
  }

  /// Whether nobody can see the version any more.
  private func isDead(_ tuple: Tuple) -> Bool {
    if transactions[tuple.creator].status == .aborted { return true }
    guard let mark = tuple.mark, !mark.isLock,
      case .committed(let place) = transactions[mark.transaction].status
    else { return false }
    return active.allSatisfy { place <= transactions[$0].snapshot?.commits ?? place }
  }

  /// The committed rows, in key order.
  package var committed: [(Key, Value)] {
    let snapshot = snapshotNow
    return tuples.places.map { tuples[$0] }.filter { isVisible($0, to: nil, in: snapshot) }
      .map { ($0.key, $0.value) }
      .sorted { $0.0 < $1.0 }
  }
}

/// A window of psql, and its connection.
struct Client: Hashable, Sendable {
  var transaction: Int?
  /// Whether a statement of the transaction has failed.
  var isFailed = false
  /// Whether the transaction is that of a single statement.
  var isAlone = false
  var level = Level.readCommitted
  /// The variables of psql, which outlive transactions.
  var variables: [String: Value?] = [:]
  /// The statement that waits.
  var work: Work?
  /// The statements that were typed in the meantime.
  var queue: [Item] = []
}

/// One action of a step.
struct Item: Hashable, Sendable {
  let step: StepNumber
  let action: Action
  let isLast: Bool
}

/// What stops a statement.
enum Stop: Error {
  case waits(Wait)
  case fails(Failure)
}

/// The reason why a statement waits.
enum Wait: Hashable, Sendable {
  /// For the end of a transaction; with the turn at a row that it holds, or without.
  case end(of: Int, turnAt: Int?)
  /// For its turn at a row.
  case turn(at: Int)
  /// For a safe snapshot.
  case safety
}
