import Vocabulary

/// The versions that are not the newest of their key, all keys' together, in the order in which
/// they were replaced.
///
/// Adding one is an append to one queue, wherever its key lies, and reads nothing: what is needed
/// stands in the key's `Trail`. Each version links to the one before it. Every 16th of a key also
/// links to the one 16 before it, every 256th to the one 256 before, and so on. The version before
/// the start of a long link has the next shorter one, for those who may not take the long one. So a
/// search takes at most some 32 steps for each factor of 16 up to 65,536, and then one for each
/// 65,536.
///
/// Those that a vacuum may remove are the front of the queue, because it lies in the order of the
/// replacing commits. A link to what has been removed leads nowhere; none is ever mended.
struct Past: Sendable {
  /// The place of a version, counted from 1 over all that were ever added.
  typealias Link = UInt32

  private struct Node: Sendable {
    let version: Version
    let previous: Link
    let jump: Link
    private let packed: (slot: UInt32, replacedAt: UInt32)

    init(_ version: Version, _ replacement: Replacement, previous: Link, jump: Link) {
      self.version = version
      self.previous = previous
      self.jump = jump
      packed = (UInt32(replacement.slot), UInt32(replacement.state))
    }

    var slot: SlotID { SlotID(packed.slot) }
    var replacedAt: Timestamp { Timestamp(packed.replacedAt) }
  }

  /// The writer of the replaced version, and the state that replaces it.
  struct Replacement {
    let slot: SlotID
    let state: Timestamp
  }

  /// Where the versions of one key end.
  struct Trail: Sendable {
    /// The last one, and how many there ever were.
    fileprivate(set) var last = Past.none
    fileprivate var count: UInt32 = 0
    /// The last one whose number is a multiple of 16, of 256, of 4,096, of 65,536.
    fileprivate var anchors = SIMD4<Link>(repeating: Past.none)
  }

  /// What a search has come upon.
  struct Found {
    /// The newest version that the snapshot holds.
    var held: Version?
    /// The first one that it misses.
    var missed: Version?
    /// How many versions the search has looked at.
    var visits = 0
  }

  /// No place: before the first version.
  private static let none: Link = 0
  private var nodes: Queue<Node> = []
  /// The place of the first version that is still there.
  private var first: Link = 1

  var count: Int { nodes.count }

  mutating func append(
    _ version: consuming Version, to trail: inout Trail, _ replacement: Replacement
  ) {
    let link = first + Link(nodes.count)
    var jump = Self.none
    // Of the places 0, 1, 2 and 3 before a multiple of 16, each takes the next shorter link.
    let distance = Int((16 - trail.count & 15) & 15)
    if distance <= 3 {
      let longest = min((trail.count &+ UInt32(distance)).trailingZeroBitCount / 4, 4) - 1
      if distance <= longest { jump = trail.anchors[longest - distance] }
      if distance == 0 { for length in 0...longest { trail.anchors[length] = link } }
    }
    nodes.append(Node(version, replacement, previous: trail.last, jump: jump))
    trail.last = link
    trail.count &+= 1
  }

  /// The newest version of the trail that a snapshot holds, and the first one that it misses; nil
  /// where there is none.
  func search(_ trail: Trail, asOf snapshot: Timestamp) -> Found {
    var found = Found()
    var link = trail.last
    while let node = node(at: link) {
      found.visits += 1
      if node.version.state <= snapshot {
        found.held = node.version
        return found
      }
      found.missed = node.version
      let mayJump = self.node(at: node.jump).map { $0.version.state > snapshot } ?? false
      link = mayJump ? node.jump : node.previous
    }
    return found
  }

  /// All versions of the trail, oldest first.
  func versions(of trail: Trail) -> [Version] {
    var versions: [Version] = []
    var link = trail.last
    while let node = node(at: link) {
      versions.append(node.version)
      link = node.previous
    }
    return versions.reversed()
  }

  /// How many of those that are there have been replaced by a state up to this one.
  func replaced(upTo horizon: Timestamp) -> Int {
    nodes.partitioningIndex { $0.replacedAt > horizon }
  }

  /// Removes the versions that a state up to this one has replaced, and hands each to the caller
  /// with its key's slot.
  ///
  /// Costs what is removed.
  mutating func remove(
    replacedUpTo horizon: Timestamp, _ visit: (SlotID, Version) -> Void
  ) {
    let count = replaced(upTo: horizon)
    guard count > 0 else { return }
    for node in nodes.prefix(count) { visit(node.slot, node.version) }
    nodes.removeFirst(count)
    first += Link(count)
  }

  /// The version at the place, nil if it has been removed or there never was one.
  private func node(at link: Link) -> Node? {
    link >= first ? nodes[Int(link - first)] : nil
  }
}
