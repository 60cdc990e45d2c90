import Checking
import Language
import Runs
import Sessions
import Stores
import Telling
import Testing
import Vocabulary

/// What a lab says where a store does not tell which version a read saw.
@Suite struct DoubtfulReadTests {
  /// Alice finds no x, which was never there or was deleted by carol: only then is it write skew.
  private static let program = [
    ".sessions alice bob carol", ".seed y=0", "carol: BEGIN", "carol: PUT x 1", "carol: COMMIT",
    "carol: BEGIN", "carol: DELETE x", "carol: COMMIT", "alice: BEGIN", "bob: BEGIN",
    "alice: GET x", "bob: GET y", "alice: PUT y 1", "bob: PUT x 2", "alice: COMMIT", "bob: COMMIT",
  ]

  private func lab(_ lines: [String], on store: any Store) -> (lab: Lab, said: [String]) {
    var lab = Lab(mode: .snapshot, manner: .replay, on: store)
    var said: [String] = []
    for line in lines {
      if case .success(let statement)? = lab.read(line) {
        said += lab.enter(statement).lines.map { $0.text }
      }
    }
    return (lab, said)
  }

  @Test func anAnomalyIsNotGuessed() {
    let (lab, said) = lab(Self.program, on: EngineStore())
    #expect(!said.contains { $0.hasPrefix("ANOMALY") }, "\(said)")
    #expect(
      said.last
        == "; which anomaly this is (write-skew) depends on which absence of x alice read; "
        + "see .why serializable")
    #expect(lab.findings.isEmpty)
  }

  @Test(arguments: [".why serializable", ".graph"]) func theReadsAreNamed(word: String) {
    let (_, said) = lab(Self.program + [word], on: EngineStore())
    let end = said.drop { !$0.contains("not decided") }.prefix(4)
    #expect(
      Array(end) == [
        "; not decided: which anomalies there are depends on what was read",
        ";   alice looked at x (9): carol had deleted it (5), or it was never there",
        "; 1 of the 2 possible choices has ANOMALY write-skew T3 T4",
        "; 1 of the 2 possible choices has ANOMALY cycle T1 T2 T4 T3",
      ], "\(said)")
    #expect(!said.contains { $0.hasPrefix("; *") })
  }

  /// Here every choice has the same cycle.
  @Test func whatEveryChoiceHasIsReported() {
    let (_, said) = lab(Self.program.filter { !$0.contains("DELETE") }, on: EngineStore())
    #expect(!said.contains { $0.contains("depends on") }, "\(said)")
    let skew = [
      ".seed x=0 y=0", "alice: BEGIN", "bob: BEGIN", "alice: GET x", "bob: GET y",
      "alice: PUT y 1", "bob: PUT x 1", "alice: COMMIT", "bob: COMMIT", ".why serializable",
    ]
    let marked = lab(skew, on: EngineStore()).said
    #expect(marked.contains { $0.hasPrefix("ANOMALY write-skew T1 T2") })
    #expect(lab(skew, on: ForgetfulStore(EngineStore())).said == marked)
  }

  /// Two equal values, of which the older one makes a lost update of it.
  @Test func equalValuesAreNotGuessed() {
    let lines = [
      ".seed x=0", "alice: BEGIN read-committed", "bob: BEGIN read-committed", "alice: GET x",
      "bob: PUT x 0", "bob: COMMIT", "alice: GET x", "alice: PUT x 1", "alice: COMMIT",
      ".why serializable",
    ]
    let (_, said) = lab(lines, on: ForgetfulStore(EngineStore()))
    #expect(!said.contains { $0.hasPrefix("ANOMALY") }, "\(said)")
    #expect(
      said.contains {
        $0.contains("bob had written 0 (4), or it was there from the start")
      }, "\(said)")
  }

  /// More than 64 choices are not tried, and that is said.
  @Test func tooManyChoicesAreNotDecided() {
    var lines = [".sessions alice bob", ".seed z=0"]
    for _ in 0..<2 { lines += ["bob: BEGIN", "bob: PUT x 1", "bob: DELETE x", "bob: COMMIT"] }
    for _ in 0..<2 {
      lines += ["bob: BEGIN", "bob: PUT x 1", "bob: COMMIT"]
      lines += ["bob: BEGIN", "bob: DELETE x", "bob: COMMIT"]
    }
    lines += ["alice: BEGIN", "bob: BEGIN", "bob: GET z"]
    for _ in 0..<4 { lines.append("alice: GET x") }
    lines += [
      "alice: PUT z 1", "bob: PUT x 5", "alice: COMMIT", "bob: COMMIT", ".why serializable",
    ]
    let (_, said) = lab(lines, on: EngineStore())
    #expect(!said.contains { $0.hasPrefix("ANOMALY") }, "\(said)")
    #expect(said.contains("; these are more choices than isolab tries"), "\(said)")
  }

  /// Whatever a store answers, the judge is never handed what cannot be.
  @Test(arguments: [false, true]) func noStoreMakesAContradiction(isMad: Bool) throws {
    var failures = 0
    for seed in 0..<150 as Range<UInt64> {
      let mode = IsolationMode.allCases[Int(seed) % IsolationMode.allCases.count]
      let program = RandomProgram(seed: seed, mode: mode)
      let store = ChaoticStore(seed: seed, isMad: isMad)
      let (lab, _) = lab(program.lines + [".why serializable", ".graph"], on: store)
      let runner = lab.runner
      #expect(throws: Never.self, "seed \(seed)") {
        _ = try Judgements(of: runner.history, initial: runner.initial, runner.place.doubts)
      }
      if let failure = runner.place.failure {
        failures += 1
        #expect(failure.message.hasPrefix("the store contradicts itself"), "\(failure)")
      }
    }
    #expect(failures > 0)
  }
}
