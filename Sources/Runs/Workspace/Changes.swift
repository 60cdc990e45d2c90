import Language
import Vocabulary

/// The changes of a branch, the oldest first.
///
/// A session may have a million of them. Therefore a line is kept as its text, in the bytes of all
/// texts, and is parsed again if it is needed: the same text always gives the same statement.
struct Changes: Sendable {
  /// The texts of the lines, one after the other.
  private var texts: [UInt8] = []
  private var lines: [Line] = []
  /// The sessions that are named in lines.
  private var names: [SessionName] = []
  /// The changes that are more than a line, by their place.
  private var others: [Int: Change] = [:]

  private struct Line {
    /// Where its text ends; it begins where the previous text ends.
    let end: UInt32
    /// The sessions by their places among the names; `noName` stands for none.
    let prompt, session, current: UInt8
  }

  private static let noName = UInt8.max

  mutating func append(_ change: Change) {
    if let line = line(change) {
      lines.append(line)
    } else {
      others[count] = change
      lines.append(Line(end: UInt32(texts.count), prompt: 0, session: 0, current: 0))
    }
  }

  /// The change as a line, whose text is then kept; nil if it is more than that.
  private mutating func line(_ change: Change) -> Line? {
    guard change.elapsed == .zero, case .enter(let statement) = change.kind,
      !statement.text.isEmpty, let prompt = place(of: statement.promptSession),
      let session = place(of: statement.session), let current = place(of: change.current),
      let end = UInt32(exactly: texts.count + statement.text.utf8.count)
    else { return nil }
    texts += statement.text.utf8
    return Line(end: end, prompt: prompt, session: session, current: current)
  }

  /// The first changes, this many.
  func first(_ count: Int) -> Changes {
    var first = self
    first.lines.removeLast(self.count - count)
    first.texts.removeLast(texts.count - start(ofLine: count))
    first.others = others.filter { $0.key < count }
    return first
  }

  /// Whether it is a command on data, which changes nothing about the lab itself.
  func isCommand(at index: Int) -> Bool {
    others[index] == nil && texts[start(ofLine: index)] != UInt8(ascii: ".")
  }

  private func start(ofLine index: Int) -> Int { index == 0 ? 0 : Int(lines[index - 1].end) }

  private func name(at place: UInt8) -> SessionName? {
    place == Self.noName ? nil : names[Int(place)]
  }

  /// The place among the names; nil if there are too many of them.
  private mutating func place(of name: SessionName?) -> UInt8? {
    guard let name else { return Self.noName }
    if let place = names.firstIndex(of: name) { return UInt8(place) }
    guard names.count < Int(Self.noName) else { return nil }
    names.append(name)
    return UInt8(names.count - 1)
  }
}

extension Changes: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { lines.count }

  subscript(index: Int) -> Change {
    if let change = others[index] { return change }
    let line = lines[index]
    let text = String(decoding: texts[start(ofLine: index)..<Int(line.end)], as: UTF8.self)
    guard let parsed = try? Statement.parse(line: text) else {
      preconditionFailure("a line that was accepted can be parsed again")
    }
    let statement = Statement(
      promptSession: name(at: line.prompt), session: name(at: line.session), body: parsed.body,
      text: text)
    return Change(kind: .enter(statement), current: names[Int(line.current)])
  }
}

extension Changes: ExpressibleByArrayLiteral {
  init(arrayLiteral changes: Change...) { for change in changes { append(change) } }
}
