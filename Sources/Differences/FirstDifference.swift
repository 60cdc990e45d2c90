import Engine
import Sessions
import Stores
package import Vocabulary

/// The first command whose result on a store differs from that on isolab's engine.
package struct FirstDifference: Sendable {
  /// The number of its reply, from 0.
  private let index: Int
  private let own: Conduct
  private let theirs: Conduct

  /// Nil if all answers are the same apart from errors, which isolab words in one case and the
  /// store in the other.
  package init?(between own: Conduct, and theirs: Conduct) {
    let (own, theirs) = (own.withoutErrors, theirs.withoutErrors)
    let count = max(own.replies.count, theirs.replies.count)
    guard
      let index = (0..<count).first(where: { index in
        guard own.replies.indices.contains(index), theirs.replies.indices.contains(index) else {
          return true
        }
        return !own.replies[index].isSame(as: theirs.replies[index])
      })
    else { return nil }
    (self.index, self.own, self.theirs) = (index, own, theirs)
  }

  /// The step of the command; nil if it took none.
  package var step: StepNumber? {
    [own, theirs].compactMap { conduct in
      conduct.replies.indices.contains(index) ? conduct.replies[index].step : nil
    }.min()
  }

  /// The known reasons; empty if it is unexplained.
  ///
  /// With `throughout`, a model has to foretell all answers of the store, not only those up to the
  /// difference.
  package func explanation(throughout: Bool) -> [KnownDifference] {
    guard let forecast = Forecast.best(for: theirs.end) else { return [] }
    let next = theirs.replies.dropFirst(index + 1).lazy.compactMap { $0.step }.first
    let range = forecast.range(of: step, before: next)
    guard throughout ? forecast.isRight : forecast.foreseen.count >= range.upperBound else {
      return []
    }
    if theirs.lacksLevel { return [.noLevel] }
    var known: [KnownDifference] = []
    for step in differingSteps {
      if let reason = reason(at: step, forecast, range), !known.contains(reason) {
        known.append(reason)
      }
    }
    // Errors count as steps on a store only, so the steps of the two need not be the same.
    if known.isEmpty, forecast.foreseen[range].contains(where: { $0.shown == .ownWords }) {
      return [.ownWords]
    }
    return known.isEmpty ? forecast.hidden(upTo: range) : known
  }

  /// The steps whose outcomes differ, among this command's and those that it resumed.
  private var differingSteps: [StepNumber] {
    let (own, theirs) = (outcomes(in: self.own), outcomes(in: self.theirs))
    return Set(own.keys).union(theirs.keys).sorted().filter { step in
      guard let one = own[step], let other = theirs[step] else { return true }
      return !one.isSame(as: other)
    }
  }

  private func outcomes(in conduct: Conduct) -> [StepNumber: Outcome] {
    guard conduct.replies.indices.contains(index) else { return [:] }
    return conduct.replies[index].all.reduce(into: [:]) { outcomes, reply in
      if let step = reply.step { outcomes[step] = reply.outcome }
    }
  }

  private func reason(
    at step: StepNumber, _ forecast: Forecast, _ range: Range<Int>
  ) -> KnownDifference? {
    let last = range.last {
      forecast.exchanges[$0].step == step && !forecast.exchanges[$0].isRest
    }
    if let shown = last.flatMap({ forecast.foreseen[$0].shown }) { return shown }
    if isOfSeveralStatements(step) { return .severalStatements }
    let answer = last.map { forecast.exchanges[$0].answer }
    return forecast.model(after: range.upperBound)?
      .reason(for: outcomes(in: own)[step], where: answer, under: policy(at: step))
  }

  /// Whether only the value of a PUT differs, which the store computed from reads of several keys,
  /// each of which saw the newest state.
  private func isOfSeveralStatements(_ step: StepNumber) -> Bool {
    guard case .wrote(let key, let own?, _)? = outcomes(in: self.own)[step],
      case .wrote(let other, let new?, _)? = outcomes(in: theirs)[step], key == other, own != new,
      mode(at: step).facts.reads == .stateAtCommand
    else { return false }
    let keys = theirs.end.place.exchanges.compactMap { exchange -> Key? in
      guard exchange.step == step, case .request(let request, _) = exchange.asked else {
        return nil
      }
      return switch request {
      case .get(let key), .getForUpdate(let key): key
      default: nil
      }
    }
    return Set(keys).count > 1
  }

  /// How isolab treated two writers of a key.
  private func policy(at step: StepNumber) -> ConflictPolicy? {
    guard let standard = ConflictPolicy.standard(in: mode(at: step)) else { return nil }
    return own.end.conflicts ?? standard
  }

  private func mode(at step: StepNumber) -> IsolationMode {
    let reply = theirs.replies.dropFirst(index).first?.all.first { $0.step == step }
    guard let id = reply?.ownTransaction, theirs.end.records.indices.contains(id.number - 1)
    else { return theirs.end.mode }
    return theirs.end.records[id.number - 1].mode
  }
}

extension Conduct {
  fileprivate var withoutErrors: Conduct {
    var conduct = Conduct(replies.filter { !$0.isError }, end)
    conduct.lacksLevel = replies.contains(where: { $0.lacksLevel })
    return conduct
  }
}

extension Reply {
  fileprivate var isError: Bool {
    if case .failed = outcome { resumed.isEmpty } else { false }
  }

  fileprivate var lacksLevel: Bool {
    if case .failed(.noSuchLevel) = outcome { true } else { false }
  }

  /// Whether both say the same, and resumed the same commands.
  fileprivate func isSame(as other: Reply) -> Bool {
    let (own, others) = (all, other.all)
    return own.count == others.count
      && zip(own, others).allSatisfy { one, other in
        one.session == other.session && one.text == other.text
          && one.outcome.isSame(as: other.outcome)
      }
  }
}

extension Outcome {
  /// Whether a user sees the same answer, apart from its reason and its proof.
  fileprivate func isSame(as other: Outcome) -> Bool {
    switch (self, other) {
    case (.begun, .begun), (.held, .held), (.cancelled, .cancelled): true
    case (.found(let own), .found(let found)): own == found
    case (.wrote(let key, let new, _), .wrote(let otherKey, let otherNew, _)):
      key == otherKey && new == otherNew
    case (.changed(let own), .changed(let count)): own == count
    case (.skipped(let own), .skipped(let reason)): own == reason
    case (.waits(let own), .waits(let conflicts)): own.rivals == conflicts.rivals
    case (.committed(_, let own), .committed(_, let changes)): own == changes
    case (.rolledBack(let own), .rolledBack(let instead)): own == instead
    case (.aborted(let own), .aborted(let abort)): own.kind == abort.kind
    case (.failed(let own), .failed(let problem)): own.kind == problem.kind
    default: false
    }
  }
}

extension [Conflict] {
  /// The transactions that are waited for.
  fileprivate var rivals: Set<TransactionID> { Set(map { $0.second.transaction }) }
}
