import Differences
package import Exploring
package import Stores
package import Vocabulary

extension StoreExploration {
  /// What the orders of a part lead to on a store, next to the same orders on isolab's engine.
  ///
  /// - Parameters:
  ///   - part: what is run.
  ///   - mode: the mode, whose level the store has.
  ///   - store: where it is run.
  ///   - report: called now and then.
  /// - Returns: The tallies of both sides, and how many orders match.
  /// - Throws: why the store can no longer be asked.
  package func tally(
    of part: Explorable, in mode: IsolationMode, on store: any Store,
    report: (Exploration.Progress) -> Void = { _ in }
  ) throws(StoreFailure) -> StoreTally {
    try tally(
      of: part.program(in: mode, on: store), beside: part.program(in: mode),
      compare: { Match(own: $0, theirs: $1) }, report: report)
  }
}

extension Match {
  /// An order that is possible on only one side counts as a difference, whatever its end.
  fileprivate init(own: Course, theirs: Course) {
    let own = (conduct: Conduct(own.replies, own.end), isPossible: own.isPossible)
    let theirs = (conduct: Conduct(theirs.replies, theirs.end), isPossible: theirs.isPossible)
    switch Agreement(between: own.conduct, and: theirs.conduct) {
    case .explained(let known): self = .explained(known.map { $0.name })
    case .unexplained: self = .unexplained
    case .eventByEvent where own.isPossible && theirs.isPossible: self = .inEvents
    case .inOutcome where own.isPossible && theirs.isPossible: self = .inOutcome
    case .eventByEvent, .inOutcome:
      let first = FirstDifference(between: own.conduct, and: theirs.conduct)
      let known = first?.explanation(throughout: true) ?? []
      self = known.isEmpty ? .unexplained : .explained(known.map { $0.name })
    }
  }
}
