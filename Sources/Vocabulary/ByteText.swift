/// Text that is compared, ordered and hashed by its UTF-8 bytes.
///
/// Swift's own strings call "é" and "e\u{301}" equal; a store must not, or two keys would become
/// one.
public protocol ByteText: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The text itself.
  var text: String { get }
  /// Wraps a text.
  init(_ text: String)
}

extension ByteText {
  /// Wraps a literal text.
  public init(stringLiteral text: String) { self.init(text) }

  /// The text itself, unquoted.
  public var description: String { text }

  /// Whether both have the same bytes.
  public static func == (left: Self, right: Self) -> Bool {
    left.hasSameBytes(as: right)
  }

  func hasSameBytes(as other: Self) -> Bool {
    text.withBytes { left in
      other.text.withBytes { right in
        UnsafeRawBufferPointer(left).hasSameBytes(as: UnsafeRawBufferPointer(right))
      }
    }
  }

  /// Whether the bytes of one come before those of the other.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.withBytes { l in right.text.withBytes { r in l.lexicographicallyPrecedes(r) } }
  }

  /// Feeds the bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension UnsafeRawBufferPointer {
  /// Compares eight bytes at a time.
  fileprivate func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    let words = count & ~7
    for offset in stride(from: 0, to: words, by: 8)
    where loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      != other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    {
      return false
    }
    return (words..<count).allSatisfy { self[$0] == other[$0] }
  }
}

extension String {
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}
