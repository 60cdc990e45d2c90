import Chance
import Language
import Layout
import Sessions
import Telling
import Testing
import Vocabulary

@testable import Runs

/// Sessions that are longer than what they keep.
@Suite struct LongSessionTests {
  /// Each round has six steps; the fourth waits and is then aborted.
  private static let round = [
    "BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT", "bob: ROLLBACK",
  ]

  private func session(of rounds: Int, keeping steps: Int) -> Workspace {
    var workspace = Workspace(isInteractive: true)
    workspace.keptSteps = steps
    for _ in 0..<rounds { workspace.type(Self.round) }
    return workspace
  }

  @Test func theLastStepsAreKept() {
    var workspace = session(of: 50, keeping: 100)
    #expect(workspace.lab.replyCount == 300)
    #expect(workspace.lab.replies.count == 100)
    #expect(workspace.lab.firstStep == 201)
    #expect(workspace.lab.occurrences.keys.min() == 202)
    #expect(workspace.lab.runner.history.count > 300)
    workspace.type(Self.round)
    #expect(workspace.lab.replies.count == 106)
  }

  @Test func aSessionThatForgetsNothingSaysNothing() {
    var workspace = session(of: 33, keeping: 100)
    #expect(workspace.lab.firstStep == 1)
    #expect(!workspace.type(".timeline").contains("The lab keeps"))
    #expect(workspace.type(".why 1").contains("step 1 was alice's BEGIN"))
  }

  @Test func theUserLearnsWhatIsNotKept() {
    var workspace = session(of: 50, keeping: 100)
    let timeline = workspace.type(".timeline").split(separator: "\n")
    #expect(
      timeline.first
        == "; The lab keeps the steps from 201 on; .timeline rw shows all that happened.")
    #expect(
      workspace.type(".why 200")
        == """
        ; step 200 is no longer kept: a long session keeps the steps from 201 on
        ; .timeline rw and .why serializable still show everything that happened
        """)
    #expect(workspace.type(".why 202").contains("ABORTED bob"))
    #expect(workspace.type(".why").contains("ABORTED bob"))
    let notation = workspace.type(".timeline rw")
    #expect(notation.contains("W1(x)") && notation.contains("C99"))
  }

  @Test func whatIsKeptDependsOnTheStepsAlone() {
    let workspace = session(of: 50, keeping: 100)
    var other = workspace
    other.type([".undo 40", ".redo 40"])
    #expect(other.lab.replies == workspace.lab.replies)
    #expect(other.lab.occurrences.keys.sorted() == workspace.lab.occurrences.keys.sorted())
    var first = workspace
    #expect(other.type(".timeline") == first.type(".timeline"))
  }

  /// A change is kept as its text; the statement that comes back means the same.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func changesComeBackFromTheirTexts(seed: UInt64) {
    var (changes, whole): (Changes, [Change]) = ([], [])
    let sessions: [SessionName] = ["alice", "bob", "carol"]
    for line in RandomProgram(seed: seed, mode: nil).lines + Self.unusual {
      guard let statement = try? Statement.parse(line: line), !statement.text.isEmpty else {
        continue
      }
      var change = Change(kind: .enter(statement), current: sessions[whole.count % 3])
      if whole.count % 7 == 6 { change.elapsed = TimeSpan(milliseconds: 5) }
      changes.append(change)
      whole.append(change)
    }
    #expect(changes.count == whole.count)
    for (kept, change) in zip(changes, whole) {
      #expect(isSame(kept, change))
    }
    let half = changes.first(whole.count / 2)
    #expect(half.count == whole.count / 2)
    #expect(zip(half, whole).allSatisfy { isSame($0, $1) })
  }

  /// A column is the only trace of what was before the command.
  private func isSame(_ kept: Change, _ change: Change) -> Bool {
    guard case .enter(let one) = kept.kind, case .enter(let other) = change.kind,
      let alone = try? Statement.parse(line: other.text)
    else { return false }
    return one.text == other.text && one.session == other.session
      && one.promptSession == other.promptSession
      && (one.body == other.body || one.body == alone.body) && kept.current == change.current
      && kept.elapsed == change.elapsed
  }

  private static let unusual = [
    ".seed x=1 \"a b\"=2", ".rule pos: value(x) >= 0", "3 alice*> bob: GET x ;",
    "7 bob> PUT x \"a\\u{e9}\\n\"", "  GET \"a:b\"", "bob: SCAN \"a\"* = 3 AS n", ".mode ssi",
    ".reset", ".autocommit on", ".timeout idle 5s", ".advance 3s", ".cancel bob", ".retry",
    ".conflicts first-committer", ".autovacuum 3", ".sessions carol dave", "get x for update as n",
    "carol: if count(* = on) >= 2 then put x -1", "COUNT = \"none\"", "DELETE *",
    "UPDATE a..b = 3 SET $value + 1", "BEGIN ssi READ ONLY DEFERRABLE",
  ]

  @Test func aProgramGetsNoLines() {
    var workspace = Workspace(isInteractive: false)
    for line in ["BEGIN", "GET x", "PUT x 1", "COMMIT"] {
      guard case .success(let statement)? = workspace.lab.read(line) else { continue }
      var copy = workspace
      let whole = copy.enter(statement)
      let entry = workspace.enter(statement, for: .program)
      #expect(entry.lines.isEmpty && !whole.lines.isEmpty)
      #expect(entry.objects == whole.objects)
    }
  }
}
