import Chance
import Engine
import Vocabulary

/// The history of a random schedule on the engine: so many transactions, at most four of them open
/// at a time, all of which end.
struct EngineHistory {
  private(set) var events: [Event] = []
  let initial: [Key: Value]
  private var database: Database
  private var dice: Dice
  private let modes: [IsolationMode]
  private var open: Set<TransactionID> = []
  private var waiting: Set<TransactionID> = []
  private var readOnly: Set<TransactionID> = []
  /// The last request of each.
  private var requests: [TransactionID: Request] = [:]
  private var written: [TransactionID: [Key: Int]] = [:]
  private var step = 0
  private let count: Int
  private let keys: [Key] = ["a", "b", "c"]

  /// `mode` nil mixes the modes.
  init(seed: UInt64, mode: IsolationMode?, count: Int = 6) {
    self.count = count
    dice = Dice(seed: seed)
    modes = mode.map { [$0] } ?? IsolationMode.allCases
    var initial: [Key: Value] = [:]
    for key in keys where dice.chance(1, in: 2) { initial[key] = "0" }
    self.initial = initial
    database = Database(initial)
    run()
  }

  private mutating func run() {
    var begun = 0
    while begun < count || !open.isEmpty {
      step += 1
      let able = open.subtracting(waiting).sorted()
      if begun < count, able.isEmpty || (open.count < 4 && dice.chance(1, in: 4)) {
        begun += 1
        begin()
      } else {
        guard !able.isEmpty else { return }
        go(dice.pick(able))
      }
      resume()
    }
  }

  private mutating func begin() {
    let mode = dice.pick(modes)
    let isReadOnly = dice.chance(1, in: 6)
    let policy = dice.pick([nil, .firstUpdater, .firstCommitter] as [ConflictPolicy?])
    let (id, begun) = database.begin(
      mode, conflicts: policy, readOnly: isReadOnly, deferrable: dice.chance(1, in: 3), step: step)
    open.insert(id)
    if isReadOnly { readOnly.insert(id) }
    take(begun, of: id)
  }

  private mutating func go(_ id: TransactionID) {
    let (key, low, high) = (dice.pick(keys), dice.pick(keys), dice.pick(keys + ["d"]))
    let range = low < high ? KeyRange(low: low, high: high) : .all
    let request: Request =
      switch dice.below(readOnly.contains(id) ? 6 : 13) {
      case 0, 1: .get(key)
      case 2, 3: .scan(range)
      case 4: .commit
      case 5: dice.chance(1, in: 4) ? .rollback : .commit
      case 6...9: .put(key, Value(Int64(step % 3)))
      case 10: .getForUpdate(key)
      default: .delete(key)
      }
    requests[id] = request
    take(database.perform(request, by: id, step: step), of: id)
  }

  private mutating func resume() {
    while let (id, step) = database.resume() {
      waiting.remove(id)
      take(step, of: id)
    }
  }

  private mutating func take(_ step: Step, of id: TransactionID) {
    if case .waits = step.answer { waiting.insert(id) }
    for event in step.events {
      if case .abort(id, let step, let reason?) = event, reason.kind != .deadlock {
        events += refusedWrite(of: id, step: step)
      }
      events.append(event)
      if case .write(let id, _, let key, let number, _) = event {
        written[id, default: [:]][key] = number
      }
      switch event {
      case .commit(let id, _, _), .abort(let id, _, _): open.remove(id)
      default: break
      }
    }
  }

  /// What the engine does not tell: the write at which it aborted the transaction.
  ///
  /// Above the engine `Ghost` does this, for whole commands.
  private func refusedWrite(of id: TransactionID, step: StepNumber) -> [Event] {
    func write(_ key: Key, _ value: Value?) -> [Event] {
      let number = written[id]?[key] ?? 0
      return [.write(id, step: step, key: key, number: number + 1, value: value)]
    }
    switch requests[id] {
    case .put(let key, let value)?: return write(key, value)
    case .delete(let key)?: return write(key, nil)
    default: return []
    }
  }
}
