import Vocabulary

/// A record as a line: `CHECKSUM KIND PAYLOAD`.
///
/// The first line is `CHECKSUM isolab-journal VERSION MODE`, followed by the policy if one was
/// named. Every later version must begin in the same way, with the same checksum; otherwise this
/// version cannot recognize it.
extension Journal.Record {
  private static let version = 1
  private static let format = "isolab-journal"

  /// Whether a journal begins with it.
  var isOpening: Bool { if case .opened = self { true } else { false } }

  /// Whether it counts for nothing without the line that follows.
  var awaitsLine: Bool { if case .file = self { true } else { false } }

  /// The line, with the newline at its end.
  var bytes: [UInt8] {
    let content =
      switch self {
      case .opened(let mode, let policy):
        "\(Self.format) \(Self.version) \(mode?.name ?? Self.noMode)"
          + (policy.map { " \($0.rawValue)" } ?? "")
      case .line(let text): "line \(escaped(text))"
      case .file(let name, let text): "file \(escaped(name))\t\(escaped(text))"
      case .on(nil): "on \(Self.lab)"
      case .on(let place?):
        "on \(place.needsPassword ? Self.cutURL : Self.wholeURL) \(escaped(place.url))"
      case .passed(let span): "passed \(span.milliseconds)"
      }
    return checksum(of: Array(content.utf8)) + " \(content)\n".utf8
  }

  /// Reads a line without its newline; nil if it is not exactly what was written.
  init?(_ line: ArraySlice<UInt8>) {
    guard let (kind, payload) = Self.parts(of: line) else { return nil }
    switch kind {
    case Self.format:
      guard let opening = Self.opening(payload) else { return nil }
      self = opening
    case "line":
      guard let text = unescaped(payload) else { return nil }
      self = .line(text)
    case "file":
      let parts = payload.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = unescaped(Substring(parts[0])),
        let text = unescaped(Substring(parts[1]))
      else { return nil }
      self = .file(name: name, text: text)
    case "on":
      guard let place = Self.place(payload) else { return nil }
      self = place
    case "passed":
      guard let span = Int64(payload), 1..<1 << 50 ~= span, "\(span)" == payload else { return nil }
      self = .passed(TimeSpan(milliseconds: span))
    default: return nil
    }
  }

  private static let lab = "lab"
  private static let wholeURL = "url"
  private static let cutURL = "url-without-password"

  /// Where the lab went.
  private static func place(_ payload: Substring) -> Journal.Record? {
    if payload == lab { return .on(nil) }
    let words = payload.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2, [wholeURL, cutURL].contains(String(words[0])),
      let url = unescaped(words[1])
    else { return nil }
    return .on(Journal.Place(shown: url, needsPassword: words[0] == cutURL))
  }

  /// Takes the place of the mode if none was named.
  private static let noMode = "-"

  /// The first record, from the text after the name of the format.
  private static func opening(_ payload: Substring) -> Journal.Record? {
    let words = payload.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard 2...3 ~= words.count, words[0] == "\(version)",
      words[1] == noMode || IsolationMode(rawValue: words[1]) != nil
    else { return nil }
    let mode = IsolationMode(rawValue: words[1])
    guard words.count == 3 else { return .opened(mode) }
    return ConflictPolicy(rawValue: words[2]).map { .opened(mode, conflicts: $0) }
  }

  /// The version that a first line names, unless it is the one that can be read.
  static func foreignVersion(in line: ArraySlice<UInt8>) -> Int? {
    guard let (kind, payload) = parts(of: line), kind == format,
      let version = payload.split(separator: " ").first.flatMap({ Int($0) })
    else { return nil }
    return version == Self.version ? nil : version
  }

  /// Whether this is how a first line begins, whatever the rest of the line is.
  static func mayOpen(_ line: ArraySlice<UInt8>, isCut: Bool) -> Bool {
    let name = Array(" \(format) ".utf8)
    return line.prefix(16).allSatisfy { $0.isLowerHexDigit }
      && zip(line.dropFirst(16), name).allSatisfy { $0 == $1 }
      && (isCut || line.count >= 16 + name.count)
  }

  /// The kind and the payload, if the checksum fits them.
  private static func parts(of line: ArraySlice<UInt8>) -> (kind: String, payload: Substring)? {
    let content = line.dropFirst(17)
    guard line.starts(with: checksum(of: content) + [0x20]),
      let text = String(validating: content, as: UTF8.self),
      let space = text.utf8.firstIndex(of: 0x20)
    else { return nil }
    return (String(text[..<space]), text[text.utf8.index(after: space)...])
  }
}

/// Sixteen digits that show whether a line is whole: the hash FNV-1a (Fowler, Noll, and Vo).
///
/// A line in which one byte has changed never keeps its hash, because each step of the hash can be
/// undone.
private func checksum(of content: some Collection<UInt8>) -> [UInt8] {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return (1...16).map { place in
    let digit = UInt8(hash >> (64 - 4 * place) & 15)
    return digit < 10 ? 0x30 + digit : 0x57 + digit
  }
}

/// The text without the bytes that part records and their parts.
private func escaped(_ text: String) -> String {
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case 0x5C: bytes += #"\\"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    default: bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The text that was escaped in this way; nil if no text gives this.
private func unescaped(_ text: Substring) -> String? {
  var bytes: [UInt8] = []
  var rest = text.utf8.makeIterator()
  while let byte = rest.next() {
    guard byte == 0x5C else {
      bytes.append(byte)
      continue
    }
    switch rest.next() {
    case UInt8(ascii: "\\"): bytes.append(0x5C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    default: return nil
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension UInt8 {
  fileprivate var isLowerHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self)
  }
}
