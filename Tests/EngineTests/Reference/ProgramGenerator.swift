import Chance
import Engine
import Vocabulary

/// Random schedules of a few transactions over a few keys; the same seed gives the same schedule.
///
/// The caller tells what each slot can do, carries the action out on as many implementations as it
/// likes, and asks again: `while let action = generator.next(slots) { ... }`.
struct ProgramGenerator {
  /// What a slot can do: begin, go on, or withdraw what it waits for.
  enum Slot { case idle, open, waiting }

  struct Action {
    let slot: Int
    let what: What
  }

  enum What {
    case begin(IsolationMode, policy: ConflictPolicy?, readOnly: Bool, deferrable: Bool)
    /// Requests of one step. If one waits the rest follow after it; an abort drops the rest.
    case command([Request])
    case cancel
  }

  let slotCount: Int
  let keys: [Key]
  /// The committed state 0.
  let seed: [Key: Value]
  private let modes: [IsolationMode]
  private let policies: [ConflictPolicy?]
  private var random: Dice
  private var readOnly: [Bool]
  /// Whether it is READ ONLY and may yet read FOR UPDATE, as in write-snapshot.
  private var readsForUpdate: [Bool]
  private var begun = 0
  private var actions = 0

  /// `mode` nil: sometimes one mode for all, sometimes mixed.
  init(seed number: UInt64, mode: IsolationMode? = nil) {
    var random = Dice(seed: number)
    slotCount = 2 + random.below(3)
    readOnly = Array(repeating: false, count: slotCount)
    readsForUpdate = readOnly
    keys = Array((["a", "b", "c", "d"] as [Key]).prefix(2 + random.below(3)))
    var seed: [Key: Value] = [:]
    for key in keys where random.below(3) > 0 { seed[key] = "0" }
    self.seed = seed
    let one = mode ?? random.pick(IsolationMode.allCases)
    modes = mode == nil && random.below(2) == 0 ? IsolationMode.allCases : [one]
    policies = random.pick([[nil], [.firstUpdater], [.firstCommitter], [.firstUpdater, nil]])
    self.random = random
  }

  /// What happens next, nil at the end of the schedule; at most 8 transactions and 60 actions.
  mutating func next(_ slots: [Slot]) -> Action? {
    actions += 1
    let able = slots.indices.filter { slots[$0] == .open || (slots[$0] == .idle && begun < 8) }
    let waiting = slots.indices.filter { slots[$0] == .waiting }
    if actions > 60 || (able + waiting).isEmpty { return nil }
    if able.isEmpty || (!waiting.isEmpty && random.below(16) == 0) {
      return Action(slot: random.pick(waiting), what: .cancel)
    }
    let slot = random.pick(able)
    return Action(slot: slot, what: slots[slot] == .idle ? begin(slot) : command(slot))
  }

  private mutating func begin(_ slot: Int) -> What {
    begun += 1
    let mode = random.pick(modes)
    readOnly[slot] = random.below(5) == 0
    readsForUpdate[slot] = readOnly[slot] && mode.facts.forUpdate == .plainRead
    let deferrable =
      mode == .serializableSnapshot && readOnly[slot] && random.below(2) == 0
    return .begin(
      mode, policy: random.pick(policies), readOnly: readOnly[slot], deferrable: deferrable)
  }

  private mutating func command(_ slot: Int) -> What {
    let (key, other) = (random.pick(keys), random.pick(keys))
    let value = Value(Int64(actions))
    let choice = random.below(readOnly[slot] ? 9 : 20)
    return switch choice {
    case 0 where readsForUpdate[slot]: .command([.getForUpdate(key)])
    case 0...3: .command([.get(key)])
    case 4: .command([.get(key), .get(other)])
    case 5: .command([.scan(range())])
    case 6, 7: .command([.commit])
    case 8: .command([random.below(3) == 0 ? .rollback : .commit])
    case 9...13: .command([.put(key, value)])
    case 14: .command([.delete(key)])
    case 15: .command([.getForUpdate(key)])
    case 16: .command([.lock(key), .get(key), .get(other), .put(key, value)])
    case 17: .command([.lock(key), .put(key, value)])
    case 18: .command([.scan(range()), .lock(key), .get(key), .put(key, value)])
    default: .command([.get(key), .put(other, value)])
    }
  }

  private mutating func range() -> KeyRange {
    let low = random.pick(["", "b", random.pick(keys)])
    let range = KeyRange(low: low, high: random.pick([nil, "c", random.pick(keys)]))
    return range.isEmpty ? .only(random.pick(keys)) : range
  }
}
