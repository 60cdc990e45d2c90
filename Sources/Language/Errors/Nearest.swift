/// The candidate that was most likely meant; nil if none is close.
///
/// A short word is close if one slip leads to it; a word of six or more letters, if two do. A slip
/// is an extra, missing, or wrong letter, or two neighboring letters exchanged. Among equals, the
/// first wins.
package func nearest(to typed: String, among candidates: [String]) -> String? {
  let typed = Array(typed.keyword.unicodeScalars)
  guard (2...30).contains(typed.count) else { return nil }
  let slips = typed.count < 6 ? 1 : 2
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(typed, Array(candidate.keyword.unicodeScalars))
    if distance <= slips, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// How many slips lead from one word to the other (optimal string alignment).
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var rows = [Array(0...right.count)]
  for (i, scalar) in left.enumerated() {
    var row = [i + 1]
    for (j, other) in right.enumerated() {
      var cost = min(rows[i][j] + (scalar == other ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, scalar == right[j - 1], left[i - 1] == other {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[left.count][right.count]
}
