import Vocabulary

/// How much is stored: versions, and the bytes of their text.
public struct Volume: Hashable, Sendable {
  /// How many versions.
  public private(set) var versions = 0
  /// The UTF-8 bytes of their keys and values; a tombstone has those of its key.
  public private(set) var bytes = 0

  /// Nothing.
  public init() {}

  /// Adds a version; nil is a tombstone.
  mutating func add(_ value: Value?, of key: Key) {
    versions += 1
    bytes += key.text.utf8.count + (value?.text.utf8.count ?? 0)
  }
}
