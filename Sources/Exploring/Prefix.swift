import Checking
import Engine
import Language
import Sessions
import Vocabulary

/// The first steps of an order, carried out: the laboratory after them, and all that could be
/// observed meanwhile.
struct Prefix: Sendable {
  private(set) var runner: SessionRunner
  /// How many steps each lane has done.
  private(set) var done: [Int]
  /// What each lane has seen: whose versions its reads saw, and how its commands ended, in order.
  ///
  /// It determines all that the lane has computed and written.
  private var seen: [[Int32]]
  /// Of each abort that is judged: the victim, and where its ghost stands in the chains.
  private var ghosts: [(victim: TransactionID, places: [Int32])] = []
  /// Of each transaction, its lane and its number within the lane, as one number.
  private var names: [Int32] = []
  private var begun: [Int32]
  /// The state that the last noted commit has made.
  private var state: Timestamp = 0
  /// What the last step has led to.
  private(set) var marks: Marks = []

  /// What happened in some step and cannot be seen any more at the end.
  struct Marks: OptionSet, Hashable, Sendable {
    let rawValue: UInt64
    static let waited = Marks(rawValue: 1)
    /// How many rules there are marks for.
    static let rules = 60

    /// That the rule at that place was broken.
    static func brokeRule(_ place: Int) -> Marks { Marks(rawValue: 2 << place) }

    func traits(_ rules: [String]) -> [Trait] {
      (contains(.waited) ? [.waits] : [])
        + rules.enumerated().filter { contains(.brokeRule($0.offset)) }
        .map { .ruleBroken($0.element) }
    }
  }

  /// The bytes that a prefix takes at the most: a laboratory grows with its keys and its steps.
  static func bytes(_ facts: ProgramFacts) -> Int {
    4_096 + 512 * (facts.keys.count + facts.program.count)
  }

  init(at start: ConcurrentProgram) {
    runner = start.start
    done = start.lanes.map { _ in 0 }
    seen = start.lanes.map { _ in [] }
    begun = start.lanes.map { _ in 0 }
  }

  /// Whether the lane can take its next step.
  func canGo(_ lane: Int, in program: ConcurrentProgram) -> Bool {
    program.hasNext(lane, after: done) && !runner.isWaiting(program.lanes[lane].session)
  }

  func isComplete(_ program: ConcurrentProgram) -> Bool {
    program.lanes.indices.allSatisfy { lane in
      done[lane] == program.lanes[lane].lines.count
        && !runner.isWaiting(program.lanes[lane].session)
    }
  }

  /// Takes the lane's next step.
  mutating func go(_ lane: Int, _ facts: ProgramFacts) {
    let known = runner.history.count
    let (session, line) = (
      facts.program.lanes[lane].session, facts.program.lanes[lane].lines[done[lane]]
    )
    done[lane] += 1
    let reply = runner.run(line.command, text: line.text, in: session)
    nameNew(facts)
    for event in runner.history[known...] { note(event, facts) }
    marks = []
    for part in reply.all {
      if case .waits = part.outcome { marks.insert(.waited) }
      if let code = part.outcome.code, let lane = facts.program.lane(part.session) {
        seen[lane].append(code)
      }
    }
    for finding in reply.rules where !finding.holds {
      if let place = facts.rules.firstIndex(of: finding.name) { marks.insert(.brokeRule(place)) }
    }
  }

  // MARK: Names

  private mutating func nameNew(_ facts: ProgramFacts) {
    while names.count < runner.records.count {
      let lane = facts.program.lane(runner.records[names.count].session) ?? 0
      names.append(Int32(lane) << 16 | begun[lane])
      begun[lane] += 1
    }
  }

  /// What a transaction is called in every order.
  func name(_ id: TransactionID) -> Int32 { id == .initial ? Code.initial : names[id.number - 1] }

  private func lane(of id: TransactionID) -> Int { Int(names[id.number - 1] >> 16) }

  // MARK: Seeing

  private enum Code {
    static let initial: Int32 = -1
    static let nothing: Int32 = -2
  }

