/// The name under which a value is stored.
///
/// A key knows the hash of its bytes, so that a store that is asked for it again and again need not
/// read them: FNV-1a (Fowler, Noll and Vo), the same in every run.
public struct Key: ByteText {
  /// The text itself.
  public let text: String
  /// Equal for equal keys, and spread over all 64 bits.
  public let hash: UInt64

  /// Wraps a text.
  public init(_ text: String) {
    self.text = text
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    text.withBytes { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
    self.hash = hash ^ (hash >> 32)
  }

  /// The first eight bytes as a number, followed by zeros where there are fewer.
  ///
  /// Of two keys with different prefixes, the lower key has the lower prefix.
  package var prefix: UInt64 {
    text.withBytes { bytes in
      var prefix: UInt64 = 0
      for index in 0..<min(8, bytes.count) {
        prefix |= UInt64(bytes[index]) << UInt64(56 - 8 * index)
      }
      return prefix
    }
  }

  /// Whether both have the same bytes.
  public static func == (left: Key, right: Key) -> Bool {
    left.hash == right.hash && left.hasSameBytes(as: right)
  }

  /// Feeds the hash to the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// What a key holds: text.
///
/// A missing value (nil) is absence.
public struct Value: ByteText {
  /// The text itself.
  public let text: String
  /// Wraps a text.
  public init(_ text: String) { self.text = text }

  /// Writes an integer in canonical decimal form.
  public init(_ integer: Int64) { self.text = String(integer) }

  /// The number this text spells, nil unless it is the canonical decimal form of a 64-bit integer.
  ///
  /// "7" and "-7" are integers; "07", "+7", "-0" and "7.0" are text.
  public var integer: Int64? {
    guard let number = Int64(text), String(number) == text else { return nil }
    return number
  }
}
