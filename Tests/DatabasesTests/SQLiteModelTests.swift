import Chance
import Stores
import Testing
import Vocabulary

/// Random sessions on SQLite with a WAL, beside a model written from the rules alone.
@Suite struct SQLiteModelTests {
  @Test(arguments: 0..<40)
  func randomSessionsAnswerAsTheModelDoes(number: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let rows: [Key: Value] = ["a": "0", "b": "0"]
    let bench = try StoreBench("sqlite:", rows)
    var model = SQLiteModel(rows)
    var (next, trail) = (1, [] as [String])
    for _ in 0..<150 {
      let idle = model.open.keys.filter { model.open[$0]?.waiting == nil }.sorted()
      let answers: (StoreAnswer, StoreAnswer)
      if model.open.count < 4, idle.isEmpty || dice.chance(1, in: 4) {
        let mode = dice.pick([IsolationMode.snapshot, .snapshot, .twoPhaseLocking])
        trail.append("T\(next) begins, \(mode)")
        answers = (try bench.begin(next, mode), model.begin(next, isImmediate: mode != .snapshot))
        next += 1
      } else {
        let id = dice.pick(idle)
        let request = Self.request(id, &dice)
        trail.append("T\(id) \(request)")
        answers = (try bench.ask(id, request), model.ask(id, request))
      }
      try #require(answers.0 == answers.1, "seed \(seed): \(trail.suffix(20))")
      try #require(try bench.resumed() == model.resumed(), "seed \(seed): \(trail.suffix(20))")
    }
    if number == 0 { print("SQLiteModelTests: the first of 40 has seed \(seed)") }
  }

  private static func request(_ id: Int, _ dice: inout Dice) -> StoreRequest {
    let key = Key(dice.pick(["a", "b", "c"]))
    switch dice.below(10) {
    case 0, 1: return .get(key)
    case 2: return .scan(.all)
    case 3, 4, 5:
      let version = VersionID.written(by: TransactionID(id), number: 1 + dice.below(1_000_000))
      return .put(key, Value("\(dice.below(100))"), version)
    case 6: return .delete(key)
    case 7: return .rollback
    default: return .commit
    }
  }
}

/// One writer at a time, and a write needs the newest snapshot.
struct SQLiteModel {
  struct Transaction {
    let isImmediate: Bool
    var rows: [Key: StoredRow] = [:]
    /// How many commits had changed something when the snapshot was taken; nil: it is not yet.
    var snapshot: Int?
    var hasWritten = false
    /// Outer nil: it does not wait; inner nil: at its BEGIN.
    var waiting: StoreRequest??
  }

  private var committed: [Key: StoredRow]
  private var commits = 0
  private var writer: Int?
  private(set) var open: [Int: Transaction] = [:]
  private var queue: [Int] = []

  init(_ rows: [Key: Value]) {
    committed = rows.reduce(into: [:]) {
      $0[$1.key] = StoredRow($1.key, $1.value, .first(by: 0))
    }
  }

  mutating func begin(_ id: Int, isImmediate: Bool) -> StoreAnswer {
    open[id] = Transaction(isImmediate: isImmediate)
    return queued(id, nil)
  }

  mutating func ask(_ id: Int, _ request: StoreRequest) -> StoreAnswer { queued(id, request) }

  mutating func resumed() -> [Resumed] {
    var all: [Resumed] = []
    for id in queue {
      guard let waiting = open[id]?.waiting else { continue }
      let answer = attempt(id, waiting)
      if case .waits = answer { continue }
      open[id]?.waiting = nil
      queue.removeAll { $0 == id }
      all.append(Resumed(id, answer))
    }
    return all
  }

  private mutating func queued(_ id: Int, _ request: StoreRequest?) -> StoreAnswer {
    let answer = attempt(id, request)
    if case .waits = answer {
      open[id]?.waiting = .some(request)
      queue.append(id)
    }
    return answer
  }

  private mutating func attempt(_ id: Int, _ request: StoreRequest?) -> StoreAnswer {
    switch request {
    case nil:
      if open[id]?.isImmediate == true {
        if let writer { return .waits(writer) }
        writer = id
      }
      open[id]?.rows = committed
      open[id]?.snapshot = commits
      return .done
    case .get(let key): return .row(open[id]?.rows[key])
    case .scan: return .rows((open[id]?.rows.values.sorted { $0.key < $1.key }) ?? [])
    case .put(let key, let value, let version):
      return write(id, { $0[key] = StoredRow(key, value, version) }) ?? .done
    case .delete(let key):
      let isThere = open[id]?.rows[key] != nil
      return write(id, { $0[key] = nil }, changes: isThere) ?? .deleted(isThere)
    case .commit:
      if writer == id, let transaction = open[id], transaction.hasWritten {
        (committed, commits) = (transaction.rows, commits + 1)
      }
      return end(id)
    default: return end(id)
    }
  }

  private mutating func write(
    _ id: Int, _ change: (inout [Key: StoredRow]) -> Void, changes: Bool = true
  ) -> StoreAnswer? {
    if let writer, writer != id { return .waits(writer) }
    if writer == nil, open[id]?.snapshot != commits {
      _ = end(id)
      return .aborted(.concurrentUpdate, report: "SQLITE_BUSY_SNAPSHOT: database is locked")
    }
    writer = id
    change(&open[id, default: Transaction(isImmediate: false)].rows)
    if changes { open[id]?.hasWritten = true }
    return nil
  }

  private mutating func end(_ id: Int) -> StoreAnswer {
    if writer == id { writer = nil }
    open[id] = nil
    return .done
  }
}
