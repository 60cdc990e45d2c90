/// That number of blanks; none if the number is negative.
package func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

extension StringProtocol where SubSequence == Substring {
  /// Filled with blanks up to that number of cells, after the text or, flush right, before it.
  package func padded(to cells: Int, flushRight: Bool = false) -> String {
    let gap = blanks(cells - displayWidth(of: self))
    return flushRight ? gap + self : self + gap
  }

  /// Without blanks at its end.
  package var withoutBlanksAtEnd: String {
    let end = unicodeScalars.lastIndex { $0 != " " }.map { unicodeScalars.index(after: $0) }
    return String(self[..<(end ?? startIndex)])
  }

  /// As much of the start as takes at most that number of cells.
  package func prefix(cells: Int) -> Substring {
    var left = cells
    let end = unicodeScalars.firstIndex {
      left -= $0.displayWidth
      return left < 0
    }
    return self[..<(end ?? endIndex)]
  }

  /// The text; where it takes more than that number of cells, its end replaced by the ellipsis.
  package func cut(to cells: Int, ellipsis: String) -> String {
    guard displayWidth(of: self) > cells else { return String(self) }
    let end = ellipsis.prefix(cells: cells)
    return String(prefix(cells: cells - displayWidth(of: end)) + end)
  }
}
