/// Deletions that found nothing, by the absence that each repeats.
///
/// An absence is made by the first deletion after a value, or was there at first. Every serial
/// order that keeps all of them between the value before and the value after shows the same.
struct Repeats: Sendable {
  /// The repeated version and the node of each, by key, then in the order of commits.
  private var versions: [Int32] = []
  private var nodes: [Int32] = []
  private var starts: [Int32] = [0]

  /// How many repetitions of a version are free to come before the deletion that they repeat.
  ///
  /// Each reader of the value before has an edge to each of these. Those after them are ordered
  /// behind the first deletion, so that edges stay linear in the reads.
  private static let free = 8

  mutating func add(_ node: Int32, of version: Int32) {
    nodes.append(node)
    versions.append(version)
  }

  /// All of the next key have been added.
  mutating func close() { starts.append(Int32(nodes.count)) }

  /// The nodes that repeat the version, in the order of commits.
  func all(of version: Int, _ key: Int32) -> ArraySlice<Int32> {
    guard !nodes.isEmpty else { return [] }
    let places = starts.bucket(key)
    let first = places.partitioned { versions[$0] < version }
    let end = (first..<places.upperBound).partitioned { versions[$0] <= version }
    return nodes[first..<end]
  }

  /// How many repetitions of absences of the key there are.
  func count(of key: Int32) -> Int { nodes.isEmpty ? 0 : starts.bucket(key).count }

  /// Those of them that may also come before the deletion that they repeat.
  func free(of version: Int, _ key: Int32) -> ArraySlice<Int32> {
    all(of: version, key).prefix(Self.free)
  }
}
