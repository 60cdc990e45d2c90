import FoundationEssentials
import Layout
package import Vocabulary

/// A history that was written to a file, read again.
package struct HistoryText: Sendable {
  package let events: [Event]
  /// The names of the transactions for people: the session of each, if the file names it.
  package let names: [TransactionID: String]
  /// The values of state 0; nil if the file does not give them.
  package let initial: [Key: Value]?
  /// The line number of each event, from 1.
  package let lines: [Int]

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
    var events: [Event] = []
    var names: [TransactionID: String] = [:]
    var lines: [Int] = []
    var initial: [Key: Value]?
    var hasHeader = false
    let decoder = JSONDecoder()
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
      let number = index + 1
      let parsed: HistoryLine
      do {
        parsed = try decoder.decode(HistoryLine.self, from: Data(line))
      } catch {
        throw Fault(
          line: number,
          message: line.hasOverlongNumber
            ? "a number in this line has too many digits" : Self.flaw(of: error))
      }
      do throws(HistoryLine.Flaw) {
        guard hasHeader else {
          initial = try parsed.initialValues()
          hasHeader = true
          continue
        }
        let event = try parsed.event()
        events.append(event)
        lines.append(number)
        if case .begin(let id, _, _, _) = event { names[id] = parsed.fields.session }
      } catch {
        throw Fault(line: number, message: error.message)
      }
    }
    guard hasHeader else { throw Fault(line: 1, message: "the file is empty") }
    (self.events, self.names, self.initial, self.lines) = (events, names, initial, lines)
  }

  /// Why a line cannot be read: it is not JSON, or one of its fields is wrong.
  private static func flaw(of error: any Error) -> String {
    let (path, flaw) =
      switch error as? DecodingError {
      case .keyNotFound(let field, let context)?: (context.codingPath + [field], "is missing")
      case .typeMismatch(_, let context)?, .dataCorrupted(let context)?:
        (context.codingPath, "is of the wrong type")
      case .valueNotFound(_, let context)?: (context.codingPath, "is null")
      default: ([any CodingKey](), "")
      }
    let steps = path.map { field in
      field.intValue.map { "[\($0)]" } ?? ".\(printable(field.stringValue))"
    }
    return path.isEmpty
      ? "this line is not an event of a history" : "the field \(steps.joined().dropFirst()) \(flaw)"
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
