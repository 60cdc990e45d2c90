package import Language
package import Stores
package import Vocabulary

/// What cannot be played of a lesson on a store.
extension Scenario {
  /// The parts that name a mode for which the store has no level, and the first such mode of each.
  package func partsWithoutLevel(on store: StoreIdentity) -> [Int: IsolationMode] {
    var missing: [Int: IsolationMode] = [:]
    for line in lines where missing[line.part] == nil {
      guard let mode = line.namedMode, store.level(for: mode) == nil else { continue }
      missing[line.part] = mode
    }
    return missing
  }
}

extension Line {
  /// The mode that the line names; nil if it names none.
  fileprivate var namedMode: IsolationMode? {
    switch statement?.body {
    case .command(.begin(let mode, _, _)), .directive(.mode(let mode)): mode
    default: nil
    }
  }
}
