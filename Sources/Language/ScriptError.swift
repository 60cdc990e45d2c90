/// Something typed that cannot be understood: where, and why as data.
///
/// `ErrorProse` words it.
package struct ScriptError: Error, Hashable, Sendable {
  /// From 1, in characters of the line.
  package let column: Int
  /// How many characters the caret underlines, at least 1.
  package let length: Int
  package let problem: Problem

  package init(column: Int, length: Int = 1, _ problem: Problem) {
    self.column = column
    self.length = length
    self.problem = problem
  }
}
