/// A read whose version is not certain, because the place where it happened did not tell.
package struct ReadDoubt: Hashable, Sendable {
  /// The reader.
  package let transaction: TransactionID
  /// Which of the reader's reads and scans it is, counted from 0.
  package let look: Int
  /// The key that was read, alone or in a range.
  package let key: Key
  /// The versions that it may have seen, at least two; the history has the first, the likeliest.
  package let versions: [VersionID]

  /// States what a read may have seen.
  package init(_ transaction: TransactionID, look: Int, key: Key, versions: [VersionID]) {
    (self.transaction, self.look) = (transaction, look)
    (self.key, self.versions) = (key, versions)
  }
}

extension Event {
  /// Whether it is a read or a scan.
  package var isLook: Bool {
    switch self {
    case .read, .scan: true
    default: false
    }
  }
}
