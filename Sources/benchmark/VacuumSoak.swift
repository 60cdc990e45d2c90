import Chance
import Engine
import Vocabulary

/// Many transactions with autovacuum, events dropped, to see whether the memory stays constant.
///
/// Eight are open at a time. They read and write hot keys, scan, insert new keys, and delete
/// them again; now and then, one stays open during ten thousand others. At the end, only one
/// version may be left for each live key.
enum VacuumSoak {
  /// Runs that number of transactions in each mode; false if the memory has grown in one.
  static func run(_ transactions: Int, _ modes: [IsolationMode]) -> Bool {
    print("soak: \(transactions) transactions a mode, autovacuum, 8 open at a time, memory in MiB")
    return modes.map { run(transactions, in: $0) }.allSatisfy { $0 }
  }

  private static func run(_ transactions: Int, in mode: IsolationMode) -> Bool {
    var traffic = Traffic(mode)
    var memory: [Int] = []
    var most = 0
    let seconds = CPU.seconds {
      for _ in 1...10 {
        traffic.run(transactions / 10)
        memory.append(Memory.resident / 1_048_576)
        most = max(most, traffic.mostVersions)
      }
    }
    // The versions that a reader pins come and go, so the highest points are compared; a tenth more
    // is noise of the allocator.
    let (early, late) = (memory[..<5].max() ?? 0, memory[5...].max() ?? 0)
    let isFlat = late > 0 && late <= early + early / 10 + 8
    let left = traffic.finish()
    let rate = Int(Double(transactions) / seconds / 1_000)
    print(
      "\(mode.name): \(rate) k/s, \(traffic.committed) committed, \(traffic.vacuums) vacuums, "
        + "at most \(most) versions, \(left) too many at the end; "
        + "memory \(memory.map(String.init).joined(separator: " ")): "
        + (isFlat && left == 0 ? "flat" : "GROWS"))
    return isFlat && left == 0
  }
}

/// Transactions of several clients on one database, drawn while they run.
private struct Traffic {
  private struct Client {
    var id: TransactionID?
    var left = 0
    var isWaiting = false
    var isReader = false
    /// A key that it alone inserts and deletes, another one after that.
    var own: Key
    var exists = false
    /// What its transaction makes of that; nil for nothing.
    var makesExist: Bool?
  }

  private let mode: IsolationMode
  private let keys = (0..<1_000).map { Key(Work.name($0)) }
  private let value = Value("a value of some length")
  private var database: Database
  private var clients = (0..<8).map { Client(own: Key("new\($0)")) }
  private var dice = Dice(seed: 1)
  private var step = 0
  private var fresh = 8
  private var begun = 0
  private(set) var committed = 0
  private(set) var vacuums = 0
  private(set) var mostVersions = 0

  init(_ mode: IsolationMode) {
    self.mode = mode
    database = Database(Dictionary(uniqueKeysWithValues: keys.map { ($0, Value("0")) }))
    database.recordsEvents = false
  }

  mutating func run(_ transactions: Int) {
    let end = begun + transactions
    mostVersions = 0
    while begun < end {
      act(dice.below(8))
      resume()
      guard database.isDue(.standard) else { continue }
      mostVersions = max(mostVersions, database.storedVersions)
      _ = database.vacuum()
      vacuums += 1
    }
  }

  private mutating func act(_ index: Int) {
    guard !clients[index].isWaiting else { return }
    step += 1
    guard let id = clients[index].id else { return begin(index) }
    clients[index].left -= 1
    let request = clients[index].left == 0 ? .commit : request(of: index)
    let answer = database.perform(request, by: id, step: step).answer
    settle(index, answer)
  }

  private mutating func begin(_ index: Int) {
    begun += 1
    clients[index].isReader = begun.isMultiple(of: 100_000)
    clients[index].left = clients[index].isReader ? 10_000 : 6
    clients[index].makesExist = nil
    clients[index].id = database.begin(mode, step: step).0
  }

  private mutating func request(of index: Int) -> Request {
    if clients[index].isReader { return .get(keys[dice.below(1_000)]) }
    switch dice.below(16) {
    case 0:
      let exists = clients[index].makesExist ?? clients[index].exists
      clients[index].makesExist = !exists
      return exists ? .delete(clients[index].own) : .put(clients[index].own, value)
    case 1:
      let low = dice.below(990)
      return .scan(KeyRange(low: keys[low], high: keys[low + 10]))
    case 2...8: return .get(keys[dice.below(1_000)])
    default: return .put(keys[dice.below(1_000)], value)
    }
  }

  private mutating func resume() {
    while let (id, step) = database.resume() {
      guard let index = clients.firstIndex(where: { $0.id == id }) else { continue }
      clients[index].isWaiting = false
      settle(index, step.answer)
    }
  }

  private mutating func settle(_ index: Int, _ answer: Answer) {
    switch answer {
    case .waits: clients[index].isWaiting = true
    case .aborted: clients[index].id = nil
    case .committed:
      clients[index].id = nil
      committed += 1
      settleOwnKey(of: index)
    case .began, .value, .rows, .done: break
    }
  }

  private mutating func settleOwnKey(of index: Int) {
    guard let exists = clients[index].makesExist else { return }
    clients[index].exists = exists
    guard !exists else { return }
    clients[index].own = Key("new\(fresh)")
    fresh += 1
  }

  /// Rolls back what is open and vacuums; what is stored then beyond the live keys.
  mutating func finish() -> Int {
    while let index = clients.firstIndex(where: { $0.id != nil && !$0.isWaiting }) {
      guard let id = clients[index].id else { break }
      clients[index].id = nil
      _ = database.perform(.rollback, by: id, step: step)
      resume()
    }
    _ = database.vacuum()
    return database.storedVersions - keys.count - clients.count { $0.exists }
  }
}
