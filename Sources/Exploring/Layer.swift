/// The states of a step while they are being found.
struct Layer {
  private(set) var nodes: [Node] = []
  private var places: [StateKey: Int32] = [:]
  private var keyBytes = 0
  private var contentBytes = 0
  /// One for each node, unless they are too many.
  private(set) var prefixes: [Prefix]?
  private let mostPrefixes: Int

  init(mostPrefixes: Int) {
    self.mostPrefixes = mostPrefixes
    prefixes = mostPrefixes > 0 ? [] : nil
  }

  /// The bytes of its nodes.
  var nodeBytes: Int { nodes.bytes + contentBytes }

  /// All that it takes, with the room in which its table grows and its orders are numbered.
  var bytes: Int {
    let entry = MemoryLayout<StateKey>.stride + MemoryLayout<Int32>.stride
    return nodeBytes * 2 + keyBytes + places.capacity * entry * 2
  }

  /// Adds the orders that come to the state of that key by a step of the lane from the parent.
  ///
  /// - Returns: whether the state is a new one.
  mutating func add(
    _ parent: Node, at place: Int, by lane: Int, _ marks: Prefix.Marks, _ key: StateKey
  ) -> Bool {
    let target = places[key].map { Int($0) } ?? nodes.count
    let isNew = target == nodes.count
    if isNew {
      places[key] = Int32(target)
      keyBytes += key.bytes
      nodes.append(Node())
    }
    let before = nodes[target].bytes
    nodes[target].join(parent, at: place, by: lane, marks)
    contentBytes += nodes[target].bytes - before
    return isNew
  }

  /// Keeps the prefix that leads to the newest state, or none any more if they become too many.
  mutating func keep(_ prefix: Prefix?) {
    guard let prefix, nodes.count <= mostPrefixes else { return prefixes = nil }
    prefixes?.append(prefix)
  }

  mutating func rank(_ rank: (Node.Arrival) -> Int32) {
    for index in nodes.indices { nodes[index].rank(rank) }
  }
}

/// What tells a state from all others of its step, with its hash, which a growing table needs anew.
struct StateKey: Hashable, Sendable {
  private let words: [Int32]
  private let hash: Int

  init(_ words: [Int32]) {
    self.words = words
    var hasher = Hasher()
    words.withUnsafeBytes { hasher.combine(bytes: $0) }
    hash = hasher.finalize()
  }

  var bytes: Int { words.bytes }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  static func == (left: StateKey, right: StateKey) -> Bool {
    left.hash == right.hash && left.words == right.words
  }
}
