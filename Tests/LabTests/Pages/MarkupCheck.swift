import Testing

/// A check that a text is well-formed: elements closed in their order, attributes in quotes and
/// each once, known entities only, nothing that cannot be seen.
struct MarkupCheck {
  /// What is wrong; nil if nothing is.
  private(set) var fault: String?
  /// The elements in their order, each with its attributes.
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// The texts between elements, entities resolved.
  private(set) var texts: [String] = []

  private var open: [String] = []
  private let bytes: [UInt8]
  private var place = 0
  private let isHTML: Bool
  private static let void: Set<String> = ["meta", "input", "br"]

  init(_ source: String, isHTML: Bool = false) {
    bytes = Array(source.utf8)
    self.isHTML = isHTML
    let hidden = source.unicodeScalars.first { scalar in
      scalar != "\n" && (scalar.value < 0x20 || scalar.properties.generalCategory == .format)
    }
    if let hidden { fault = "the hidden character \(hidden.value)" }
    let type = Array("<!DOCTYPE html>\n".utf8)
    if isHTML, bytes.starts(with: type) { place = type.count }
    while fault == nil, place < bytes.count {
      if bytes[place] == UInt8(ascii: "<") { readTag() } else { readText() }
    }
    if fault == nil, let last = open.last { fault = "\(last) is not closed" }
  }

  /// What stands before that byte, which is passed over if it is asked for.
  private mutating func taken(to byte: Character) -> String {
    let end = bytes[place...].firstIndex(of: byte.asciiValue ?? 0) ?? bytes.count
    defer { place = end }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  private mutating func readText() {
    let piece = taken(to: "<")
    // What stands in a style sheet or script is no text.
    guard open.last != "style", open.last != "script" else { return }
    if piece.utf8.contains(UInt8(ascii: ">")) { fault = "a bare > in \(piece)" }
    if open.isEmpty, !piece.allSatisfy(\.isWhitespace) { fault = "text outside: \(piece)" }
    texts.append(resolved(piece))
  }

  private mutating func readTag() {
    place += 1
    var tag = taken(to: ">")
    place += 1
    if tag.hasPrefix("/") {
      if open.popLast() != String(tag.dropFirst()) { fault = "<\(tag)> closes nothing" }
      return
    }
    let isEmpty = tag.hasSuffix("/")
    if isEmpty { tag.removeLast() }
    let name = String(tag.prefix { $0 != " " })
    elements.append((name, attributes(of: tag.dropFirst(name.count), in: name)))
    let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if !isName { fault = "no element: <\(tag)>" }
    if !isEmpty, !(isHTML && Self.void.contains(name)) { open.append(name) }
    if name == "style" || name == "script" { passCode() }
  }

  /// ` name="value"`, any number of times.
  private mutating func attributes(of text: Substring, in tag: String) -> [String: String] {
    var found: [String: String] = [:]
    var pieces = text.split(separator: "\"", omittingEmptySubsequences: false)[...]
    while pieces.count > 1 {
      let (head, value) = (pieces.removeFirst(), pieces.removeFirst())
      let name = head.dropFirst().dropLast()
      let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || "-:".contains($0)) }
      if head.first != " " || head.last != "=" || name.isEmpty || !isName {
        fault = "no attribute of \(tag): \(head)"
      }
      if found.updateValue(resolved(String(value)), forKey: String(name)) != nil {
        fault = "\(name) is given twice in \(tag)"
      }
    }
    if pieces != [""] { fault = "no attribute of \(tag): \(text)" }
    return found
  }

  /// A style sheet or script, up to the end of its element.
  private mutating func passCode() {
    while place < bytes.count {
      _ = taken(to: "<")
      if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "/") { return }
      place += 1
    }
  }

  private mutating func resolved(_ piece: String) -> String {
    guard piece.utf8.contains(UInt8(ascii: "&")) else { return piece }
    let known = ["lt": "<", "gt": ">", "quot": "\"", "#39": "'", "amp": "&"]
    var parts = piece.split(separator: "&", omittingEmptySubsequences: false)[...]
    var text = String(parts.removeFirst())
    for part in parts {
      let name = part.prefix { $0 != ";" }
      guard name.count < part.count, let character = known[String(name)] else {
        fault = "a bare & in \(piece)"
        return piece
      }
      text += character + part.dropFirst(name.count + 1)
    }
    return text
  }
}

/// That nothing is loaded or run, and links lead to pages beside it or elsewhere by https.
func expectClosed(_ check: MarkupCheck, _ location: SourceLocation = #_sourceLocation) {
  let names = Set(check.elements.map(\.name))
  let loading: Set = ["img", "link", "iframe", "object", "embed", "base", "form"]
  #expect(names.isDisjoint(with: loading), sourceLocation: location)
  for (element, attributes) in check.elements {
    let running = attributes.keys.filter { $0.hasPrefix("on") || $0 == "src" || $0 == "style" }
    #expect(running.isEmpty, sourceLocation: location)
    guard let target = attributes["href"] else { continue }
    let isNear = target.hasSuffix(".html") && !target.contains("/")
    #expect(
      element == "a" && (isNear || target.hasPrefix("https://")), "\(target)",
      sourceLocation: location)
  }
}
