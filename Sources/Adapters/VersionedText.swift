import Stores
import Vocabulary

/// A value as a process stores it: the text, followed by the write that it comes from, as in `7
/// @3.1`.
///
/// The suffix is the last ` @` with the mark of the version after it. Each value that is sent has
/// one, so a value that ends like a suffix is read back as it was.
enum VersionedText {
  private static let separator = " @"

  static func text(of value: Value, _ version: VersionID) -> String {
    version.mark.map { value.text + separator + $0 } ?? value.text
  }

  /// The row for a text that the process returned; it has no version if the text has no suffix.
  static func row(_ key: Key, _ text: String) -> StoredRow {
    let bytes = text.utf8
    guard let sign = bytes.lastIndex(of: UInt8(ascii: "@")), sign > bytes.startIndex,
      bytes[bytes.index(before: sign)] == UInt8(ascii: " "),
      let version = VersionID(mark: text[bytes.index(after: sign)...])
    else { return StoredRow(key, Value(text), nil) }
    return StoredRow(key, Value(String(text[..<bytes.index(before: sign)])), version)
  }
}
