import Vocabulary

/// The keys that a transaction has read, in the order of its first read of each.
///
/// Most transactions read few keys, and searching a short list is cheaper than hashing. From 16
/// keys on, there is a set.
struct ReadSet: Sendable {
  private(set) var points: [PointRead] = []
  private var known: Set<SlotID> = []
  private static let shortest = 16

  var isEmpty: Bool { points.isEmpty }
  var count: Int { points.count }

  func contains(_ slot: SlotID) -> Bool {
    known.isEmpty ? points.contains { $0.slot == slot } : known.contains(slot)
  }

  /// Adds a read; false if its key has been read before.
  mutating func insert(_ read: PointRead) -> Bool {
    guard !contains(read.slot) else { return false }
    if points.isEmpty { points.reserveCapacity(8) }
    points.append(read)
    if !known.isEmpty {
      known.insert(read.slot)
    } else if points.count > Self.shortest {
      known = Set(points.map { $0.slot })
    }
    return true
  }
}

struct PointRead: Sendable {
  let slot: SlotID
  let step: StepNumber
}
