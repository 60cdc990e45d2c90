import Chance
import Stores
import Testing
import Vocabulary

/// Random sessions on SQLite, beside a model written from the rules alone.
@Suite struct SQLiteModelTests {
  @Test(arguments: ["wal", "delete"])
  func randomSessionsAnswerAsTheModelDoes(journal: String) throws {
    for _ in 0..<40 { try compare(journal) }
  }

  private func compare(_ journal: String) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let rows: [Key: Value] = ["a": "0", "b": "0"]
    let bench = try StoreBench("sqlite:?journal=\(journal)", rows)
    var model = SQLiteModel(rows, hasRollbackJournal: journal == "delete")
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
      let story = "\(journal), seed \(seed): \(trail.suffix(20))"
      try #require(answers.0 == answers.1, "\(story)")
      try #require(try bench.resumed() == model.resumed(), "\(story)")
      // Somebody can always go on.
      try #require(model.open.isEmpty || model.open.values.contains { $0.waiting == nil })
    }
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
