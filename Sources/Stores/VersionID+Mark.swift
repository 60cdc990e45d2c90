package import Vocabulary

/// How a version is written into a row, so that each read shows the version that it saw.
extension VersionID {
  /// `3.1` for the first write of its key by T3, `0.1` for a row of the start; nil for an absence.
  package var mark: String? {
    guard case .written(let id, let number) = self else { return nil }
    return "\(id.number).\(number)"
  }

  /// The version of a mark; nil if the text is none.
  package init?(mark: some StringProtocol) {
    let parts = mark.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int(parts[0]), let number = Int(parts[1]), id >= 0, number > 0
    else { return nil }
    self = .written(by: TransactionID(id), number: number)
  }
}