  private mutating func note(_ event: Event, _ facts: ProgramFacts) {
    switch event {
    case .read(let id, _, let key, let version):
      seen[lane(of: id)] += identity(version, of: key)
    case .scan(let id, _, let scan):
      var words: [Int32] = []
      let named = Dictionary(
        uniqueKeysWithValues: (scan.rows + scan.absent).map { ($0.key, $0.version) })
      for key in facts.keys where scan.range.contains(key) {
        words += identity(named[key] ?? .absent(asOf: scan.asOf), of: key)
      }
      seen[lane(of: id)] += words
    case .abort(let id, _, let reason?) where reason.kind != .deadlock: remember(id, facts)
    case .commit(_, _, let made): state = made
    case .begin, .write, .undo, .wait, .endOfWait, .abort: break
    }
  }

  /// The version as two numbers that do not depend on the order.
  private func identity(_ version: VersionID, of key: Key) -> [Int32] {
    switch version {
    case .written(let id, let number):
      return [name(id), isOverNothing(id, key) ? -Int32(number) : Int32(number)]
    case .absent(let state):
      let deletion = runner.database.versions(of: key).last { $0.state <= state }
      return [deletion.map { name($0.createdBy) } ?? Code.nothing, 0]
    }
  }

  /// Whether an uncommitted write was seen where nothing was committed: if it deletes, the judge
  /// takes it for that.
  private func isOverNothing(_ id: TransactionID, _ key: Key) -> Bool {
    let versions = runner.database.versions(of: key).filter { $0.state <= state }
    return versions.last?.value == nil && !versions.contains { $0.createdBy == id }
  }

  /// Where the ghost of a victim stands in the chains.
  private mutating func remember(_ id: TransactionID, _ facts: ProgramFacts) {
    var written: Set<Key> = []
    for case .write(id, _, let key, _, _) in runner.history { written.insert(key) }
    let places = facts.keys.enumerated().filter { written.contains($0.element) }.flatMap {
      [Int32($0.offset), Int32(runner.database.versions(of: $0.element).count)]
    }
    ghosts.append((id, places))
  }

  // MARK: The state

  /// Equal for two prefixes whose futures are alike, and whose pasts no user could tell apart by
  /// what was answered or by the judge's verdict, but for the marks.
  func key(_ facts: ProgramFacts) -> [Int32] {
    var digest = Digest(
      keys: facts.keys, isStillWritten: facts.isStillWritten(from: steps(facts)), name: name,
      future: { id, writesToo in
        let lane = lane(of: id)
        return facts.future(lane, from: steps(facts)[lane], writesToo: writesToo)
      })
    for lane in done.indices {
      digest.add(Int32(done[lane]))
      digest.add(seen[lane])
    }
    if !ghosts.isEmpty {
      let prospects = Prospects(in: runner.history, initial: runner.initial)
      let verdicts = ghosts.map { [name($0.victim)] + $0.places + words(prospects, $0.victim) }
      for words in verdicts.sorted(by: { $0.lexicographicallyPrecedes($1) }) { digest.add(words) }
    }
    digest.add(runner.database)
    return digest.words
  }

  /// The transactions that may still change the verdict on an abort.
  private func words(_ prospects: Prospects, _ victim: TransactionID) -> [Int32] {
    prospects.parties(to: victim).map { party in
      let others = party.others.map { $0.map(name) }
      return [
        name(party.transaction), party.standing.map { Int32($0) } ?? -1, party.beganLater ? 1 : 0,
        others.map { Int32($0.count) } ?? -1,
      ] + (others ?? [])
    }.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
  }

  /// The first step of each lane that is not through: one that waits is not.
  private func steps(_ facts: ProgramFacts) -> [Int] {
    done.indices.map { lane in
      runner.isWaiting(facts.program.lanes[lane].session) ? done[lane] - 1 : done[lane]
    }
  }
}

extension Outcome {
  /// How the command ended, beside what it has read; nil while it has not.
  fileprivate var code: Int32? {
    switch self {
    case .waits, .held: nil
    case .aborted(let abort): -10 - Int32(abort.kind.place)
    case .failed(let problem): -100 - Int32(problem.kind.place)
    case .skipped: -3
    case .rolledBack: -4
    case .begun, .found, .wrote, .changed, .committed, .cancelled: -5
    }
  }
}

extension ConcurrentProgram {
  func lane(_ session: SessionName) -> Int? { lanes.firstIndex { $0.session == session } }
}

extension CaseIterable where Self: Equatable {
  /// The place among all cases.
  fileprivate var place: Int { Array(Self.allCases).firstIndex(of: self) ?? 0 }
}
