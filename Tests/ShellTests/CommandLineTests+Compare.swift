import Foundation
import Language
import Layout
import Testing

extension CommandLineTests {
  /// `isolab compare`.
  @Suite struct Compare {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.write(
        """
        # Two doctors
        ```isolab
        .seed a=on b=on
        .rule on-call: count(* = on) >= 1
        alice: BEGIN
        bob: BEGIN
        alice: IF count(*) >= 2 THEN PUT a off
        bob: IF count(*) >= 2 THEN PUT b off
        alice: COMMIT
        bob: COMMIT
        ```

        """, to: "doctors.md")
    }

    private static let table = """
      doctors.md: first difference at step 6
      step  snapshot                              write-snapshot
         1  alice: BEGIN   all: ok
         2  bob: BEGIN     all: ok
         3  alice: IF count(*) >= 2 THEN PUT a off  all: ok
         4  bob: IF count(*) >= 2 THEN PUT b off  all: ok
         5  alice: COMMIT  all: ok
      >  6  bob: COMMIT
            ok                                    ABORTED overwritten-read, needed
            ANOMALY write-skew T1 T2
            RULE on-call broken
            cost
            0 waits, 0 aborts                     0 waits, 1 abort
            harm
            write-skew                            none
            rule on-call broken

      """

    @Test(arguments: [
      ["--mode", "si,wsi"], ["--mode", "si", "--mode", "write-snapshot"], ["--mode", "wsi"],
      ["--mode", "si,wsi", "--ascii"],
    ]) func aTable(options: [String]) throws {
      let compare = try isolab(["compare", "doctors.md"] + options, in: scratch)
      #expect(compare.output == Self.table)
      #expect(compare.errors == "")
      #expect(compare.status == .code(0))
    }

    @Test func aLessonOfOneModeIsComparedWithOthers() throws {
      try scratch.write(".modes sgt\nBEGIN\n", to: "one.isolab")
      let remark = "The lesson names one mode, serialization-graph. The others are shown"
      #expect(try isolab(["compare", "one.isolab"], in: scratch).output.contains("\n\(remark)"))
      for other in [["one.isolab", "--mode", "sgt,si"], ["doctors.md"]] {
        #expect(try !isolab(["compare"] + other, in: scratch).output.contains("The lesson names"))
      }
    }

