/// The name under which a value is stored.
public struct Key: ByteText {
  public let text: String
  public init(_ text: String) { self.text = text }
}

/// What a key holds: text. A missing value (nil) is absence.
public struct Value: ByteText {
  public let text: String
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
