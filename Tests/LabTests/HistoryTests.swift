import Chance
import Checking
import Foundation
import Language
import Layout
import Pages
import Runs
import Sessions
import Testing
import Vocabulary

@testable import Telling

/// Histories of random programs: as files, and before the judge.
@Suite struct HistoryTests {
  private static let seeds: Range<UInt64> = {
    let count = ProcessInfo.processInfo.environment["ISOLAB_PROGRAMS"].flatMap { UInt64($0) } ?? 30
    return 1..<count + 1
  }()

  private static let modes: [IsolationMode?] = IsolationMode.allCases.map { $0 } + [nil]

  @Test(arguments: modes) func aFileHoldsTheWholeHistory(mode: IsolationMode?) throws {
    for seed in Self.seeds {
      let runner = Bench(playing: RandomProgram(seed: seed, mode: mode)).runner
      let lines = Narrator(runner).history
      let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
      let text = try HistoryText(bytes: bytes)
      #expect(text.events == runner.history.map(\.withoutConflicts), "seed \(seed)")
      #expect(text.initial == runner.initial)
      #expect(text.lines == Array(2..<2 + text.events.count))
      #expect(text.names.count <= runner.records.count)
      #expect(throws: Never.self, "seed \(seed)") { try HistoryCheck(text) }
    }
  }

  /// isolab's own lines are read without a detour, and both ways of reading agree on all lines.
  @Test(arguments: modes) func bothWaysOfReadingAgree(mode: IsolationMode?) throws {
    for seed in Self.seeds {
      var dice = Dice(seed: seed)
      let runner = Bench(playing: RandomProgram(seed: seed, mode: mode)).runner
      for line in Narrator(runner).history.dropFirst() {
        #expect(shape(line) == form(line), "seed \(seed): \(line)")
        #expect(shape(line) != nil, "seed \(seed): \(line)")
        let spaced = line.replacing(",", with: " , ").replacing(":", with: ": ")
        #expect(shape(spaced) == form(spaced), "seed \(seed): \(spaced)")
        let damaged = damaged(line, &dice)
        guard let event = shape(damaged) else { continue }
        #expect(event == form(damaged), "seed \(seed): \(damaged)")
      }
    }
  }

  private func shape(_ line: String) -> [String]? {
    var shape = HistoryShape(JSONReader(Array(line.utf8), in: 0..<line.utf8.count))
    return shape.event().map { ["\($0)", shape.session ?? ""] }
  }

  private func form(_ line: String) -> [String]? {
    let line = try? HistoryLine(JSONReader(Array(line.utf8), in: 0..<line.utf8.count))
    return (try? line?.event()).map { ["\($0)", line?.session ?? ""] }
  }

  /// The line with a few pieces that are removed, doubled, or put in.
  private func damaged(_ line: String, _ dice: inout Dice) -> String {
    var line = Array(line.unicodeScalars)
    for _ in 0...dice.below(2) {
      let start = dice.below(line.count)
      let end = start + dice.below(min(12, line.count - start) + 1)
      let pieces: [String] = ["", "0", "9", "-", "\"", ",", "null", ".0", "é", "\\u00e9", "}", "{"]
      line.replaceSubrange(
        start..<(dice.chance(1, in: 2) ? start : end),
        with: dice.chance(1, in: 4)
          ? Array(line[start..<end]) : Array(dice.pick(pieces).unicodeScalars))
    }
    return String(String.UnicodeScalarView(line))
  }

  /// What each mode promises, judged by someone who knows nothing of how it is kept.
  @Test(arguments: IsolationMode.allCases) func modesKeepTheirPromises(mode: IsolationMode) throws {
    for seed in Self.seeds {
      let runner = Bench(playing: RandomProgram(seed: seed, mode: mode)).runner
      let violation = try Judgement(of: runner.history, initial: runner.initial)
        .violation(of: mode.promise)
      #expect(violation == nil, "seed \(seed): \(violation.map(Proof.answer) ?? "")")
    }
  }

