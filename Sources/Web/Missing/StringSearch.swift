// What isolab uses of the standard library that Embedded Swift lacks: searching in texts. The rooms
// get it without an import, as they get it from the full library.

extension StringProtocol {
  /// Where the other text occurs first; nil if it does not.
  public func firstRange(of other: some StringProtocol) -> Range<Index>? {
    guard let first = other.first else { return startIndex..<startIndex }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].hasPrefix(other) {
        return found..<index(found, offsetBy: other.count)
      }
      start = index(after: found)
    }
    return nil
  }

  /// Whether the other text occurs.
  public func contains(_ other: some StringProtocol) -> Bool { firstRange(of: other) != nil }

  /// Where the other text occurs, without overlaps.
  public func ranges(of other: some StringProtocol) -> [Range<Index>] {
    var (ranges, start) = ([Range<Index>](), startIndex)
    while let range = self[start...].firstRange(of: other), !range.isEmpty {
      ranges.append(range)
      start = range.upperBound
    }
    return ranges
  }

  /// The text with the first occurrences of another one replaced.
  public func replacing(
    _ other: some StringProtocol, with text: some StringProtocol, maxReplacements: Int = .max
  ) -> String {
    var (result, start) = ("", startIndex)
    for range in ranges(of: other).prefix(maxReplacements) {
      result += self[start..<range.lowerBound]
      result += text
      start = range.upperBound
    }
    return result + self[start...]
  }

  /// The pieces between the occurrences of another text, without empty ones.
  public func split(separator: some StringProtocol) -> [SubSequence] {
    var (pieces, start) = ([SubSequence](), startIndex)
    for range in ranges(of: separator) {
      if start < range.lowerBound { pieces.append(self[start..<range.lowerBound]) }
      start = range.upperBound
    }
    if start < endIndex { pieces.append(self[start...]) }
    return pieces
  }

  /// The text without that beginning.
  public func trimmingPrefix(_ prefix: some StringProtocol) -> SubSequence {
    hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
  }

  /// The text from the first character that does not hold on.
  public func trimmingPrefix(while holds: (Character) -> Bool) -> SubSequence { drop(while: holds) }
}
