import Language
import Layout
import Sessions
import Telling
import Testing
import Vocabulary

@testable import Runs

/// A cycle of versions whose values fit a serial order, in every form in which it is told.
@Suite struct ByVersionsTests {
  /// Alice writes the 0 that was there: bob sees the same in the order alice, bob.
  private static let lines = [
    ".seed x=0", "BEGIN", "bob: BEGIN", "bob: GET x", "PUT x 0", "PUT y 1", "COMMIT", "bob: GET y",
  ]

  private func workspace(_ mode: IsolationMode, _ lines: [String]) -> Workspace {
    var workspace = Workspace(mode: mode, isInteractive: true)
    workspace.type([".sessions carol"] + lines)
    return workspace
  }

  @Test func theLineSaysSo() {
    var workspace = workspace(.readCommitted, Self.lines)
    #expect(
      workspace.type("bob: COMMIT").hasSuffix(
        "ANOMALY read-skew T1 T2, by versions ; the values happen to fit the order alice, bob "
          + "(.why, .graph)"))
    #expect(
      workspace.type(".why").contains(
        """
        ;   so     alice before bob before alice, by versions.
        ;          But the values fit the order alice, bob.
        """))
    #expect(workspace.type(".graph").hasSuffix("; * these close a cycle: no order of versions"))
    let whole = workspace.type(".why serializable")
    #expect(whole.hasPrefix("; ANOMALY read-skew T1 T2, by versions ; G-single"), "\(whole)")
    #expect(whole.contains(";   the values happen to fit the order alice T1, bob T2\n"), "\(whole)")
  }

  /// The rule is broken in that order too.
  @Test func aRuleIsBrokenByTheProgram() {
    var workspace = workspace(
      .readCommitted,
      [".rule small: value(y) < 2"] + Self.lines + ["bob: PUT y 2", "bob: COMMIT"])
    let why = workspace.type(".why")
    #expect(
      why.contains("yet serializable: the order alice T1, bob T2 gives the same result,"), "\(why)")
  }

  @Test func aNeededAbort() {
    var workspace = workspace(
      .snapshot,
      [".seed x=0", "BEGIN", "bob: BEGIN", "bob: GET x", "PUT x 0", "COMMIT", "bob: PUT x 5"])
    let why = workspace.type(".why")
    #expect(
      why.contains(
        "needed yes, a cycle, by versions: the values happen to fit the order alice, bob."),
      "\(why)")
  }

  /// With carol's blind write behind it the order alice, bob, carol fits; before, none does.
  @Test func aTrialIsOfItsMoment() {
    var workspace = workspace(
      .readCommitted,
      [
        ".seed x=0", "BEGIN", "bob: BEGIN", "carol: BEGIN", "GET x", "bob: PUT x 2", "bob: COMMIT",
        "PUT x 1",
      ])
    #expect(
      workspace.type("COMMIT").hasSuffix(
        "ANOMALY cycle T1 T2 ; no serial order of T1 and T2 gives this (.why, .graph)"))
    workspace.type(["carol: PUT x 3", "carol: COMMIT"])
    #expect(workspace.type(".why serializable").hasPrefix("; ANOMALY cycle T1 T2, by versions ;"))
    #expect(workspace.type(".why 8").hasPrefix("; ANOMALY cycle T1 T2, certain since"))
  }

  @Test func programsAreTold() {
    var lab = Lab(mode: .readCommitted, manner: .interactive)
    var last = ""
    for line in Self.lines + ["bob: COMMIT"] {
      guard case .success(let statement)? = lab.read(line) else { continue }
      last = lab.enter(statement).json?.text ?? ""
    }
    #expect(
      last.contains(
        #""anomalies":[{"name":"read-skew","adya":"G-single","transactions":[1,2],"#
          + #""byVersions":true,"order":[1,2]}]"#),
      "\(last)")
  }

  /// The word is compared where it is recorded, and `--update` adds it only where there is nothing.
  @Test(arguments: [
    ("ANOMALY read-skew T1 T2, by versions", "0", nil),
    ("ANOMALY read-skew T1 T2", "0", nil),
    ("?", "0", "ANOMALY read-skew T1 T2, by versions"),
    ("ANOMALY read-skew T1 T2, by versions", "7", "ANOMALY read-skew T1 T2"),
    ("ANOMALY read-skew T1 T2", "7", nil),
    ("ANOMALY write-skew T1 T2", "0", "ANOMALY read-skew T1 T2, by versions"),
  ])
  func lessonsMayRecordIt(recorded: String, value: String, updated: String?) throws {
    func text(_ answer: String) -> String {
      let lines = Self.lines.map { $0.hasPrefix("PUT x") ? "PUT x \(value)" : $0 }
      let typed = lines.map { $0.contains(":") || $0.hasPrefix(".") ? $0 : "alice: \($0)" }
      let answers = answer == "?" ? "  ?" : "  ok\n  \(answer)"
      return ([".mode rc"] + typed + ["bob: COMMIT", answers]).joined(separator: "\n") + "\n"
    }
    let source = try Scenario.Source(bytes: Array(text(recorded).utf8), file: "a.isolab")
    let scenario = try Scenario(source)
    let test = LessonTest(scenario, mode: .readCommitted)
    #expect(test.passes == (updated == nil), "\(test.mismatches)")
    let edits = LessonUpdate.edits(for: scenario, of: source, [test])
    let rewritten = String(decoding: source.rewriting(edits), as: UTF8.self)
    #expect(rewritten == text(updated ?? recorded))
  }
}
