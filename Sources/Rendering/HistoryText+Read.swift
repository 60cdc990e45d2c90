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
      guard let parsed = try? decoder.decode(HistoryLine.self, from: Data(line)) else {
        throw Fault(line: number, message: "this line is no event of a history")
      }
      if !hasHeader {
        guard let version = parsed.header else {
          throw Fault(line: number, message: "the file does not begin as a history of isolab does")
        }
        guard version == 1 else {
          throw Fault(line: number, message: "there is no version \(version) of histories")
        }
        for pair in parsed.initial ?? [] where pair.count == 2 {
          initial[Key(pair[0])] = Value(pair[1])
        }
        hasHeader = true
        continue
      }
      guard let event = parsed.event else {
        throw Fault(line: number, message: "this event is not complete")
      }
      events.append(event)
      lines.append(number)
      if let id = parsed.begin, let name = parsed.session { names[TransactionID(id)] = name }
    }
    guard hasHeader else { throw Fault(line: 1, message: "the file is empty") }
    (self.events, self.names, self.initial, self.lines) = (events, names, initial, lines)
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

  /// Nil if something is missing.
  var event: Event? {
    if let begin {
      guard let mode = mode.flatMap(IsolationMode.init(named:)), let readOnly else { return nil }
      return .begin(TransactionID(begin), mode: mode, readOnly: readOnly, snapshot: snapshot)
    }
    guard let step else { return nil }
    if let read, let key, let version = version?.identity {
      return .read(TransactionID(read), step: step, key: Key(key), version: version)
    }
    if let write, let key, let number {
      return .write(
        TransactionID(write), step: step, key: Key(key), number: number,
        value: value.map { Value($0) })
    }
    if let wait, let on { return .wait(TransactionID(wait), step: step, on: on.map { .init($0) }) }
    if let endOfWait { return .endOfWait(TransactionID(endOfWait), step: step) }
    if let commit, let state { return .commit(TransactionID(commit), step: step, state: state) }
    if let abort { return aborted(TransactionID(abort), step) }
    return scan.flatMap { scanned(TransactionID($0), step) }
  }

  private func aborted(_ id: TransactionID, _ step: StepNumber) -> Event? {
    guard let reason else { return .abort(id, step: step, reason: nil) }
    return Abort.Kind(rawValue: reason).map { kind in
      .abort(id, step: step, reason: Abort(of: id, step: step, kind: kind, conflicts: []))
    }
  }

  private func scanned(_ id: TransactionID, _ step: StepNumber) -> Event? {
    guard let low, let own, let asOf, let rows = Self.rows(rows), let absent = Self.rows(absent)
    else { return nil }
    let range = KeyRange(low: Key(low), high: high.map { Key($0) })
    return .scan(
      id, step: step,
      Event.Scan(range: range, own: own.map { Key($0) }, rows: rows, absent: absent, asOf: asOf))
  }

  /// Nil if one of them names no version.
  private static func rows(_ rows: [Row]?) -> [Event.Row]? {
    guard let rows else { return nil }
    let read = rows.compactMap { row in row.version.identity.map { Event.Row(Key(row.key), $0) } }
    return read.count == rows.count ? read : nil
  }
}
