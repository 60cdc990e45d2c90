import Language
import Layout
import Vocabulary

/// One line of a history file, and its meaning.
struct HistoryLine: Decodable {
  let fields: Fields
  /// The fields that the line has, null or not.
  private let present: Set<Fields.CodingKeys>

  init(from decoder: any Decoder) throws {
    fields = try Fields(from: decoder)
    present = Set(try decoder.container(keyedBy: Fields.CodingKeys.self).allKeys)
  }

  /// Everything that a line can contain.
  struct Fields: Decodable {
    let header: Int?
    let initial: [[String]]?
    let begin, read, scan, write, undo, wait, endOfWait, commit, abort: Int?
    let session, mode, key, low, high, value, reason: String?
    let readOnly: Bool?
    let snapshot, step, asOf, number, state: Int?
    let version: Version?
    let own: [String]?
    let rows, absent: [Row]?
    let on: [Int]?

    enum CodingKeys: String, CodingKey {
      case header = "isolab-history"
      case initial, begin, read, scan, write, undo, wait, endOfWait, commit, abort
      case session, mode, key, low, high, value, reason
      case readOnly, snapshot, step, asOf, number, state, version, own, rows, absent, on
    }
  }

  struct Version: Decodable { let by, number, absent: Int? }

  struct Row: Decodable {
    let key: String
    let version: Version
  }

  /// What is wrong, in one sentence without a full stop.
  struct Flaw: Error { let message: String }

  // MARK: Numbers

  /// From 1; T0 writes state 0 and is named only as the writer of a version.
  private static let transactions = 1...Int(Int32.max)
  private static let steps = 1...StepNumber(UInt32.max)
  private static let states = 0...Timestamp(Int32.max)
  private static let counts = 1...Int(Int32.max)

