import Algorithms
import Vocabulary

/// The committed versions of one key in commit order, tombstones included.
///
/// The newest, which most reads want, stands beside the others rather than among them, so that
/// reading it does not visit the heap.
struct VersionChain: Sendable {
  private(set) var newest: Version?
  private var older: [Version] = []

  var isEmpty: Bool { newest == nil }

  /// Oldest first.
  var all: [Version] { newest.map { older + [$0] } ?? [] }

  mutating func append(_ version: Version) {
    if let newest { older.append(newest) }
    newest = version
  }

  /// The newest version that a snapshot holds, nil if it holds none.
  ///
  /// Logarithmic in the length of the chain, and constant where the newest is the one.
  func version(asOf snapshot: Timestamp) -> Version? {
    guard let newest, newest.state > snapshot else { return newest }
    let later = older.partitioningIndex { $0.state > snapshot }
    return later == 0 ? nil : older[later - 1]
  }

  /// The first version that a snapshot misses; its creator is the one a reader comes before.
  func firstVersion(after snapshot: Timestamp) -> Version? {
    guard let newest, newest.state > snapshot else { return nil }
    let later = older.partitioningIndex { $0.state > snapshot }
    return later < older.count ? older[later] : newest
  }
}
