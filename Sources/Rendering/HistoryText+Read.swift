import FoundationEssentials
import Scripting
package import Vocabulary

/// A history that was written to a file, read again.
package struct HistoryText: Sendable {
  package let events: [Event]
  /// What people call the transactions: the session of each, where the file tells it.
  package let names: [TransactionID: String]
  /// The values of state 0, where the file tells them.
  package let initial: [Key: Value]
  /// The number of the line, from 1, that each event stands on.
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
  /// Blank lines count for nothing. Whether the events can have happened in this order is not
  /// looked at here.
  ///
  /// - Throws: A `Fault` for the first line that is no event.
  package init(bytes: [UInt8]) throws(Fault) {
    var events: [Event] = []
    var names: [TransactionID: String] = [:]
    var lines: [Int] = []
    var initial: [Key: Value] = [:]
    var hasHeader = false
    let decoder = JSONDecoder()
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
      let number = index + 1
      let parsed: HistoryLine
      do {
        parsed = try decoder.decode(HistoryLine.self, from: Data(line))
      } catch {
        throw Fault(line: number, message: Self.flaw(of: error))
      }
      if !hasHeader {
        guard let version = parsed.header else {
          throw Fault(line: number, message: "the file does not begin as a history of isolab does")
        }
        guard version == 1 else {
          throw Fault(line: number, message: "there is no version \(version) of histories")
        }
        for pair in parsed.initial ?? [] {
          guard pair.count == 2 else {
            throw Fault(line: number, message: "the field initial holds what is no key and value")
          }
          initial[Key(pair[0])] = Value(pair[1])
        }
        hasHeader = true
        continue
      }
      do throws(HistoryLine.Flaw) {
        events.append(try parsed.event())
      } catch {
        throw Fault(line: number, message: error.message)
      }
      lines.append(number)
      if let id = parsed.begin, let name = parsed.session { names[TransactionID(id)] = name }
    }
    guard hasHeader else { throw Fault(line: 1, message: "the file is empty") }
    (self.events, self.names, self.initial, self.lines) = (events, names, initial, lines)
  }

  /// What keeps a line from being read: it is no JSON, or one of its fields is not as it should be.
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
      ? "this line is no event of a history" : "the field \(steps.joined().dropFirst()) \(flaw)"
  }
}

/// All that a line can hold.
private struct HistoryLine: Decodable {
  let header: Int?
  let initial: [[String]]?
  let begin, read, scan, write, wait, endOfWait, commit, abort: Int?
  let session, mode, key, low, high, value, reason: String?
  let readOnly: Bool?
  let snapshot, step, asOf, number, state: Int?
  let version: Version?
  let own: [String]?
  let rows, absent: [Row]?
  let on: [Int]?

  enum CodingKeys: String, CodingKey {
    case header = "isolab-history"
    case initial, begin, read, scan, write, wait, endOfWait, commit, abort
    case session, mode, key, low, high, value, reason
    case readOnly, snapshot, step, asOf, number, state, version, own, rows, absent, on
  }

  struct Version: Decodable {
    let by, number, absent: Int?

    var identity: VersionID? {
      if let absent, by == nil { return .absent(asOf: absent) }
      guard let by, let number, absent == nil else { return nil }
      return .written(by: TransactionID(by), number: number)
    }
  }

  struct Row: Decodable {
    let key: String
    let version: Version
  }

  /// What is not as it should be, in one sentence without a full stop.
  struct Flaw: Error { let message: String }

  func event() throws(Flaw) -> Event {
    if let begin {
      let name = try present(mode, "mode")
      guard let mode = IsolationMode(named: name) else {
        throw Flaw(message: "there is no mode \(printable(name))")
      }
      let readOnly = try present(readOnly, "readOnly")
      return .begin(TransactionID(begin), mode: mode, readOnly: readOnly, snapshot: snapshot)
    }
    let ids = [read, scan, write, wait, endOfWait, commit, abort]
    guard let id = ids.compactMap({ $0 }).first.map({ TransactionID($0) }) else {
      throw Flaw(message: "no field names the kind of event")
    }
    let step = try present(step, "step")
    if read != nil {
      let version = try identity(of: present(version, "version"), "version")
      return .read(id, step: step, key: Key(try present(key, "key")), version: version)
    }
    if scan != nil { return try scanned(id, step) }
    if write != nil {
      return .write(
        id, step: step, key: Key(try present(key, "key")), number: try present(number, "number"),
        value: value.map { Value($0) })
    }
    if wait != nil {
      return .wait(id, step: step, on: try present(on, "on").map { TransactionID($0) })
    }
    if endOfWait != nil { return .endOfWait(id, step: step) }
    if commit != nil { return .commit(id, step: step, state: try present(state, "state")) }
    return try aborted(id, step)
  }

  private func aborted(_ id: TransactionID, _ step: StepNumber) throws(Flaw) -> Event {
    guard let reason else { return .abort(id, step: step, reason: nil) }
    guard let kind = Abort.Kind(rawValue: reason) else {
      throw Flaw(message: "there is no kind of abort \(printable(reason))")
    }
    return .abort(id, step: step, reason: Abort(of: id, step: step, kind: kind, conflicts: []))
  }

  private func scanned(_ id: TransactionID, _ step: StepNumber) throws(Flaw) -> Event {
    let range = KeyRange(low: Key(try present(low, "low")), high: high.map { Key($0) })
    return .scan(
      id, step: step,
      Event.Scan(
        range: range, own: try present(own, "own").map { Key($0) }, rows: try rows(rows, "rows"),
        absent: try rows(absent, "absent"), asOf: try present(asOf, "asOf")))
  }

  private func rows(_ rows: [Row]?, _ name: String) throws(Flaw) -> [Event.Row] {
    var result: [Event.Row] = []
    for (place, row) in try present(rows, name).enumerated() {
      let version = try identity(of: row.version, "\(name)[\(place)].version")
      result.append(Event.Row(Key(row.key), version))
    }
    return result
  }

  private func identity(of version: Version, _ name: String) throws(Flaw) -> VersionID {
    guard let identity = version.identity else {
      throw Flaw(message: "the field \(name) is neither by and number nor absent")
    }
    return identity
  }

  private func present<Value>(_ value: Value?, _ name: String) throws(Flaw) -> Value {
    guard let value else { throw Flaw(message: "the field \(name) is missing") }
    return value
  }
}
