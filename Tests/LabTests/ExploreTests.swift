import Engine
import Exploring
import Language
import Runs
import Sessions
import Synchronization
import Telling
import Testing
import Vocabulary

/// Lessons in every order.
@Suite struct ExploreTests {
  /// Merging beside every order by itself, on all lessons that are small enough for that.
  @Test(arguments: Lesson.names) func everyLessonComesToTheSame(name: String) throws {
    let scenario = try Scenario.read(bytes: #require(Lesson.text(named: name)), file: name)
    for part in Explorable.parts(of: scenario, named: name) {
      for mode in IsolationMode.allCases {
        let program = part.program(in: mode)
        guard program.orders.count ?? .max <= 500 else { continue }
        let merged = Exploration().tally(of: program)
        var single = Exploration()
        single.merges = false
        let tally = single.tally(of: program)
        #expect(merged.counts == tally.counts, "\(part.name) in \(mode)")
        #expect(merged.clean == tally.clean && merged.possible == tally.possible)
        #expect(merged.outcomes == tally.outcomes && merged.witnesses == tally.witnesses)
        #expect(merged.cleanWitness == tally.cleanWitness)
        #expect((merged.cleanWitness == nil) == (merged.clean == 0))
      }
    }
  }

  @Test func aWitnessIsReplayedAndKept() throws {
    let scenario = try Scenario.read(
      bytes: #require(Lesson.text(named: "write-skew")), file: "write-skew")
    let part = try #require(Explorable.parts(of: scenario, named: "write-skew").first)
    let tally = Exploration().tally(of: part.program(in: .snapshot))
    let order = try #require(tally.witnesses[.anomaly(slug: "write-skew")])
    let run = Run(try #require(part.replay(of: order, in: .snapshot)), keepGoing: true)
    #expect(run.lines.contains { $0.answers.contains { $0.hasPrefix("ANOMALY write-skew") } })
    let text = try #require(try part.lesson(of: order, in: .snapshot, titled: "Kept"))
    let kept = try Scenario.read(bytes: Array(text.utf8), file: "kept.md")
    #expect(LessonTest(kept, mode: .snapshot).passes)
    #expect(text.contains("ANOMALY write-skew T1 T2"))
  }

  /// What a replay refuses, or takes back, is no step of any order, and is named.
  @Test func whatHasNoPlaceInOtherOrdersIsLeftOut() throws {
    let text = """
      alice: BEGIN
      carol: BEGIN
        error unknown-session
      alice: GET x
      .undo
      .seed x=7
        error in-transaction
      alice: COMMIT
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "odd.isolab")
    let part = try #require(Explorable.parts(of: scenario, named: "odd").first)
    #expect(part.leftOut == ["carol: BEGIN", ".undo", ".seed x=7"])
    let program = part.program(in: .snapshot)
    #expect(program.count == 3 && program.lanes.count == 1)
    #expect(program.start.database.committedRows(in: .all).isEmpty)
  }

  /// One row, for no other mode ran.
  @Test func namedModesHaveOneRow() {
    var workspace = Workspace(isInteractive: true)
    workspace.type(["BEGIN ssi", "bob: BEGIN rc", "PUT x 1", "COMMIT", "bob: COMMIT"])
    #expect(
      workspace.type(".explore") == """
        ; what was typed: 2 sessions, 5 steps, 10 orders, all possible
        ; every BEGIN names its own mode, so no other mode ran: read-committed,
        ;   serializable-snapshot
        ; mode               outcomes  clean
        ; as named in BEGIN  1         10
        ; outcomes: how many different answers and data the orders lead to
        ; clean: no anomaly, broken rule, abort, wait, or error
        ; .save FILE, then isolab explore FILE --show KIND replays the shortest order of a kind
        """)
    #expect(
      workspace.type(".compare").hasPrefix("; the same 5 steps: every BEGIN here names its own"))
  }

  /// A file that was played with a line that is refused is another program without it.
  @Test func whatWasPlayedMustBeWithoutErrors() throws {
    let text = ".seed x=1\nBEGIN\nCOMMIT\n.seed x=2\nBEGIN\nCOMMIT\n"
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "two.isolab")
    let open = try #require(try Statement.parse(line: ".open two.isolab"))
    var workspace = Workspace(isInteractive: true)
    _ = workspace.open(scenario, as: "two.isolab", for: open)
    let refusal = "error unavailable ; two.isolab:4: .seed comes before the first BEGIN; "
    for word in [".explore", ".compare si ssi"] { #expect(workspace.type(word).hasPrefix(refusal)) }
    workspace.type(".rerun ssi")
    #expect(workspace.type(".explore si").hasPrefix(refusal))
    workspace.type([".reset", "BEGIN"])
    #expect(workspace.type(".explore si").hasPrefix("; what was typed: 1 session, 1 step"))
  }

  /// What was counted before Ctrl-C is told.
  @Test func whatIsKnownIsToldWhenItIsBrokenOff() {
    var workspace = Workspace(isInteractive: true)
    workspace.type(["BEGIN", "PUT x 1", "bob: BEGIN", "bob: GET x"])
    let asked = Mutex(0)
    workspace.isCancelled = {
      asked.withLock { count in
        count += 1
        return count > 12
      }
    }
    let answer = workspace.type(".explore rc si")
    #expect(answer.contains("\n; snapshot: interrupted before its orders were counted\n"))
    #expect(answer.contains("\n; read-committed  ") && !answer.contains("\n; snapshot  "))
    #expect(answer.hasSuffix("\n; interrupted"))
    workspace.isCancelled = { true }
    #expect(workspace.type(".explore rc si").hasPrefix("error cancelled"))
  }

  /// Beyond the memory that it may take a sample is drawn.
  @Test func memoryIsBounded() {
    var workspace = Workspace(isInteractive: true)
    workspace.type(["BEGIN", "PUT x 1", "bob: BEGIN", "bob: GET x", "bob: COMMIT", "COMMIT"])
    workspace.exploration.memory = 2 << 10
    workspace.exploration.limit = 100
    let answer = workspace.type(".explore si")
    #expect(
      answer.contains(
        """
        ; snapshot: the states need more than 2 KiB, so this is a sample of 100
        ;   orders, drawn with seed 1; percentages are shares of the sample
        """))
  }

  @Test func whatWasTypedIsExplored() {
    var workspace = Workspace(isInteractive: true)
    #expect(workspace.type(".explore").hasPrefix("error unavailable"))
    workspace.type([
      ".seed x=1 y=1", "BEGIN", "bob: BEGIN", "GET x", "bob: GET y", "PUT y 0", "bob: PUT x 0",
    ])
    let before = workspace.lab.prompt
    #expect(
      workspace.type(".explore snapshot ssi") == """
        ; what was typed: 2 sessions, 6 steps, 20 orders, all possible
        ; mode                   outcomes  clean
        ; snapshot               1         20
        ; serializable-snapshot  1         20
        ; outcomes: how many different answers and data the orders lead to
        ; clean: no anomaly, broken rule, abort, wait, or error
        ; .save FILE, then isolab explore FILE --show KIND replays the shortest order of a kind
        """)
    #expect(workspace.lab.prompt == before)
    workspace.type(["COMMIT", "bob: COMMIT"])
    #expect(workspace.type(".explore si").contains("write-skew"))
  }
}
