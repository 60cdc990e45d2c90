package import Exploring
package import Stores
package import Vocabulary

extension StoreExploration {
  /// What the orders of a part lead to on a store, beside the same orders on isolab's engine.
  ///
  /// - Throws: why the store can no longer be asked.
  package func tally(
    of part: Explorable, in mode: IsolationMode, on store: any Store,
    report: (Exploration.Progress) -> Void = { _ in }
  ) throws(StoreFailure) -> StoreTally {
    try tally(
      of: part.program(in: mode, on: store), beside: part.program(in: mode),
      explain: { _, _ in [] }, report: report)
  }
}
