import Vocabulary

/// A lock of InnoDB: on a row, on the gap before it, or on both.
///
/// The rows of a table are in the order of their keys, and a gap reaches from one row to the next.
/// A gap lock keeps others from inserting there. It never conflicts with another gap lock.
struct InnoDBLock {
  enum Place: Hashable {
    case row(Key)
    /// The place after the last row; only its gap can be locked.
    case end
  }

  enum Extent {
    case row
    case gap
    case rowAndGap
    /// The intention to insert a row into the gap; it blocks no other transaction.
    case insertion
  }

  let owner: TransactionID
  let place: Place
  let isExclusive: Bool
  let extent: Extent
  /// Locks of one kind share a structure; their number weighs when a victim is chosen.
  var structure = 0
  var isWaiting = false

  init(_ place: Place, _ extent: Extent, isExclusive: Bool, of owner: TransactionID) {
    (self.owner, self.place, self.isExclusive) = (owner, place, isExclusive)
    self.extent = place == .end && extent != .insertion ? .gap : extent
  }

  /// Whether the other lock blocks this one if it came first.
  func mustWait(for other: InnoDBLock) -> Bool {
    guard owner != other.owner, place == other.place, isExclusive || other.isExclusive,
      other.extent != .insertion
    else { return false }
    return switch extent {
    case .insertion: other.extent != .row
    case .gap: false
    case .row, .rowAndGap: other.extent != .gap
    }
  }

  /// Whether its owner needs no other lock for that.
  func covers(_ wanted: InnoDBLock) -> Bool {
    owner == wanted.owner && place == wanted.place && !isWaiting && extent != .insertion
      && (isExclusive || !wanted.isExclusive) && (extent == .rowAndGap || extent == wanted.extent)
  }

  /// Whether both can be kept in one structure.
  func isAlike(_ other: InnoDBLock) -> Bool {
    owner == other.owner && isExclusive == other.isExclusive && kind == other.kind
  }

  /// InnoDB's name for it: after the last row, a gap and the row after it are the same.
  private var kind: Extent { place == .end && extent == .gap ? .rowAndGap : extent }

  /// The same lock of the gap alone.
  var ofGap: InnoDBLock { InnoDBLock(place, .gap, isExclusive: isExclusive, of: owner) }

  /// The same lock of the row alone.
  var ofRow: InnoDBLock { InnoDBLock(place, .row, isExclusive: isExclusive, of: owner) }

  /// Whether it keeps others from inserting into the gap.
  var guardsGap: Bool { extent == .gap || extent == .rowAndGap }
}
