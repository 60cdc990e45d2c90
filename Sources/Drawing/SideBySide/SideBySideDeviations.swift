import Differences
import Layout
import Vocabulary

/// How stores are unlike isolab's engine, below the table.
extension SideBySide {
  /// A sentence or more for each store.
  func deviations(inPart index: Int) -> [String] {
    parts[index].deviations.map { deviation in
      let column = columns[deviation.column]
      let pair = "isolab \(column.mode.name) and \(printable(column.title))"
      guard let step = deviation.step else { return "\(pair): no difference" }
      guard !deviation.explanation.isEmpty else {
        return "\(pair): step \(step), unexplained"
      }
      let reasons = deviation.explanation.map { "\($0.name): \($0.told) See \($0.shownBy)" }
      return "\(pair): step \(step), " + reasons.joined(separator: "; ")
    }
  }
}
