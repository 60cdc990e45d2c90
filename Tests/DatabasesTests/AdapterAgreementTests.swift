import Chance
import Databases
import Stores
import Testing
import Vocabulary

/// SQLite by way of an adapter in Python does what SQLite by its own library does.
@Suite(.enabled(if: AdapterExample.hasPython)) struct AdapterAgreementTests {
  private static let names: [SessionName] = ["alice", "bob", "carol"]

  @Test(arguments: [false, true]) func randomSessions(late: Bool) throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    let options = StoreOptions(takesSnapshotLate: late)
    let native = try KnownStores.open("sqlite:", options)
    defer { native.close() }
    let adapter = try KnownStores.open(AdapterExample.sqlite, options)
    defer { adapter.close() }
    #expect(native.identity.levels == adapter.identity.levels)
    var dice = Dice(seed: seed)
    for number in 0..<150 {
      let rows: [Key: Value] = ["a": "1", "b": "2"]
      var walk = Walk(
        runs: (try native.run(from: rows), try adapter.run(from: rows)),
        levels: native.identity.levels)
      for _ in 0..<25 where try !walk.step(&dice) {
        Issue.record("seed \(seed), program \(number): \(walk.steps.joined(separator: "; "))")
        return
      }
    }
  }

  /// The same requests on both, in turn.
  private struct Walk {
    let runs: (any StoreRun, any StoreRun)
    let levels: [StoreLevel]
    var last = 0
    var open: [SessionName: TransactionID] = [:]
    var waiting: Set<TransactionID> = []
    var writes: [TransactionID: Int] = [:]
    var steps: [String] = []

    /// One request of a session that does not wait; whether both have answered the same.
    mutating func step(_ dice: inout Dice) throws -> Bool {
      let session = dice.pick(AdapterAgreementTests.names)
      guard let id = open[session] else { return try begin(session, &dice) }
      guard !waiting.contains(id) else { return true }
      let request = request(by: id, &dice)
      steps.append("\(id) \(request)")
      return try compare(
        id, try runs.0.perform(request, by: id), try runs.1.perform(request, by: id),
        isEnd: request.isEnd)
    }

    private mutating func begin(_ session: SessionName, _ dice: inout Dice) throws -> Bool {
      last += 1
      let transaction = StoreTransaction(
        id: TransactionID(last), session: session, level: dice.pick(levels),
        readOnly: dice.chance(1, in: 8), deferrable: false)
      open[session] = transaction.id
      steps.append("\(transaction)")
      return try compare(
        transaction.id, try runs.0.begin(transaction), try runs.1.begin(transaction),
        isEnd: false)
    }

    private mutating func request(by id: TransactionID, _ dice: inout Dice) -> StoreRequest {
      let key: Key = dice.pick(["a", "b", "c"])
      switch dice.below(12) {
      case 0, 1: return .get(key)
      case 2: return .getForUpdate(key)
      case 3: return .scan(.all)
      case 4: return .lock(key)
      case 5, 6: return .delete(key)
      case 7: return .commit
      case 8: return .rollback
      default:
        writes[id, default: 0] += 1
        let version = VersionID.written(by: id, number: writes[id] ?? 1)
        return .put(key, Value("\(id.number)"), version)
      }
    }

    private mutating func compare(
      _ id: TransactionID, _ left: StoreAnswer, _ right: StoreAnswer, isEnd: Bool
    ) throws -> Bool {
      guard left == right else {
        steps.append("\(left) and \(right)")
        return false
      }
      note(id, left, isEnd: isEnd)
      while true {
        let (left, right) = (try runs.0.resume(), try runs.1.resume())
        guard left?.0 == right?.0, left?.1 == right?.1 else {
          steps.append("\(left as Any) and \(right as Any)")
          return false
        }
        guard let (id, answer) = left else { return true }
        // In WAL only a BEGIN or a write waits.
        note(id, answer, isEnd: false)
      }
    }

    private mutating func note(_ id: TransactionID, _ answer: StoreAnswer, isEnd: Bool) {
      waiting.remove(id)
      switch answer {
      case .waits: waiting.insert(id)
      case .aborted: open = open.filter { $0.value != id }
      default: if isEnd { open = open.filter { $0.value != id } }
      }
    }
  }
}

extension StoreRequest {
  fileprivate var isEnd: Bool {
    switch self {
    case .commit, .rollback: true
    default: false
    }
  }
}
