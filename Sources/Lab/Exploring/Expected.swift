package import Scripting

/// An `.expect` where it stands in a scenario.
package struct Expected: Sendable {
  /// The line's number in the file, from 1.
  package let line: Int
  /// The part that it speaks about, from 1; `.reset` begins another.
  package let part: Int
  package let expectation: Expectation
}

extension Scenario {
  /// All that it expects, in the order of its lines.
  package var expectations: [Expected] {
    var part = 1
    var found: [Expected] = []
    for entry in entries {
      guard case .success(let statement) = entry.statement else { continue }
      switch statement.body {
      case .directive(.quit): return found
      case .directive(.reset): part += 1
      case .directive(.expect(let expectation)):
        found.append(Expected(line: entry.line, part: part, expectation: expectation))
      default: continue
      }
    }
    return found
  }
}