    @Test func coloursRepeatWhatTheWordsSay() throws {
      let compare = try isolab(
        ["compare", "doctors.md", "--mode", "si,wsi", "--color", "always"], in: scratch)
      #expect(
        compare.output.contains(
          "\u{1B}[1;38;5;231;48;5;160mABORTED overwritten-read, needed\u{1B}[0m\n"))
      #expect(compare.output.replacing(/\u{1B}\[[0-9;]*m/, with: "") == Self.table)
    }

    @Test func sentences() throws {
      let compare = try isolab(["compare", "doctors.md", "--plain"], in: scratch).output
      #expect(compare.hasPrefix("doctors.md: first difference at step 6.\nStep 1, alice: BEGIN. "))
      #expect(
        compare.hasSuffix("\nIn write-snapshot and serializable-snapshot: none.\n"))
    }

    @Test func oneObjectForPrograms() throws {
      let compare = try isolab(
        ["compare", "doctors.md", "--mode", "si,wsi", "--json"], in: scratch)
      let object = try JSONSerialization.jsonObject(with: Data(compare.output.utf8))
      let part = try #require(
        ((object as? [String: Any])?["parts"] as? [[String: Any]])?.first)
      #expect(part["firstDifference"] as? Int == 6)
      #expect((part["steps"] as? [Any])?.count == 6)
      #expect(
        compare.output.hasPrefix(
          "{\"isolab\":1,\"file\":\"doctors.md\",\"modes\":[\"snapshot\",\"write-snapshot\"],"))
      #expect(
        compare.output.contains(
          """
          {"session":"bob","command":"COMMIT","differs":true,"answers":[\
          {"mode":"snapshot","step":6,"lines":["ok","ANOMALY write-skew T1 T2","RULE on-call broken"]},\
          {"mode":"write-snapshot","step":6,"lines":["ABORTED overwritten-read, needed"]}]}
          """))
      #expect(
        compare.output.hasSuffix(
          """
          "results":[{"mode":"snapshot","conflicts":"first-updater","waits":0,"aborts":[],\
          "needless":0,"anomalies":[{"name":"write-skew","adya":"G2-item","transactions":[1,2]}],\
          "brokenRules":["on-call"]},{"mode":"write-snapshot","conflicts":null,"waits":0,\
          "aborts":[{"step":6,"session":"bob","transaction":2,"kind":"overwritten-read",\
          "needed":true,"verdict":"needed"}],"needless":0,"anomalies":[],"brokenRules":[]}]}]}

          """))
    }

    @Test func aBuiltInLessonHasItsModesAndItsParts() throws {
      let compare = try isolab(["compare", "needless-abort"]).output
      #expect(compare.hasPrefix("needless-abort, part 1: first difference at step 4\n"))
      #expect(compare.contains("\n\nneedless-abort, part 2: first difference at step 4\n"))
      #expect(compare.contains("\n  2pl two-phase-locking\n"))
      #expect(compare.split(separator: "\n").allSatisfy { displayWidth(of: String($0)) <= 80 })
    }

    @Test func standardInputIsAScenarioToo() throws {
      let compare = try isolab(["compare", "-"], input: "BEGIN\nPUT x 1\n")
      #expect(compare.output.hasPrefix("-: no difference: "))
    }

    @Test func errorsNameTheirPlace() throws {
      try scratch.write("BEGIN\nPUTT x\n", to: "syntax.isolab")
      let syntax = try isolab(["compare", "syntax.isolab"], in: scratch)
      #expect(syntax.status == .code(2))
      #expect(syntax.output == "")
      #expect(syntax.errors.hasPrefix("syntax.isolab:2:1: error: there is no word PUTT\n"))
      let text = "BEGIN\nbob: BEGIN\nPUT x 1\nCOMMIT\nbob: PUT y value(x) + 1\n"
      try scratch.write(text, to: "late.isolab")
      let late = try isolab(["compare", "late.isolab"], in: scratch)
      #expect(late.status == .code(1))
      #expect(late.output == "")
      #expect(late.errors.hasPrefix("late.isolab:5:6: error: "))
      #expect(late.errors.hasSuffix("\nmode: snapshot\n"))
      let whole = try isolab(["compare", "late.isolab", "--keep-going"], in: scratch)
      #expect(whole.status == .code(1))
      #expect(whole.output.contains("\n      [rc]          ok\n      [si,wsi,ssi]  error arith"))
      let gone = try isolab(["compare", "gone.md"], in: scratch)
      #expect(gone.status == .code(2))
      #expect(gone.errors == "isolab: cannot read gone.md: no such file or lesson\n")
    }

    @Test func aRecordedErrorIsAnAnswer() throws {
      try scratch.write("GET x\n  error no-transaction\n", to: "known.isolab")
      let compare = try isolab(["compare", "known.isolab"], in: scratch)
      #expect(compare.status == .code(0))
      #expect(compare.output.contains("\n   1  alice: GET x  all: error no-transaction\n"))
    }

    @Test func onlyTheModeDiffers() throws {
      try scratch.write("BEGIN\nbob: BEGIN\nPUT x 1\nbob: PUT x 2\n", to: "w.isolab")
      let arguments = ["compare", "w.isolab", "--mode", "si,ssi"]
      let usual = try isolab(arguments, in: scratch).output
      #expect(usual.hasPrefix("w.isolab: first difference at step 4\ntwo writers of a key: "))
      let alike = try isolab(arguments + ["--conflicts", "first-updater"], in: scratch).output
      #expect(alike.hasPrefix("w.isolab: no difference: "))
    }
  }
}
