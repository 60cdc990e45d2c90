import Layout
import Vocabulary

/// Reads the lines of a history that look as isolab itself writes them, blanks aside.
///
/// Nearly all lines do, so they are read straight into events. A line that differs in anything, and
/// any wrong line, is left to `HistoryLine`, which reads these lines in the same way.
struct HistoryShape {
  private var json: JSONReader
  /// The session of a BEGIN.
  private(set) var session: String?

  init(_ json: JSONReader) { self.json = json }

  /// Nil if the line has another form.
  mutating func event() -> Event? {
    guard json.take("{"), let event = members(), json.take("}"), json.isAtEnd else { return nil }
    return event
  }

  private mutating func members() -> Event? {
    if json.take(#""read""#) { return read() }
    if json.take(#""write""#) { return write() }
    if json.take(#""begin""#) { return begin() }
    if json.take(#""commit""#) { return commit() }
    if json.take(#""scan""#) { return scan() }
    if json.take(#""wait""#) { return wait() }
    if json.take(#""endOfWait""#) { return head().map { .endOfWait($0, step: $1) } }
    if json.take(#""abort""#) { return abort() }
    return nil
  }

  // MARK: Events

  private mutating func begin() -> Event? {
    guard let id = id(), field(#""session""#), let session = text(),
      field(#""mode""#), let mode = text().flatMap({ IsolationMode(named: $0) }),
      field(#""readOnly""#), let readOnly = try? json.bool(), field(#""snapshot""#)
    else { return nil }
    self.session = session
    if json.take("null") { return .begin(id, mode: mode, readOnly: readOnly, snapshot: nil) }
    guard let snapshot = value(in: HistoryLine.states) else { return nil }
    return .begin(id, mode: mode, readOnly: readOnly, snapshot: snapshot)
  }

  private mutating func read() -> Event? {
    guard let (id, step) = head(), let key = key(#""key""#), let version = version() else {
      return nil
    }
    return .read(id, step: step, key: key, version: version)
  }

  private mutating func scan() -> Event? {
    guard let (id, step) = head(), let low = key(#""low""#),
      field(#""high""#), let high = textOrNull(),
      field(#""own""#), let own = list({ $0.text().map { Key($0) } }),
      field(#""rows""#), let rows = list({ $0.row() }),
      field(#""absent""#), let absent = list({ $0.row() }),
      let asOf = number(#""asOf""#, in: HistoryLine.states)
    else { return nil }
    let range = KeyRange(low: low, high: high.map { Key($0) })
    return .scan(
      id, step: step, Event.Scan(range: range, own: own, rows: rows, absent: absent, asOf: asOf))
  }

  private mutating func write() -> Event? {
    guard let (id, step) = head(), let key = key(#""key""#),
      let number = number(#""number""#, in: HistoryLine.counts),
      field(#""value""#), let value = textOrNull()
    else { return nil }
    return .write(id, step: step, key: key, number: number, value: value.map { Value($0) })
  }

  private mutating func wait() -> Event? {
    guard let (id, step) = head(), field(#""on""#),
      let others = list({ $0.value(in: HistoryLine.transactions).map { TransactionID($0) } })
    else { return nil }
    return .wait(id, step: step, on: others)
  }

  private mutating func commit() -> Event? {
    guard let (id, step) = head(), let state = number(#""state""#, in: HistoryLine.states) else {
      return nil
    }
    return .commit(id, step: step, state: state)
  }

  private mutating func abort() -> Event? {
    guard let (id, step) = head(), field(#""reason""#), let reason = textOrNull() else {
      return nil
    }
    guard let reason else { return .abort(id, step: step, reason: nil) }
    guard let kind = Abort.Kind(rawValue: reason) else { return nil }
    return .abort(id, step: step, reason: Abort(of: id, step: step, kind: kind, conflicts: []))
  }

  // MARK: Fields

  /// The transaction, after the name of the kind.
  private mutating func id() -> TransactionID? {
    guard json.take(":") else { return nil }
    return value(in: HistoryLine.transactions).map { TransactionID($0) }
  }

  private mutating func head() -> (TransactionID, StepNumber)? {
    guard let id = id(), let step = number(#""step""#, in: HistoryLine.steps) else { return nil }
    return (id, step)
  }

  /// Moves to the value of the field with this name, which is in quotes.
  private mutating func field(_ name: StaticString) -> Bool {
    json.take(",") && json.take(name) && json.take(":")
  }

  private mutating func number(_ name: StaticString, in range: ClosedRange<Int>) -> Int? {
    field(name) ? value(in: range) : nil
  }

  private mutating func key(_ name: StaticString) -> Key? {
    field(name) ? text().map { Key($0) } : nil
  }

  private mutating func version() -> VersionID? {
    guard field(#""version""#), json.take("{") else { return nil }
    let version: VersionID?
    if json.take(#""absent""#) {
      guard json.take(":") else { return nil }
      version = value(in: HistoryLine.states).map { .absent(asOf: $0) }
    } else {
      guard json.take(#""by""#), json.take(":"),
        let writer = value(in: 0...HistoryLine.transactions.upperBound)
      else { return nil }
      version = number(#""number""#, in: HistoryLine.counts).map {
        .written(by: TransactionID(writer), number: $0)
      }
    }
    return json.take("}") ? version : nil
  }

  private mutating func row() -> Event.Row? {
    guard json.take("{"), json.take(#""key""#), json.take(":"), let key = text(),
      let version = version(), json.take("}")
    else { return nil }
    return Event.Row(Key(key), version)
  }

  // MARK: Values

  private mutating func value(in range: ClosedRange<Int>) -> Int? {
    guard let number = try? json.int(), range.contains(number) else { return nil }
    return number
  }

  private mutating func text() -> String? { try? json.text() }

  /// A text; the inner nil is null, the outer one anything else.
  private mutating func textOrNull() -> String?? {
    json.take("null") ? .some(nil) : text().map { .some($0) }
  }

  private mutating func list<Element>(_ element: (inout Self) -> Element?) -> [Element]? {
    guard json.take("[") else { return nil }
    var list: [Element] = []
    if json.take("]") { return list }
    repeat {
      guard let next = element(&self) else { return nil }
      list.append(next)
    } while json.take(",")
    return json.take("]") ? list : nil
  }
}
