/// A place in a file: line and column are counted from 1, the column in Unicode scalars.
package struct Position: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int = 1, column: Int = 1) { (self.line, self.column) = (line, column) }

  package static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Why something in a file of SQL cannot be expressed in isolab's language.
package struct Objection: Error, Hashable, Sendable {
  package let place: Position
  /// A sentence without a full stop.
  package let message: String

  init(_ place: Position, _ message: String) { (self.place, self.message) = (place, message) }
}

/// The objections, in the order of their places; never empty.
package struct Objections: Error, Sendable {
  package let all: [Objection]

  /// The first objections; a file in another language has one in each line.
  init(_ all: some Sequence<Objection>) {
    self.all = Array(Set(all).sorted { ($0.place, $0.message) < ($1.place, $1.message) }.prefix(50))
  }
}
