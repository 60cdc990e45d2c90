import Vocabulary

/// A history written by hand: one event a line or between semicolons, each a step of its own.
///
///     begin 1 si            T1 begins in that mode; in read-uncommitted unless told otherwise
///     read 2 x 1            T2 reads T1's last write of x; 1#1 its first; 0 is T0's value
///     read 2 x @3           T2 finds x absent as of state 3
///     write 1 x, delete 1 x     of the value v; write 1 x 0 of another
///     undo 1 x 1#2          T1's second write of x is undone
///     scan 2 a..c a1=1 -a2=1 +a3 @3     a row, a key seen as absent, an own key; as of state 3
///     commit 1, abort 1, abort 1 first-committer x
struct Sketch {
  private(set) var events: [Event] = []
  private var writes: [TransactionID: [Key: Int]] = [:]
  private var state = 0

  init(_ text: String) {
    for line in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      let words = line.split(separator: " ").map(String.init)
      if !words.isEmpty {
        add(words[0], by: TransactionID(Int(words[1]) ?? -1), words.dropFirst(2))
      }
    }
  }

  private mutating func add(_ verb: String, by id: TransactionID, _ words: ArraySlice<String>) {
    let step = events.count + 1
    let first = words.first ?? ""
    switch verb {
    case "begin":
      let mode = IsolationMode(named: first) ?? .readUncommitted
      events.append(
        .begin(id, mode: mode, readOnly: false, snapshot: mode.readsSnapshot ? state : nil))
    case "read":
      let key = Key(first)
      let version = version(words[words.startIndex + 1], of: key)
      events.append(.read(id, step: step, key: key, version: version))
    case "scan": events.append(.scan(id, step: step, scan(first, words.dropFirst())))
    case "write", "delete":
      let number = (writes[id]?[Key(first)] ?? 0) + 1
      writes[id, default: [:]][Key(first)] = number
      let value: Value? = verb == "write" ? Value(words.dropFirst().first ?? "v") : nil
      events.append(.write(id, step: step, key: Key(first), number: number, value: value))
    case "undo":
      let key = Key(first)
      guard case .written(_, let number) = version(words[words.startIndex + 1], of: key) else {
        preconditionFailure("only writes are undone")
      }
      events.append(.undo(id, step: step, key: key, number: number))
    case "commit":
      state += 1
      events.append(.commit(id, step: step, state: state))
    case "abort":
      let reason = Abort.Kind(rawValue: first).map { kind in
        let wanted = Access(by: id, step: step, .requested)
        let conflict = Conflict(
          .writeWrite, from: wanted, to: wanted, key: words.dropFirst().first.map { Key($0) })
        return Abort(of: id, step: step, kind: kind, conflicts: [conflict])
      }
      events.append(.abort(id, step: step, reason: reason))
    default: preconditionFailure("no such verb: \(verb)")
    }
  }

  private func version(_ word: String, of key: Key) -> VersionID {
    if word.hasPrefix("@") { return .absent(asOf: Int(word.dropFirst()) ?? -1) }
    let parts = word.split(separator: "#").compactMap { Int($0) }
    let writer = TransactionID(parts[0])
    let last = writer == .initial ? 1 : writes[writer]?[key] ?? 1
    return .written(by: writer, number: parts.count > 1 ? parts[1] : last)
  }

  private func scan(_ range: String, _ words: ArraySlice<String>) -> Event.Scan {
    let ends = range.split(separator: ".").map { Key(String($0)) }
    var own: [Key] = []
    var (rows, absent): ([Event.Row], [Event.Row]) = ([], [])
    var asOf = state
    for word in words {
      let pair = word.drop { "+-".contains($0) }.split(separator: "=").map(String.init)
      if word.hasPrefix("@") {
        asOf = Int(word.dropFirst()) ?? -1
      } else if word.hasPrefix("+") {
        own.append(Key(pair[0]))
      } else {
        let row = Event.Row(Key(pair[0]), version(pair[1], of: Key(pair[0])))
        if word.hasPrefix("-") { absent.append(row) } else { rows.append(row) }
      }
    }
    return Event.Scan(
      range: KeyRange(low: ends[0], high: ends[1]), own: own, rows: rows, absent: absent,
      asOf: asOf)
  }
}
