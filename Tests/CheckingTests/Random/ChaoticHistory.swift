import Chance
import Vocabulary

/// A history in which reads see any version at all: committed, open, overwritten or rolled back.
///
/// At most six transactions, all of which end.
struct ChaoticHistory {
  /// What keeps the chaos in bounds, so that rarer cycles come about too.
  private enum Manner {
    case wild
    /// Each transaction either only writes, or looks once at each key.
    case split
    /// Each transaction looks at some old state, and few write the same key or any.
    case stale
  }

  private(set) var events: [Event] = []
  private var dice: Dice
  private var step = 0
  private var state = 0
  private let keys: [Key]
  private(set) var initial: [Key: Value] = [:]
  /// How often, of 10, a look goes astray.
  private let chaos: Int
  private let manner: Manner
  private var snapshots: [TransactionID: Int] = [:]
  private var looked: [TransactionID: Set<Key>] = [:]
  private var open: [TransactionID] = []
  private struct Write {
    let writer: TransactionID
    let number: Int
    let isDeletion: Bool
    var isUndone = false
  }

  private var writes: [Key: [Write]] = [:]
  /// The versions of each key with the state that each appeared in.
  private var chains: [Key: [(place: Int, state: Int)]] = [:]

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    manner = dice.pick([.wild, .wild, .split, .stale])
    keys = Array((["a", "b", "c", "d"] as [Key]).prefix(2 + dice.below(3)))
    var initial: [Key: Value] = [:]
    for key in keys where dice.chance(1, in: 2) { initial[key] = "0" }
    self.initial = initial
    chaos = manner == .stale ? 0 : dice.pick([0, 1, 3, 8])
    var begun = 0
    let count = manner == .split ? 6 : 2 + dice.below(5)
    while begun < count || !open.isEmpty {
      step += 1
      if begun < count, open.isEmpty || dice.chance(1, in: 4) {
        begun += 1
        begin(TransactionID(begun))
      } else {
        go(dice.pick(open))
      }
    }
  }

  private mutating func begin(_ id: TransactionID) {
    let mode = dice.pick([IsolationMode.readUncommitted, .readCommitted, .snapshot])
    open.append(id)
    snapshots[id] = manner == .stale ? max(0, state - dice.below(3)) : nil
    events.append(
      .begin(id, mode: mode, readOnly: false, snapshot: mode.readsSnapshot ? state : nil))
  }

  private mutating func go(_ id: TransactionID) {
    if manner == .split { return goOn(id) }
    let key = dice.pick(keys)
    switch dice.below(9) {
    case 0, 1, 2: read(key, id)
    case 3: scan(id)
    case 4, 5, 6:
      guard manner == .wild else { return writeOwnKey(id) }
      if dice.chance(1, in: 8) { undo(key, id) } else { write(key, id) }
    case 7: commit(id)
    default: if dice.chance(1, in: 3) { abort(id) } else { commit(id) }
    }
  }

  /// One who only reads looks at each key, one who only writes writes one key; then they commit.
  private mutating func goOn(_ id: TransactionID) {
    let key = dice.pick(keys.filter { looked[id]?.contains($0) != true } + ["done"])
    guard key != "done" else { return commit(id) }
    looked[id, default: []].formUnion(id.number % 2 == 0 ? [key] : Set(keys))
    if id.number % 2 == 0 { read(key, id) } else { write(key, id) }
  }

  private mutating func write(_ key: Key, _ id: TransactionID) {
    let number = (writes[key]?.count { $0.writer == id } ?? 0) + 1
    let isDeletion = dice.chance(1, in: manner == .wild ? 3 : 8)
    writes[key, default: []].append(Write(writer: id, number: number, isDeletion: isDeletion))
    let value = isDeletion ? nil : Value(Int64(step % 3))
    events.append(.write(id, step: step, key: key, number: number, value: value))
  }

  private mutating func undo(_ key: Key, _ id: TransactionID) {
    guard let place = place(ofOwn: key, id), let write = writes[key]?[place] else { return }
    writes[key]?[place].isUndone = true
    events.append(.undo(id, step: step, key: key, number: write.number))
  }

  private mutating func writeOwnKey(_ id: TransactionID) {
    if id.number < keys.count { write(keys[id.number], id) }
  }

  private mutating func commit(_ id: TransactionID) {
    state += 1
    open.removeAll { $0 == id }
    for key in keys {
      guard let place = place(ofOwn: key, id) else { continue }
      chains[key, default: []].append((place, state))
    }
    events.append(.commit(id, step: step, state: state))
  }

  private mutating func abort(_ id: TransactionID) {
    open.removeAll { $0 == id }
    let kind = dice.pick([.firstCommitter, .concurrentUpdate, .deadlock, nil] as [Abort.Kind?])
    let reason = kind.map { kind in
      let wanted = Access(by: id, step: step, .requested)
      let conflict = Conflict(.writeWrite, from: wanted, to: wanted, key: dice.pick(keys))
      return Abort(of: id, step: step, kind: kind, conflicts: [conflict])
    }
    events.append(.abort(id, step: step, reason: reason))
  }

  // MARK: Reads

  private mutating func read(_ key: Key, _ id: TransactionID) {
    let own = own(key, id).map { VersionID.written(by: id, number: $0.number) }
    let version = own ?? any(key, asOf: snapshots[id] ?? state, by: id).version
    events.append(.read(id, step: step, key: key, version: version))
  }

  private mutating func scan(_ id: TransactionID) {
    let (low, high) = (dice.pick(keys), dice.pick(keys))
    let range = low < high ? KeyRange(low: low, high: high) : .all
    let asOf = astray ? dice.below(state + 1) : snapshots[id] ?? state
    var (mine, rows, absent): ([Key], [Event.Row], [Event.Row]) = ([], [], [])
    for key in keys where range.contains(key) {
      if let own = own(key, id) {
        mine.append(key)
        if !own.isDeletion {
          rows.append(Event.Row(key, .written(by: id, number: own.number)))
        }
        continue
      }
      let (version, isThere) = any(key, asOf: asOf, by: id)
      if isThere {
        rows.append(Event.Row(key, version))
      } else if version != .absent(asOf: asOf) {
        absent.append(Event.Row(key, version))
      }
    }
    events.append(
      .scan(
        id, step: step,
        Event.Scan(range: range, own: mine, rows: rows, absent: absent, asOf: asOf)))
  }

  private var astray: Bool { mutating get { dice.chance(chaos, in: 10) } }

  private func own(_ key: Key, _ id: TransactionID) -> Write? {
    place(ofOwn: key, id).flatMap { writes[key]?[$0] }
  }

  private func place(ofOwn key: Key, _ id: TransactionID) -> Int? {
    writes[key]?.lastIndex { $0.writer == id && !$0.isUndone }
  }

  /// The version as of the state, or perhaps any other, and whether it is a value.
  private mutating func any(
    _ key: Key, asOf: Int, by id: TransactionID
  ) -> (version: VersionID, isThere: Bool) {
    let others = (writes[key] ?? []).filter { $0.writer != id }
    if astray, !others.isEmpty {
      let write = dice.pick(others)
      if !write.isDeletion || dice.chance(1, in: 2) {
        return (.written(by: write.writer, number: write.number), !write.isDeletion)
      }
    }
    let asOf = astray ? dice.below(state + 1) : asOf
    guard let version = chains[key]?.last(where: { $0.state <= asOf }),
      let write = writes[key]?[version.place]
    else {
      return initial[key] != nil
        ? (.written(by: .initial, number: 1), true) : (.absent(asOf: asOf), false)
    }
    return write.isDeletion
      ? (.absent(asOf: asOf), false)
      : (.written(by: write.writer, number: write.number), true)
  }
}
