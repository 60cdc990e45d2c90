import Chance
import Engine
import HeapModule
import Telling
import Vocabulary

/// Clients at work on one database, in logical time.
///
/// A request takes one step; a client pauses before each. Clients act at the same time, and those
/// with a turn at the same step act in an order drawn by the seed. A client that waits goes on when
/// the engine lets it. Each client draws its jobs with separate dice, so that it has the same jobs
/// in the same order in every mode.
package struct Simulation: Sendable {
  private struct Turn: Comparable, Sendable {
    let time: Int
    let tie: UInt64
    let client: Int

    static func < (left: Turn, right: Turn) -> Bool {
      (left.time, left.tie, left.client) < (right.time, right.tie, right.client)
    }
  }

  private let settings: Settings
  private let keys: Keys
  private let maker: JobMaker
  private(set) var database: Database
  private(set) var clients: [Client]
  private var owners: [TransactionID: Int] = [:]
  private var turns = Heap<Turn>()
  private var now = 0
  /// The number of the command, for the engine.
  private var command = 0
  private(set) var ledger: Ledger
  private var judge: AbortJudge
  private var point: Point
  private var nextVacuum: Int
  /// How often the database was vacuumed, and how many versions were removed.
  private(set) var upkeep = (vacuums: 0, removed: 0)

  package init(_ settings: Settings) { self.init(settings, on: SharedData(settings)) }

  /// - Precondition: the data fits the settings.
  init(_ settings: Settings, on data: SharedData) {
    self.settings = settings
    (keys, database) = (data.keys, data.database)
    maker = JobMaker(settings, data.popularity)
    ledger = Ledger(settings)
    judge = AbortJudge(limit: settings.judged)
    point = Point(settings)
    nextVacuum = settings.vacuumEvery ?? 0
    clients = (0..<settings.clients).map { Client(seed: settings.seed, number: $0) }
    // Where writers wait, only a deadlock aborts a transaction.
    database.recordsEvents = settings.judged > 0 && settings.mode.facts.writers != .wait
  }

  /// Runs to the end.
  ///
  /// - Parameter report: called now and then with the progress in thousandths; false interrupts.
  /// - Returns: The result.
  package mutating func run(_ report: (Int) -> Bool = { _ in true }) -> Point {
    start()
    var count = 0
    // A scan of many keys takes long.
    let interval = max(1, min(256, 100_000 / settings.keys))
    while !isOver, let time = nextTime {
      if case .time(let end) = settings.end, time >= end { break }
      takeTurn()
      count += 1
      if count.isMultiple(of: interval), !report(progress) {
        point.isPartial = true
        break
      }
    }
    point.time = now + 1
    if case .time(let end) = settings.end, !point.isPartial { point.time = end }
    point.unfinished = owners.count
    point.broken = ledger.broken
    (point.needed, point.needless, point.undecided) = judge.verdicts(isWhole: !point.isPartial)
    return point
  }

  var committed: Int { point.committed }

  private var isOver: Bool {
    guard case .transactions(let most) = settings.end else { return false }
    return point.committed + point.aborted >= most
  }

  private var progress: Int {
    switch settings.end {
    case .transactions(let most): (point.committed + point.aborted) * 1_000 / most
    case .time(let end): now * 1_000 / end
    }
  }

  // MARK: Turns

  /// Gives every client its first turn.
  mutating func start() {
    for client in clients.indices { schedule(client, after: 0) }
  }

  /// When the next turn is; nil if there is none.
  var nextTime: Int? { turns.min?.time }

  /// Runs the next request, and the requests that it resumes.
  mutating func takeTurn() {
    guard let turn = turns.popMin() else { return }
    now = turn.time
    act(turn.client)
    resume()
    guard let every = settings.vacuumEvery, point.committed >= nextVacuum else { return }
    nextVacuum = point.committed + every
    upkeep.vacuums += 1
    upkeep.removed += database.vacuum().removed.versions
  }

  /// Runs a command that belongs to no client on the database, as the next one.
  ///
  /// No client may be waiting for it.
  mutating func admit<Result>(_ guest: (inout Database, StepNumber) -> Result) -> Result {
    command += 1
    return guest(&database, command)
  }

  /// Schedules the client's next request: that many steps from now, plus a pause.
  private mutating func schedule(_ client: Int, after steps: Int) {
    let pause = clients[client].paceDice.below(2 * settings.think + 1)
    let tie = clients[client].paceDice.next()
    turns.insert(Turn(time: now + steps + pause, tie: tie, client: client))
  }

  private mutating func act(_ index: Int) {
    command += 1
    guard let id = clients[index].transaction else { return begin(index) }
    let request = clients[index].next(keys, fresh: Int64(command))
    clients[index].request = request
    take(database.perform(request, by: id, step: command), of: index)
  }

  private mutating func begin(_ index: Int) {
    if clients[index].job == nil {
      clients[index].job = maker.job(&clients[index].jobDice)
      (clients[index].jobBegan, clients[index].retries) = (now, 0)
      point.jobs += 1
    } else {
      point.retries += 1
    }
    clients[index].startOver()
    clients[index].totalAtBegin = ledger.total
    let (id, begun) = database.begin(
      settings.mode, conflicts: settings.conflicts, step: command)
    point.started += 1
    clients[index].transaction = id
    owners[id] = index
    take(begun, of: index)
  }

  private mutating func resume() {
    while let (id, step) = database.resume() {
      guard let index = owners[id] else { continue }
      point.waited += now - (clients[index].waitingSince ?? now)
      clients[index].waitingSince = nil
      take(step, of: index)
    }
  }

  // MARK: Answers

  private mutating func take(_ step: Step, of index: Int) {
    if case .began(let snapshot) = step.answer { clients[index].snapshot = snapshot }
    if database.recordsEvents {
      judge.hear(step.events, of: clients[index], in: database)
      if judge.isDone { database.recordsEvents = false }
    }
    switch step.answer {
    case .waits:
      point.waits += 1
      clients[index].waitingSince = now
    case .committed: committed(index)
    case .aborted(let abort): aborted(index, abort)
    case .began, .value, .rows, .done:
      clients[index].take(step.answer)
      schedule(index, after: 1)
    }
  }

  private mutating func committed(_ index: Int) {
    point.committed += 1
    point.latency.add(now + 1 - clients[index].jobBegan)
    ledger.commit(clients[index])
    end(index)
    clients[index].job = nil
    schedule(index, after: 1)
  }

  private mutating func aborted(_ index: Int, _ abort: Abort) {
    point.aborted += 1
    if abort.kind == .deadlock { point.deadlocks += 1 }
    end(index)
    if let most = settings.retries, clients[index].retries >= most {
      point.givenUp += 1
      clients[index].job = nil
      return schedule(index, after: 1)
    }
    let longest = settings.backoff << min(clients[index].retries, 6)
    clients[index].retries += 1
    schedule(index, after: 1 + clients[index].paceDice.below(longest + 1))
  }

  private mutating func end(_ index: Int) {
    if let id = clients[index].transaction { owners[id] = nil }
    clients[index].transaction = nil
  }
}
