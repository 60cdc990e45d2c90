import Language
import Layout
import Vocabulary

/// One line of a history file in any form, and its meaning.
struct HistoryLine {
  /// The kind of a line, named by a field that has a number.
  enum Kind: String, CaseIterable {
    case header = "isolab-history"
    case begin, read, scan, write, undo, wait, endOfWait, commit, abort
  }

  /// A line has only one, but a wrong one may have more.
  private var kinds: [(Kind, Int)] = []
  private let initial: [[String]]?
  let session: String?
  private let mode, key, low, high, value, reason: String?
  private let readOnly: Bool?
  private let snapshot, step, asOf, number, state: Int?
  private let version: Version?
  private let own: [String]?
  private let rows, absent: [Row]?
  private let on: [Int]?
  /// Whether there is a field value, even if it is null.
  private let hasValue: Bool

  /// Reads every field that any kind of line has; the first wrong one in this order is reported.
  init(_ json: JSONReader) throws(JSONFlaw) {
    var json = try json.value()
    let fields = try JSONFields(&json)
    if let version: Int = try fields.optional(Kind.header.rawValue) {
      kinds.append((.header, version))
    }
    initial = try fields.optional("initial")
    for kind in Kind.allCases.dropFirst() {
      if let id: Int = try fields.optional(kind.rawValue) { kinds.append((kind, id)) }
    }
    session = try fields.optional("session")
    mode = try fields.optional("mode")
    key = try fields.optional("key")
    low = try fields.optional("low")
    high = try fields.optional("high")
    value = try fields.optional("value")
    reason = try fields.optional("reason")
    readOnly = try fields.optional("readOnly")
    snapshot = try fields.optional("snapshot")
    step = try fields.optional("step")
    asOf = try fields.optional("asOf")
    number = try fields.optional("number")
    state = try fields.optional("state")
    version = try fields.optional("version")
    own = try fields.optional("own")
    rows = try fields.optional("rows")
    absent = try fields.optional("absent")
    on = try fields.optional("on")
    hasValue = fields.contains("value")
  }

  private struct Version: JSONReadable {
    let by, number, absent: Int?

    init(_ json: inout JSONReader) throws(JSONFlaw) {
      let fields = try JSONFields(&json)
      by = try fields.optional("by")
      number = try fields.optional("number")
      absent = try fields.optional("absent")
    }
  }

  private struct Row: JSONReadable {
    let key: String
    let version: Version

    init(_ json: inout JSONReader) throws(JSONFlaw) {
      let fields = try JSONFields(&json)
      key = try fields.required("key")
      version = try fields.required("version")
    }
  }

  // MARK: Numbers

  /// From 1; T0 writes state 0 and is named only as the writer of a version.
  static let transactions = 1...Int(Int32.max)
  static let steps = 1...StepNumber(clamping: UInt32.max)
  static let states = 0...Timestamp(Int32.max)
  static let counts = 1...Int(Int32.max)

