import Vocabulary

/// How transactions end. Checking and installing are one step, so nobody sees half a commit.
extension Database {
  mutating func commit(_ id: TransactionID) -> Answer {
    if let abort = self[id].mode.beforeCommit(of: id, in: &self) {
      return end(id, abortedBy: abort)
    }
    install(writesOf: id)
    if tracks(id) { doomPivots(before: id) }
    record { .commit(id, step: $0[id].step, state: $0.state) }
    release(id)
    return .committed(state)
  }

  /// Makes the new state, with what the transaction has written.
  mutating func install(writesOf id: TransactionID) {
    state += 1
    let (newState, step) = (state, self[id].step)
    for slot in self[id].claims {
      if let intent = keys.intent(of: id, on: slot), case .write(let value) = intent.payload {
        keys.append(
          Version(
            value: value, creator: id, state: newState, number: intent.number,
            writtenAt: intent.step, committedAt: step, isPromotedRead: intent.isPromotedRead),
          to: slot)
        if !keys[slot].readers.isEmpty { dropUselessMarks(on: slot) }
      }
    }
    self[id].status = .committed(state: newState, step: step)
  }

  /// Ends the transaction without effect; nil: the user asked for it.
  mutating func end(_ id: TransactionID, abortedBy abort: Abort?) -> Answer {
    record { .abort(id, step: $0[id].step, reason: abort) }
    release(id)
    return abort.map { .aborted($0) } ?? .done
  }

  /// Lets go of everything the transaction holds, and of the transaction unless it must be
  /// remembered.
  private mutating func release(_ id: TransactionID) {
    dropClaims(of: id)
    awaken(waitersOf: id)
    switch self[id].memory {
    case .nothing: forget(id)
    case .antidependencies: stopTracking(id)
    case .dependencies:
      forget(id)
      graph.end(id)
    }
  }

  mutating func dropClaims(of id: TransactionID) {
    let claims = self[id].claims
    guard !claims.isEmpty else { return }
    self[id].claims = []
    for slot in claims { keys.drop(claimOf: id, on: slot) }
  }

  /// Removes every trace of an ended transaction but its versions.
  mutating func forget(_ id: TransactionID) {
    removeReadMarks(of: id)
    transactions.remove(id)
  }
}
