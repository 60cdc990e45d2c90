import Vocabulary

/// The versions that are not the newest of their key, all keys' together, in the order in which
/// they were replaced.
///
/// Adding one is an append to one array, wherever its key lies, and reads nothing: what is needed
/// stands in the key's `Trail`. Each version links to the one before it. Every 16th of a key also
/// links to the one 16 before it, every 256th to the one 256 before, and so on, so that a search
/// takes at most some 32 steps for each factor of 16 up to 65,536, and then one for each 65,536.
struct Past: Sendable {
  /// The place of a version.
  typealias Link = UInt32

  private struct Node: Sendable {
    let version: Version
    let previous: Link
    let jump: Link
  }

  /// Where the versions of one key end.
  struct Trail: Sendable {
    /// The last one, and how many there are.
    fileprivate(set) var last = Past.none
    fileprivate var count: UInt32 = 0
    /// The last one whose number is a multiple of 16, of 256, of 4,096, of 65,536.
    fileprivate var anchors = (Past.none, Past.none, Past.none, Past.none)
  }

  /// No place: what stands before the first version.
  private static let none: Link = .max
  private var nodes: [Node] = []

  mutating func append(_ version: Version, to trail: inout Trail) {
    let link = Link(nodes.count)
    var jump = Self.none
    if trail.count & 0xF == 0 { (jump, trail.anchors.0) = (trail.anchors.0, link) }
    if trail.count & 0xFF == 0 { (jump, trail.anchors.1) = (trail.anchors.1, link) }
    if trail.count & 0xFFF == 0 { (jump, trail.anchors.2) = (trail.anchors.2, link) }
    if trail.count & 0xFFFF == 0 { (jump, trail.anchors.3) = (trail.anchors.3, link) }
    nodes.append(Node(version: version, previous: trail.last, jump: jump))
    trail.last = link
    trail.count += 1
  }

  /// The newest version of the trail that a snapshot holds, and the first one that it misses; nil
  /// where there is none.
  func search(_ trail: Trail, asOf snapshot: Timestamp) -> (held: Version?, missed: Version?) {
    var missed: Version?
    var link = trail.last
    while link != Self.none {
      let node = nodes[Int(link)]
      if node.version.state <= snapshot { return (node.version, missed) }
      missed = node.version
      let mayJump = node.jump != Self.none && nodes[Int(node.jump)].version.state > snapshot
      link = mayJump ? node.jump : node.previous
    }
    return (nil, missed)
  }

  /// All versions of the trail, oldest first.
  func versions(of trail: Trail) -> [Version] {
    var versions: [Version] = []
    var link = trail.last
    while link != Self.none {
      versions.append(nodes[Int(link)].version)
      link = nodes[Int(link)].previous
    }
    return versions.reversed()
  }
}
