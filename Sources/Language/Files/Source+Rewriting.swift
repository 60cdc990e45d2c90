extension Scenario.Source {
  /// Lines to be put in the place of others.
  package struct Edit: Hashable, Sendable {
    /// The numbers of the lines that go, from 1; an empty range inserts before its lower bound.
    package let lines: Range<Int>
    /// What comes in their place, without line ends and without the indentation being added.
    package let replacement: [String]

    /// Replaces those lines.
    package init(_ lines: Range<Int>, with replacement: [String]) {
      self.lines = lines
      self.replacement = replacement
    }
  }

  /// The file with some lines replaced, and every other byte as it was.
  ///
  /// New lines end as the line above them does. A file without a newline at its end keeps that.
  ///
  /// - Precondition: The edits are in ascending order, do not overlap, and lie within the file.
  package func rewriting(_ edits: [Edit]) -> [UInt8] {
    var result: [(text: String, end: String)] = []
    var copied = 0
    func copy(to end: Int) {
      precondition(copied <= end && end <= lines.count, "edits overlap or leave the file")
      result += zip(lines[copied..<end], ends[copied..<end]).map { ($0, $1) }
      copied = end
    }
    for edit in edits {
      copy(to: edit.lines.lowerBound - 1)
      let end = result.last.map { $0.end }.flatMap { $0.isEmpty ? nil : $0 } ?? commonEnd
      if let last = result.indices.last { result[last].end = end }
      result += edit.replacement.map { ($0, end) }
      copied = edit.lines.upperBound - 1
    }
    copy(to: lines.count)
    if ends.last?.isEmpty == true, let last = result.indices.last { result[last].end = "" }
    return bytes(of: result.map { ($0.text, $0.end) })
  }

  /// The end of the first line, or a newline where no line ends.
  private var commonEnd: String { ends.first.flatMap { $0.isEmpty ? nil : $0 } ?? "\n" }
}
