/// Gathers the bytes a terminal sends into Unicode scalars, without ever waiting for one too many.
///
/// The standard library's decoder reads ahead, so a typed é would show only after the next keys.
struct ScalarDecoder {
  private var bytes: [UInt8] = []

  /// Takes a byte; the scalar it completes, nil while more must follow.
  ///
  /// A byte that cannot belong to UTF-8 is dropped; a sequence of the right length that is no
  /// scalar is U+FFFD.
  mutating func feed(_ byte: UInt8) -> Unicode.Scalar? {
    switch (~byte).leadingZeroBitCount {  // the ones a UTF-8 byte begins with
    case 0: bytes = [byte]
    case 1 where !bytes.isEmpty: bytes.append(byte)
    case 2...4: bytes = [byte]
    default: bytes = []
    }
    guard let lead = bytes.first, bytes.count == max(1, (~lead).leadingZeroBitCount) else {
      return nil
    }
    defer { bytes = [] }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }
}