  private func checked(
    _ number: Int, _ name: String, _ range: ClosedRange<Int>
  ) throws(JSONFlaw) -> Int {
    guard range.contains(number) else {
      throw .objection(
        "the field \"\(name)\" is \(number); it must be from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  private func present<Content>(_ value: Content?, _ name: String) throws(JSONFlaw) -> Content {
    guard let value else { throw .objection("the field \"\(name)\" is missing") }
    return value
  }

  // MARK: Lines

  /// The only kind and its number; nil if there is none.
  private func kind() throws(JSONFlaw) -> (Kind, Int)? {
    guard kinds.count < 2 else {
      throw .objection(
        "the line has two kinds, \(kinds[0].0.rawValue) and \(kinds[1].0.rawValue)")
    }
    return kinds.first
  }

  /// What the first line says about state 0; nil if it says nothing.
  func initialValues() throws(JSONFlaw) -> [Key: Value]? {
    guard let (kind, format) = kinds.first, kind == .header else {
      throw .objection("the file does not begin like an isolab history")
    }
    _ = try self.kind()
    guard format == 1 else {
      throw .objection("this isolab cannot read histories of version \(format)")
    }
    guard let pairs = self.initial else { return nil }
    var initial: [Key: Value] = [:]
    for pair in pairs {
      guard pair.count == 2 else {
        throw .objection("the field \"initial\" holds something other than a key and a value")
      }
      guard initial.updateValue(Value(pair[1]), forKey: Key(pair[0])) == nil else {
        throw .objection("the field \"initial\" has the key \(quoted(pair[0])) twice")
      }
    }
    return initial
  }

  func event() throws(JSONFlaw) -> Event {
    guard let (kind, number) = try kind() else {
      throw .objection("no field names the kind of event")
    }
    guard kind != .header else {
      throw .objection("a history has only one first line, and this is a second one")
    }
    let id = TransactionID(try checked(number, kind.rawValue, Self.transactions))
    if kind == .begin { return try begun(id) }
    let step = try checked(present(self.step, "step"), "step", Self.steps)
    switch kind {
    case .read:
      let version = try identity(of: present(self.version, "version"), "version")
      return .read(id, step: step, key: Key(try present(key, "key")), version: version)
    case .scan: return try scanned(id, step)
    case .write: return try written(id, step)
    case .undo:
      let number = try checked(present(self.number, "number"), "number", Self.counts)
      return .undo(id, step: step, key: Key(try present(key, "key")), number: number)
    case .wait: return try waits(id, step)
    case .endOfWait: return .endOfWait(id, step: step)
    case .commit:
      let state = try checked(present(self.state, "state"), "state", Self.states)
      return .commit(id, step: step, state: state)
    case .header, .begin, .abort: return try aborted(id, step)
    }
  }

  // MARK: Events

  private func begun(_ id: TransactionID) throws(JSONFlaw) -> Event {
    let name = try present(self.mode, "mode")
    guard let mode = IsolationMode(named: name) else {
      throw .objection("there is no mode \(printable(name))")
    }
    var snapshot: Timestamp?
    if let state = self.snapshot { snapshot = try checked(state, "snapshot", Self.states) }
    return .begin(id, mode: mode, readOnly: try present(readOnly, "readOnly"), snapshot: snapshot)
  }

  private func written(_ id: TransactionID, _ step: StepNumber) throws(JSONFlaw) -> Event {
    guard hasValue else {
      throw .objection("the field \"value\" is missing; null means a deletion")
    }
    let number = try checked(present(self.number, "number"), "number", Self.counts)
    return .write(
      id, step: step, key: Key(try present(key, "key")), number: number,
      value: value.map { Value($0) })
  }

  private func waits(_ id: TransactionID, _ step: StepNumber) throws(JSONFlaw) -> Event {
    var others: [TransactionID] = []
    for (place, other) in try present(on, "on").enumerated() {
      others.append(TransactionID(try checked(other, "on[\(place)]", Self.transactions)))
    }
    return .wait(id, step: step, on: others)
  }

  private func aborted(_ id: TransactionID, _ step: StepNumber) throws(JSONFlaw) -> Event {
    guard let reason else { return .abort(id, step: step, reason: nil) }
    guard let kind = Abort.Kind(rawValue: reason) else {
      throw .objection("there is no kind of abort \(printable(reason))")
    }
    return .abort(id, step: step, reason: Abort(of: id, step: step, kind: kind, conflicts: []))
  }

  private func scanned(_ id: TransactionID, _ step: StepNumber) throws(JSONFlaw) -> Event {
    let low = Key(try present(self.low, "low"))
    return .scan(
      id, step: step,
      Event.Scan(
        range: KeyRange(low: low, high: high.map { Key($0) }),
        own: try present(own, "own").map { Key($0) },
        rows: try rows(rows, "rows"), absent: try rows(absent, "absent"),
        asOf: try checked(present(asOf, "asOf"), "asOf", Self.states)))
  }

  private func rows(_ rows: [Row]?, _ name: String) throws(JSONFlaw) -> [Event.Row] {
    var result: [Event.Row] = []
    for (place, row) in try present(rows, name).enumerated() {
      let version = try identity(of: row.version, "\(name)[\(place)].version")
      result.append(Event.Row(Key(row.key), version))
    }
    return result
  }

  private func identity(of version: Version, _ name: String) throws(JSONFlaw) -> VersionID {
    switch (version.by, version.number, version.absent) {
    case (nil, nil, let state?):
      return .absent(asOf: try checked(state, "\(name).absent", Self.states))
    case (let writer?, let number?, nil):
      let writers = 0...Self.transactions.upperBound
      return .written(
        by: TransactionID(try checked(writer, "\(name).by", writers)),
        number: try checked(number, "\(name).number", Self.counts))
    default:
      throw .objection("the field \"\(name)\" has neither \"by\" and \"number\" nor \"absent\"")
    }
  }
}