  private func checked(
    _ number: Int, _ name: String, _ range: ClosedRange<Int>
  ) throws(Flaw) -> Int {
    guard range.contains(number) else {
      throw Flaw(
        message: "the field \(name) is \(number); it must be from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  private func present<Value>(_ value: Value?, _ name: String) throws(Flaw) -> Value {
    guard let value else { throw Flaw(message: "the field \(name) is missing") }
    return value
  }

  // MARK: Lines

  /// The fields that name the kind of a line; a line has one of them.
  private var kinds: [(name: String, number: Int)] {
    let kinds: [(Fields.CodingKeys, Int?)] = [
      (.header, fields.header), (.begin, fields.begin), (.read, fields.read),
      (.scan, fields.scan), (.write, fields.write), (.undo, fields.undo), (.wait, fields.wait),
      (.endOfWait, fields.endOfWait), (.commit, fields.commit), (.abort, fields.abort),
    ]
    return kinds.compactMap { kind, number in number.map { (kind.rawValue, $0) } }
  }

  /// The only kind; nil if there is none.
  private func kind() throws(Flaw) -> (name: String, number: Int)? {
    let kinds = kinds
    guard kinds.count < 2 else {
      throw Flaw(message: "the line has two kinds, \(kinds[0].name) and \(kinds[1].name)")
    }
    return kinds.first
  }

  /// What the first line says about state 0; nil if it says nothing.
  func initialValues() throws(Flaw) -> [Key: Value]? {
    guard let version = fields.header else {
      throw Flaw(message: "the file does not begin like an isolab history")
    }
    _ = try kind()
    guard version == 1 else {
      throw Flaw(message: "this isolab cannot read histories of version \(version)")
    }
    guard let pairs = fields.initial else { return nil }
    var initial: [Key: Value] = [:]
    for pair in pairs {
      guard pair.count == 2 else {
        throw Flaw(message: "the field initial holds something other than a key and a value")
      }
      guard initial.updateValue(Value(pair[1]), forKey: Key(pair[0])) == nil else {
        throw Flaw(message: "the field initial has the key \(quoted(pair[0])) twice")
      }
    }
    return initial
  }

  func event() throws(Flaw) -> Event {
    guard let (kind, number) = try kind() else {
      throw Flaw(message: "no field names the kind of event")
    }
    guard fields.header == nil else {
      throw Flaw(message: "a history has only one first line, and this is a second one")
    }
    let id = TransactionID(try checked(number, kind, Self.transactions))
    if fields.begin != nil { return try begun(id) }
    let step = try checked(present(fields.step, "step"), "step", Self.steps)
    if fields.read != nil {
      let version = try identity(of: present(fields.version, "version"), "version")
      return .read(id, step: step, key: Key(try present(fields.key, "key")), version: version)
    }
    if fields.scan != nil { return try scanned(id, step) }
    if fields.write != nil { return try written(id, step) }
    if fields.undo != nil {
      let number = try checked(present(fields.number, "number"), "number", Self.counts)
      return .undo(id, step: step, key: Key(try present(fields.key, "key")), number: number)
    }
    if fields.wait != nil { return try waits(id, step) }
    if fields.endOfWait != nil { return .endOfWait(id, step: step) }
    if fields.commit != nil {
      let state = try checked(present(fields.state, "state"), "state", Self.states)
      return .commit(id, step: step, state: state)
    }
    return try aborted(id, step)
  }

  // MARK: Events

  private func begun(_ id: TransactionID) throws(Flaw) -> Event {
    let name = try present(fields.mode, "mode")
    guard let mode = IsolationMode(named: name) else {
      throw Flaw(message: "there is no mode \(printable(name))")
    }
    var snapshot: Timestamp?
    if let state = fields.snapshot { snapshot = try checked(state, "snapshot", Self.states) }
    return .begin(
      id, mode: mode, readOnly: try present(fields.readOnly, "readOnly"), snapshot: snapshot)
  }

  private func written(_ id: TransactionID, _ step: StepNumber) throws(Flaw) -> Event {
    guard present.contains(.value) else {
      throw Flaw(message: "the field value is missing; null means a deletion")
    }
    let number = try checked(present(fields.number, "number"), "number", Self.counts)
    return .write(
      id, step: step, key: Key(try present(fields.key, "key")), number: number,
      value: fields.value.map { Value($0) })
  }

  private func waits(_ id: TransactionID, _ step: StepNumber) throws(Flaw) -> Event {
    var others: [TransactionID] = []
    for (place, other) in try present(fields.on, "on").enumerated() {
      others.append(TransactionID(try checked(other, "on[\(place)]", Self.transactions)))
    }
    return .wait(id, step: step, on: others)
  }

  private func aborted(_ id: TransactionID, _ step: StepNumber) throws(Flaw) -> Event {
    guard let reason = fields.reason else { return .abort(id, step: step, reason: nil) }
    guard let kind = Abort.Kind(rawValue: reason) else {
      throw Flaw(message: "there is no kind of abort \(printable(reason))")
    }
    return .abort(id, step: step, reason: Abort(of: id, step: step, kind: kind, conflicts: []))
  }

  private func scanned(_ id: TransactionID, _ step: StepNumber) throws(Flaw) -> Event {
    let low = Key(try present(fields.low, "low"))
    return .scan(
      id, step: step,
      Event.Scan(
        range: KeyRange(low: low, high: fields.high.map { Key($0) }),
        own: try present(fields.own, "own").map { Key($0) },
        rows: try rows(fields.rows, "rows"), absent: try rows(fields.absent, "absent"),
        asOf: try checked(present(fields.asOf, "asOf"), "asOf", Self.states)))
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
    switch (version.by, version.number, version.absent) {
    case (nil, nil, let state?):
      return .absent(asOf: try checked(state, "\(name).absent", Self.states))
    case (let writer?, let number?, nil):
      let writers = 0...Self.transactions.upperBound
      return .written(
        by: TransactionID(try checked(writer, "\(name).by", writers)),
        number: try checked(number, "\(name).number", Self.counts))
    default: throw Flaw(message: "the field \(name) has neither by and number nor absent")
    }
  }
}
