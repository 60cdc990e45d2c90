extension Scenario {
  /// A scenario file as it stands: its lines with their exact ends, and whether a BOM leads.
  ///
  /// `bytes` gives back what was read, to the byte.
  package struct Source: Sendable {
    /// What messages call the file.
    package let file: String
    /// The lines without their ends; a newline at the end of the file starts no further line.
    package let lines: [String]
    /// The end of each line: a newline, a carriage return and a newline, or, of the last, nothing.
    let ends: [String]
    private let hasBOM: Bool

    private static let bom: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Cuts a file into lines.
    ///
    /// - Throws: A `FileError` for the first thing that makes it no text file in UTF-8.
    package init(bytes: [UInt8], file: String) throws(FileError) {
      guard !Self.isWide(bytes) else { throw FileError(file: file, line: 1, .wideEncoding) }
      hasBOM = bytes.starts(with: Self.bom)
      self.file = file
      var lines: [String] = []
      var ends: [String] = []
      let count = bytes.count { $0 == 0x0A } + 1
      lines.reserveCapacity(count)
      ends.reserveCapacity(count)
      var rest = bytes.dropFirst(hasBOM ? Self.bom.count : 0)
      while let first = rest.indices.first {
        let newline = rest.firstIndex(of: 0x0A)
        var end = newline ?? rest.endIndex
        let next = newline.map { $0 + 1 } ?? rest.endIndex
        if newline != nil, end > first, rest[end - 1] == 0x0D { end -= 1 }
        lines.append(try Self.line(rest[first..<end], file: file, number: lines.count + 1))
        ends.append(String(decoding: rest[end..<next], as: UTF8.self))
        rest = rest[next...]
      }
      self.lines = lines
      self.ends = ends
    }

    /// The whole file.
    package var bytes: [UInt8] { bytes(of: zip(lines, ends)) }

    func bytes(of lines: some Sequence<(String, String)>) -> [UInt8] {
      lines.reduce(into: hasBOM ? Self.bom : []) { bytes, line in
        bytes += line.0.utf8
        bytes += line.1.utf8
      }
    }

    private static func line(
      _ bytes: ArraySlice<UInt8>, file: String, number: Int
    ) throws(FileError) -> String {
      guard bytes.count <= ScriptError.Limit.lineLength.most else {
        throw FileError(file: file, line: number, .longLine)
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        let column = 1 + validPrefix(of: bytes)
        throw FileError(file: file, line: number, column: column, .invalidUTF8)
      }
      if bytes.contains(0),
        let index = text.unicodeScalars.enumerated().first(where: { $1 == "\0" })?.offset
      {
        throw FileError(
          file: file, line: number, column: index + 1, .nulByte, sourceLine: text)
      }
      return text
    }

    /// How many bytes at the start are UTF-8.
    private static func validPrefix(of bytes: ArraySlice<UInt8>) -> Int {
      var parser = Unicode.UTF8.ForwardParser()
      var iterator = bytes.makeIterator()
      var count = 0
      while case .valid(let scalar) = parser.parseScalar(from: &iterator) { count += scalar.count }
      return count
    }

    /// Whether a byte order mark, or that most second bytes are zero, shows UTF-16 or UTF-32.
    private static func isWide(_ bytes: [UInt8]) -> Bool {
      if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return true }
      let pairs = bytes.prefix(64).count / 2
      let high = (0..<pairs).filter { bytes[2 * $0] == 0 }.count
      let low = (0..<pairs).filter { bytes[2 * $0 + 1] == 0 }.count
      return pairs > 0 && min(high, low) == 0 && 4 * max(high, low) >= 3 * pairs
    }
  }
}
