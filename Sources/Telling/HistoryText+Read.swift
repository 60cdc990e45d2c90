import Layout
package import Vocabulary

/// A history that was written to a file, read again.
package struct HistoryText: Sendable {
  package private(set) var events: [Event] = []
  /// The names of the transactions for people: the session of each, if the file names it.
  package private(set) var names: [TransactionID: String] = [:]
  /// The values of state 0; nil if the file does not give them.
  package private(set) var initial: [Key: Value]?
  /// The line number of each event, from 1.
  package private(set) var lines: [Int] = []

  /// What is wrong with a file, and where.
  package struct Fault: Error, Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// In one sentence without a full stop.
    package let message: String

    package init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  /// Reads a file.
  ///
  /// Blank lines are ignored. This does not check whether the events can have happened in this
  /// order.
  ///
  /// - Throws: A `Fault` for the first line that is not an event.
  package init(bytes: [UInt8]) throws(Fault) {
    var (start, number, hasHeader) = (0, 0, false)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = JSONReader(bytes, in: start..<end)
      number += 1
      defer { start = end + 1 }
      guard !line.isAtEnd else { continue }
      do throws(JSONFlaw) {
        if hasHeader {
          try append(line, number)
        } else {
          initial = try HistoryLine(line).initialValues()
          hasHeader = true
        }
      } catch {
        throw Fault(line: number, message: Self.sentence(for: error, in: bytes[start..<end]))
      }
    }
    guard hasHeader else { throw Fault(line: 1, message: "the file is empty") }
  }

  private mutating func append(_ json: JSONReader, _ number: Int) throws(JSONFlaw) {
    var shape = HistoryShape(json)
    if let event = shape.event() { return append(event, shape.session, number) }
    let line = try HistoryLine(json)
    append(try line.event(), line.session, number)
  }

  private mutating func append(_ event: Event, _ session: String?, _ number: Int) {
    events.append(event)
    lines.append(number)
    if case .begin(let id, _, _, _) = event { names[id] = session }
  }

  private static func sentence(for flaw: JSONFlaw, in line: ArraySlice<UInt8>) -> String {
    if case .objection(let message) = flaw { return message }
    return line.hasOverlongNumber
      ? "a number in this line has too many digits"
      : flaw.message ?? "this line is not an event of a history"
  }
}

extension ArraySlice<UInt8> {
  /// Whether, outside of texts, there are more consecutive digits than any number has.
  fileprivate var hasOverlongNumber: Bool {
    var (isQuoted, isEscaped, digits) = (false, false, 0)
    for byte in self {
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\")
      digits = !isQuoted && UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? digits + 1 : 0
      if digits > 18 { return true }
    }
    return false
  }
}
