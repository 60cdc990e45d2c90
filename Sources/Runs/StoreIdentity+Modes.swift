package import Language
package import Stores
package import Vocabulary

extension StoreIdentity {
  /// The mode in which a lesson opens on the store where nobody names one: the first of its own
  /// that has a counterpart there, or else the nearest.
  package func standardMode(of scenario: Scenario) -> IsolationMode {
    let opening = scenario.standardMode
    if level(for: opening) != nil { return opening }
    return scenario.modes.first { level(for: $0) != nil } ?? nearest(to: opening).mode
  }
}