  @Test(arguments: [
    ("", 1, "the file is empty"),
    ("{}", 1, "the file does not begin like an isolab history"),
    ("{\"isolab-history\":2}", 1, "this isolab cannot read histories of version 2"),
    ("{\"isolab-history\":1}\n\nnonsense", 3, "this line is not an event of a history"),
    ("{\"isolab-history\":1}\n{\"read\":1,\"step\":3}", 2, "the field \"version\" is missing"),
    (
      "{\"isolab-history\":1}\n{\"commit\":1,\"step\":\"x\",\"state\":1}", 2,
      "the field \"step\" is of the wrong type"
    ),
    ("{\"isolab-history\":1}\n[1]", 2, "this line is not an event of a history"),
    (
      "{\"isolab-history\":1,\"initial\":[[\"x\"]]}", 1,
      "the field \"initial\" holds something other than a key and a value"
    ),
    ("{\"isolab-history\":1}\n{\"step\":3}", 2, "no field names the kind of event"),
    ("{\"isolab-history\":1}\n{\"begin\":1,\"mode\":\"strict\"}", 2, "there is no mode strict"),
    (
      "{\"isolab-history\":1}\n{\"begin\":1,\"mode\":\"si\"}", 2,
      "the field \"readOnly\" is missing"
    ),
    (
      "{\"isolab-history\":1}\n{\"abort\":1,\"step\":3,\"reason\":\"mood\"}", 2,
      "there is no kind of abort mood"
    ),
    (
      "{\"isolab-history\":1}\n{\"scan\":1,\"step\":3,\"rows\":[{\"key\":\"x\"}]}", 2,
      "the field \"rows[0].version\" is missing"
    ),
    (
      "{\"isolab-history\":1}\n{\"read\":1,\"step\":3,\"key\":\"x\",\"version\":{\"by\":1}}", 2,
      "the field \"version\" has neither \"by\" and \"number\" nor \"absent\""
    ),
    (
      "{\"isolab-history\":1}\n{\"read\":1,\"write\":1,\"step\":3}", 2,
      "the line has two kinds, read and write"
    ),
    (
      "{\"isolab-history\":1,\"begin\":1}", 1,
      "the line has two kinds, isolab-history and begin"
    ),
    (
      "{\"isolab-history\":1}\n{\"isolab-history\":1}", 2,
      "a history has only one first line, and this is a second one"
    ),
    (
      "{\"isolab-history\":1,\"initial\":[[\"x\",\"1\"],[\"y\",\"1\"],[\"x\",\"1\"]]}", 1,
      "the field \"initial\" has the key x twice"
    ),
    (
      "{\"isolab-history\":1}\n{\"write\":1,\"step\":3,\"key\":\"x\",\"number\":1}", 2,
      "the field \"value\" is missing; null means a deletion"
    ),
    (
      "{\"isolab-history\":1}\n{\"commit\":1,\"step\":-3,\"state\":1}", 2,
      "the field \"step\" is -3; it must be from 1 to 4294967295"
    ),
    (
      "{\"isolab-history\":1}\n{\"commit\":1,\"step\":4294967296,\"state\":1}", 2,
      "the field \"step\" is 4294967296; it must be from 1 to 4294967295"
    ),
    (
      "{\"isolab-history\":1}\n{\"commit\":1,\"step\":99999999999999999999,\"state\":1}", 2,
      "a number in this line has too many digits"
    ),
    (
      "{\"isolab-history\":1}\n{\"commit\":-1,\"step\":3,\"state\":1}", 2,
      "the field \"commit\" is -1; it must be from 1 to 2147483647"
    ),
    (
      "{\"isolab-history\":1}\n{\"wait\":1,\"step\":3,\"on\":[2,0]}", 2,
      "the field \"on[1]\" is 0; it must be from 1 to 2147483647"
    ),
    (
      "{\"isolab-history\":1}\n"
        + "{\"read\":1,\"step\":3,\"key\":\"x\",\"version\":{\"by\":-1,\"number\":1}}", 2,
      "the field \"version.by\" is -1; it must be from 0 to 2147483647"
    ),
  ])
  func aDamagedFileIsRefusedWithItsLine(text: String, line: Int, message: String) {
    let fault = HistoryText.Fault(line: line, message: message)
    #expect(throws: fault) { try HistoryText(bytes: Array(text.utf8)) }
  }

  @Test func anEventThatCannotHaveHappenedIsNamed() throws {
    let lines = [
      "{\"isolab-history\":1}",
      "{\"begin\":1,\"mode\":\"snapshot\",\"readOnly\":false,\"snapshot\":0}",
      "{\"read\":1,\"step\":2,\"key\":\"x\",\"version\":{\"by\":7,\"number\":1}}",
    ]
    let text = try HistoryText(bytes: Array(lines.joined(separator: "\n").utf8))
    let fault = HistoryText.Fault(
      line: 3, message: "no transaction has written write 1 of x by T7")
    #expect(throws: fault) { try HistoryCheck(text) }
  }

