import Vocabulary

/// The waits between sessions, and which of them goes on.
extension Server {
  /// The wait at a row that a transaction has: the first holds the turn, others wait for it.
  func turn(at place: Int, behind other: Int, _ name: SessionName) -> Wait {
    let isFirst = holder(ofTurnAt: place, except: name) == nil
    return isFirst ? .end(of: other, turnAt: place) : .turn(at: place)
  }

  private func holder(ofTurnAt place: Int, except name: SessionName) -> SessionName? {
    waiting.first { other in
      guard other != name, case .end(_, let turn)? = clients[other]?.work?.wait else {
        return false
      }
      return turn == place
    }
  }

  /// The transactions that must end, or give up their turn, before it can go on.
  func blockers(of name: SessionName) -> [SessionName] {
    switch clients[name]?.work?.wait {
    case nil: []
    case .end(let other, _): [transactions[other].session]
    case .turn(let place): holder(ofTurnAt: place, except: name).map { [$0] } ?? []
    case .safety: tracking.doubters(of: open(name)).map { transactions[$0].session }
    }
  }

  /// Whether the waits lead back to the transaction that has just begun to wait.
  func isDeadlocked(_ name: SessionName) -> Bool {
    var reached: Set<SessionName> = []
    var open = blockers(of: name)
    while let next = open.popLast() {
      if next == name { return true }
      guard case .safety? = clients[next]?.work?.wait else {
        if reached.insert(next).inserted { open += blockers(of: next) }
        continue
      }
    }
    return false
  }

  private func canGoOn(_ name: SessionName) -> Bool {
    switch clients[name]?.work?.wait {
    case nil: false
    case .end(let other, _): !transactions[other].isOpen
    case .turn(let place): holder(ofTurnAt: place, except: name) == nil
    case .safety: open(name).map { !tracking.isUncertain($0) || tracking.isUnsafe($0) } ?? false
    }
  }

  /// Resumes every session that can go on.
  ///
  /// If several wake up at once, their order is left to chance; if the order matters, nothing is
  /// certain from here on.
  mutating func wakeAll(at step: StepNumber) {
    let ready = waiting.filter(canGoOn)
    guard ready.count > 1, doubt == nil else { return wake(lastFirst: wakesLastFirst) }
    var other = self
    wake(lastFirst: wakesLastFirst)
    other.wake(lastFirst: !wakesLastFirst)
    if other.finished != finished || other.waiting != waiting || other.rowsThere != rowsThere {
      doubt = Doubt(step: step, reason: .order(ready))
    }
  }

  private var rowsThere: [[String]] {
    tuples.places.map { tuples[$0] }.filter { transactions[$0.creator].status != .aborted }
      .map { [$0.key.text, $0.value.text, transactions[$0.creator].session.text] }.sorted {
        $0.joined(separator: "\0") < $1.joined(separator: "\0")
      }
  }

  private mutating func wake(lastFirst: Bool) {
    while true {
      let ready = waiting.filter(canGoOn)
      guard let name = lastFirst ? ready.last : ready.first else { return }
      goOn(name)
    }
  }
}
