package import Language

/// An `.expect` line and its place in a scenario.
package struct Expected: Sendable {
  /// The line's number in the file, from 1.
  package let line: Int
  /// The part that it is about, from 1; `.reset` begins the next part.
  package let part: Int
  package let expectation: Expectation
}

extension Scenario {
  /// All that it expects, in the order of its lines.
  package var expectations: [Expected] {
    lines.compactMap { line in
      guard case .directive(.expect(let expectation))? = line.statement?.body else { return nil }
      return Expected(line: line.number, part: line.part, expectation: expectation)
    }
  }
}
