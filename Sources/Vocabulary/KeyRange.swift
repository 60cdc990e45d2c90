/// A stretch of keys in byte order, from `low` (included) to `high` (not included).
///
/// Every form the language offers is such a stretch, so a predicate is always two keys, and a gap
/// between keys belongs to it as much as the keys do.
public struct KeyRange: Hashable, Sendable {
  /// The first key that belongs to the range.
  public let low: Key
  /// The first key after the range; nil where the range has no upper end.
  public let high: Key?

  /// The range `low..high`.
  public init(low: Key, high: Key?) {
    self.low = low
    self.high = high
  }

  /// Every key.
  public static let all = KeyRange(low: "", high: nil)

  /// Every key that starts with the prefix.
  public static func prefix(_ prefix: String) -> KeyRange {
    KeyRange(low: Key(prefix), high: successor(ofPrefix: prefix))
  }

  /// The range of a single key.
  public static func only(_ key: Key) -> KeyRange {
    KeyRange(low: key, high: Key(key.text + "\0"))
  }

  /// Whether no key can lie in the range.
  public var isEmpty: Bool { high.map { $0 <= low } ?? false }

  /// Whether the key lies in the range.
  public func contains(_ key: Key) -> Bool {
    low <= key && (high.map { key < $0 } ?? true)
  }

  /// The key, where the range holds exactly one.
  public var singleKey: Key? {
    high == Key(low.text + "\0") ? low : nil
  }

  /// The prefix, where the range holds exactly the keys that start with it.
  public var prefix: String? {
    high == Self.successor(ofPrefix: low.text) ? low.text : nil
  }

  /// The least text above everything that starts with the prefix; nil where there is none.
  ///
  /// UTF-8 sorts by scalar, so raising the last scalar that can be raised is enough.
  private static func successor(ofPrefix prefix: String) -> Key? {
    var scalars = prefix.unicodeScalars
    while let last = scalars.popLast() {
      let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
      guard let scalar = Unicode.Scalar(next) else { continue }
      scalars.append(scalar)
      return Key(String(scalars))
    }
    return nil
  }
}
