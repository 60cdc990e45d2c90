import Chance
import Checking
import Databases
import Language
import Runs
import Sessions
import Stores
import Telling
import Testing
import Vocabulary

/// A lab on a store that is the engine is the same as a lab on the engine.
@Suite("The seam to stores")
struct PlaceTests {
  @Test("Every lesson runs alike on the engine and behind the seam", arguments: Lesson.names)
  func lessons(name: String) throws {
    let text = try #require(Lesson.text(named: name))
    let scenario = try Scenario.read(bytes: text, file: "\(name).md")
    for mode in IsolationMode.allCases where Self.isAlike(scenario, in: mode) {
      expectSame(scenario, in: mode)
    }
  }

  @Test("RETRY begins again where a BEGIN that waited was withdrawn")
  func retryAfterWithdrawnBegin() throws {
    let store = try KnownStores.open("sqlite:", StoreOptions())
    defer { store.close() }
    var lab = Lab(mode: .twoPhaseLocking, manner: .replay, on: store)
    let lines = [
      "alice: BEGIN", "bob: BEGIN", ".cancel bob", "bob: GET x", "alice: COMMIT", "bob: RETRY",
    ]
    var last: [String] = []
    for line in lines {
      guard case .success(let statement)? = lab.read(line) else { continue }
      last = lab.enter(statement).lines.map { $0.answer }
    }
    #expect(last == ["ok", "(none)"])
  }

  @Test("A line that was held runs at a later step than a command of RETRY that was withdrawn")
  func heldLineAfterWithdrawnRetry() throws {
    let (alice, bob) = (TransactionID(1), TransactionID(2))
    let store = ScriptedStore(
      [.waits(for: [alice]), .done, .waits(for: [alice]), .done],
      resumed: [4: (bob, .aborted(.deadlock, report: "1213"))])
    var lab = Lab(mode: .readUncommitted, manner: .replay, on: store)
    let lines = [
      "alice: BEGIN", "bob: BEGIN", "bob: COUNT", "bob: RETRY", "bob: COMMIT", "alice: PUT x 1",
      ".cancel bob",
    ]
    for line in lines { _ = lab.enter(try #require(try lab.read(line)?.get())) }
    #expect(lab.runner.records.map { $0.status == .committed(1) } == [false, false, true])
    _ = try Judgement(of: lab.runner.history, initial: [:])
  }

  /// Whether nothing in the lesson is up to the place.
  static func isAlike(_ scenario: Scenario, in mode: IsolationMode) -> Bool {
    !scenario.lines.contains { line in
      switch line.statement?.body {
      // A store has policies of its own, and cleans up by itself.
      case .directive(.conflicts), .directive(.vacuum), .directive(.autovacuum),
        .directive(.bloat):
        true
      // The engine may take it for a write, which a store's answer does not tell.
      case .command(.get(_, forUpdate: true, _)): mode.facts.writers != .wait
      // A store reads each of the two keys as it is when it is asked for it.
      case .command(.put(_, let formula)): formula.reads.count > 1
      default: false
      }
    }
  }

  private func expectSame(_ scenario: Scenario, in mode: IsolationMode) {
    let lines = scenario.lines.filter { [.lab, .mode].contains($0.subject) }
    var own = Replay(lines, of: scenario.file, in: mode)
    var other = Replay(lines, of: scenario.file, in: mode, on: EngineStore())
    while let played = own.next() {
      #expect(
        played.answers == other.next()?.answers, "\(scenario.file) \(mode) \(played.line.number)")
      guard played.failure == nil else { return }
    }
    #expect(
      own.lab.runner.history.map(\.withoutReason) == other.lab.runner.history.map(\.withoutReason),
      "\(scenario.file) \(mode)")
    #expect(other.lab.runner.place.failure == nil)
  }
}

extension Event {
  /// The same without what a store does not tell of an abort.
  fileprivate var withoutReason: Event {
    guard case .abort(let id, let step, let reason?) = self else { return self }
    return .abort(
      id, step: step, reason: Abort(of: id, step: reason.step, kind: reason.kind, conflicts: []))
  }
}

extension Expression {
  /// The keys whose values it needs.
  fileprivate var reads: Set<Key> {
    switch node {
    case .value(let key): [key]
    case .negate(let operand), .not(let operand): operand.reads
    case .binary(_, let left, let right): left.reads.union(right.reads)
    case .literal, .none, .variable, .count, .sum: []
    }
  }
}