  /// What can be wrong with an event after those before it, as the file tells it.
  @Test(arguments: [
    (#"{"read":2,"step":3,"key":"x","version":{"absent":0}}"#, "x in state 0 was not absent"),
    (
      #"{"read":2,"step":3,"key":"y","version":{"by":0,"number":1}}"#,
      "y is not in the field \"initial\""
    ),
    (
      #"{"scan":2,"step":3,"low":"","high":null,"own":[],"rows":[],"absent":[],"asOf":0}"#,
      "x was in the range but is left out"
    ),
    (
      #"{"write":1,"step":3,"key":"x","number":1,"value":null}"#, "T1 is READ ONLY and cannot write"
    ),
    (#"{"wait":2,"step":3,"on":[2]}"#, "T2 cannot wait for itself"),
    (#"{"commit":2,"step":1,"state":1}"#, "T2 goes back from step 2 to step 1"),
  ])
  func eachContradictionIsTold(event: String, message: String) throws {
    let lines = [
      #"{"isolab-history":1,"initial":[["x","1"]]}"#,
      #"{"begin":1,"session":"alice","mode":"snapshot","readOnly":true,"snapshot":0}"#,
      #"{"begin":2,"session":"bob","mode":"snapshot","readOnly":false,"snapshot":0}"#,
      #"{"read":2,"step":2,"key":"x","version":{"by":0,"number":1}}"#, event,
    ]
    let text = try HistoryText(bytes: Array(lines.joined(separator: "\n").utf8))
    #expect(throws: HistoryText.Fault(line: 5, message: message)) { try HistoryCheck(text) }
  }

  /// Who read two keys of a transaction that rolled back is named once, with both reads.
  @Test func severalDirtyReadsOfAPairAreOneLine() throws {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      "BEGIN ru", "bob: BEGIN ru", "bob: PUT x 1", "bob: PUT y 1", "GET x", "GET y",
      "bob: ROLLBACK", "COMMIT",
    ])
    let lines = workspace.type(".why serializable").split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("; ANOMALY aborted-read T2 T1") } == 1)
    #expect(lines.count { $0.hasSuffix("bob rolled back") } == 2)
  }

  @Test func whatNeverCommittedIsNoAnomaly() {
    var workspace = Workspace(isInteractive: true)
    workspace.type("BEGIN")
    #expect(
      workspace.type(".why serializable").hasPrefix("; no anomaly: nothing has committed\n"))
  }

  @Test func aDeletionIsWrittenAsOne() {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      ".seed x=1 y=1", "BEGIN rc", "bob: BEGIN rc", "GET x", "bob: DELETE x", "bob: DELETE y",
      "bob: COMMIT", "PUT y 1", "COMMIT",
    ])
    let proof = workspace.type(".why serializable")
    #expect(proof.contains("bob deleted y (5),"), "\(proof)")
  }

  @Test func twoDoctorsAreNamedAndProved() throws {
    var workspace = Workspace(isInteractive: true)
    workspace.type([
      ".seed a=on b=on", "BEGIN", "bob: BEGIN", "GET b", "bob: COUNT = on", "PUT a off",
      "bob: PUT b off", "COMMIT", "bob: COMMIT",
    ])
    let lines = try #require(workspace.lab.export(as: .json)).map { $0 + "\n" }
    let check = try HistoryCheck(HistoryText(bytes: Array(lines.joined().utf8)))
    #expect(
      check.answers.map(\.text) == [
        "ANOMALY write-skew T1 T2 ; G2-item, write skew: Each of two transactions reads "
          + "a key that the other changes, and the two keys differ.",
        ";   alice read b=on (3),  bob changed it (6):    alice before bob",
        ";   bob read a=on (4),    alice changed it (5):  bob before alice",
        "; keeps the promise of read-uncommitted, read-committed, snapshot; breaks that of "
          + Promise.pl3.modes.map(\.name).joined(separator: ", "),
      ])
    #expect(check.isLegal(in: .snapshot) && !check.isLegal(in: .serializableSnapshot))
  }
}

extension Event {
  /// As a file tells it.
  fileprivate var withoutConflicts: Event {
    guard case .abort(let id, let step, let reason?) = self else { return self }
    return .abort(
      id, step: step, reason: Abort(of: id, step: step, kind: reason.kind, conflicts: []))
  }
}
