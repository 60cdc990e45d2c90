import Engine
package import Sessions
import Vocabulary

/// How the same steps, in the same order, ran on a store and on isolab's engine.
///
///     var own = SessionRunner(mode: mode, manner: .replay)                    the engine
///     var theirs = SessionRunner(mode: mode, manner: .replay, on: store)      the store
///     for step in order { ownReplies.append(own.run(...)); theirReplies.append(theirs.run(...)) }
///
///     switch Agreement(
///       between: Conduct(ownReplies, own), and: Conduct(theirReplies, theirs)) { ... }
///
/// Both runs get the same commands, even if one of them has to hold a command that the other
/// carries out. The runner of the store knows what the store was asked (`place.exchanges`), and
/// which store it is. A model of that store is asked the same. A difference counts as explained
/// only if the model gives the store's answers and can name the rule behind them.
package enum Agreement: Hashable, Sendable {
  /// Every command got the same answer, waits, resumed commands, and aborts included.
  case eventByEvent
  /// The same transactions committed, the same values were read, and the same rows are stored.
  case inOutcome
  /// The runs differ for these known reasons; never empty.
  case explained([KnownDifference])
  case unexplained
}

/// The results of the same steps in one place.
package struct Conduct: Sendable {
  /// The replies to the steps, in order.
  package let replies: [Reply]
  /// The sessions after the last step.
  package let end: SessionRunner
  /// Whether a BEGIN named a mode without a level there.
  var lacksLevel = false

  package init(_ replies: [Reply], _ end: SessionRunner) {
    (self.replies, self.end) = (replies, end)
  }
}

extension Agreement {
  /// Compares a run on isolab's engine with one on a store.
  package init(between own: Conduct, and theirs: Conduct) {
    let first = FirstDifference(between: own, and: theirs)
    if own.hasSameOutcome(as: theirs) {
      self = first == nil ? .eventByEvent : .inOutcome
    } else {
      let known = first?.explanation(throughout: true) ?? []
      self = known.isEmpty ? .unexplained : .explained(known)
    }
  }
}

extension Conduct {
  /// Whether the same transactions committed, the same values were read, and the same rows are
  /// stored.
  func hasSameOutcome(as other: Conduct) -> Bool {
    end.sessions.allSatisfy { session in
      ends(of: session.name) == other.ends(of: session.name)
        && found(by: session.name) == other.found(by: session.name)
    } && end.database.committedRows(in: .all) == other.end.database.committedRows(in: .all)
  }

  /// Whether each transaction of the session has committed, in order; nil if it is open.
  private func ends(of session: SessionName) -> [Bool?] {
    end.records.filter { $0.session == session }.map { record in
      switch record.status {
      case .open: nil
      case .committed: true
      case .aborted, .rolledBack: false
      }
    }
  }

  private func found(by session: SessionName) -> [Found] {
    replies.flatMap { $0.all }.filter { $0.session == session }.compactMap { reply in
      if case .found(let found) = reply.outcome { found } else { nil }
    }
  }
}
