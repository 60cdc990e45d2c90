import Language
import Layout
import Testing

extension InteractiveShellTests {
  /// How things look, on terminals of all kinds and to those who listen.
  @Suite struct Looks {
    @Test(arguments: [
      ([:], [], true),
      (["NO_COLOR": "1"], [], false),
      (["NO_COLOR": ""], [], true),
      ([:], ["--color", "never"], false),
      (["TERM": "dumb"], [], false),
      (["TERM": "dumb"], ["--color", "always"], true),
      (["NO_COLOR": "1"], ["--color", "always"], true),
      (["CLICOLOR_FORCE": "1", "TERM": "dumb"], [], true),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], [], false),
      ([:], ["--plain"], false),
    ])
    func coloursStandWhereTheyAreWanted(
      environment: [String: String], options: [String], isColoured: Bool
    ) throws {
      let shell = try TerminalShell(options, environment: environment)
      try shell.enter(["BEGIN", "PUT x 1", "bob: BEGIN", "bob: PUT x 2", "PUTT", "COMMIT"])
      let colours = String(decoding: shell.terminal.raw, as: UTF8.self).matches(
        of: /\u{1B}\[[0-9;]*m/)
      #expect(colours.isEmpty != isColoured)
      for word in isColoured ? ["WAITS alice", "error syntax", "ok"] : [] {
        let painted = String(decoding: shell.terminal.raw, as: UTF8.self)
        #expect(painted.contains("m\(word)\u{1B}[0m"))
      }
    }

    @Test func aDumbTerminalIsSentNoEscapes() throws {
      let shell = try TerminalShell(environment: ["TERM": "dumb"], columns: 80)
      try shell.enter([".lesson write-skew", ".timeline", ".versions", "help", "\u{3}"])
      #expect(!shell.terminal.raw.contains(0x1B))
    }

    /// Beside what is the user's own.
    @Test(arguments: [["LC_ALL": "C"], ["TERM": "dumb"], ["LANG": "", "LC_CTYPE": "POSIX"]])
    func asciiIsDrawnWhereNothingElseCanBe(environment: [String: String]) throws {
      let shell = try TerminalShell(environment: environment)
      let long = String(repeating: "é", count: 70)
      try shell.enter(["BEGIN", "PUT x \(long)", "bob: BEGIN", "COMMIT"])
      #expect(try shell.enter("bob: GET x") == "  (none)")
      try shell.enter(["BEGIN", ".mode rc"])
      #expect(try shell.enter("GET x") == "  x=\(long.prefix(60))...(+20 bytes)")
      for line in [
        ".timeline", ".versions *", ".branches", ".why", ".compare", ".rerun ssi", ".lesson",
      ] {
        let answer = try shell.enter(line).replacing("é", with: "")
        #expect(answer.isASCII, "\(line)")
      }
    }

    @Test func drawingCanBeChosen() throws {
      let shell = try TerminalShell()
      try shell.enter(["BEGIN", "COMMIT"])
      let boxes = try shell.enter(".timeline")
      #expect(boxes.contains("┌ BEGIN") && boxes.contains("└ COMMIT"))
      try shell.enter(".ascii on")
      let ascii = try shell.enter(".timeline")
      #expect(ascii.contains("+ BEGIN") && ascii.isASCII)
      try shell.enter([".undo", ".redo", ".reset", "BEGIN"])
      #expect(try shell.enter(".timeline").isASCII)
      try shell.enter(".ascii off")
      #expect(try shell.enter(".timeline").contains("┌ BEGIN"))
    }

    @Test func aLongValueIsCutOnATerminalAndWholeInAPipe() throws {
      let value = String(repeating: "a", count: 10) + String(repeating: "日", count: 2000)
      let lines = [".seed x=\(value)", "BEGIN", "GET x", ".versions", "PUT y \(value)"]
      let shell = try TerminalShell()
      let home = try Scratch()
      let file = try home.write(lines.joined(separator: "\n"), to: "long.isolab")
      let answer = try shell.enter(".open \(file)")
      let cut = String(repeating: "a", count: 10) + String(repeating: "日", count: 25)
      #expect(answer.contains("\n  ;   x=\(cut)…(+5,925 bytes)\n"))
      #expect(try shell.enter("GET x") == "  x=\(cut)…(+5,925 bytes)")
      for line in [".versions", ".timeline", ".undo", ".branches"] {
        #expect(!(try shell.enter(line).contains(cut + "日")), "\(line)")
      }
      let piped = try isolab([], input: lines.joined(separator: "\n")).output
      #expect(piped.ranges(of: value).count > 4)
      #expect(!piped.contains("bytes"))
    }

    @Test func wideLettersDoNotBreakTheColumns() throws {
      let shell = try TerminalShell()
      let transcript = """
        1 alice> .seed x=1 日本="🎉 ok" é=한국어 "👩\u{200D}🚀"=ab
          ok ; state 0: x=1 é=한국어 日本="🎉 ok" "👩\\u{200D}🚀"=ab
        1 alice> BEGIN
          ok ; T1 sees state 0
        2 alice*> PUT 日本 ｗ
          ok ; only T1 sees it until COMMIT
        3 alice*> .versions
          ; key             value    state  created_by  deleted_by  fate  seen_by
          ; x               1        0      T0          -           live  alice
          ; é               한국어   0      T0          -           live  alice
          ; 日本            "🎉 ok"  0      T0          -           live  -
          ; 日本            ｗ       open   T1 alice    -           -     alice
          ; "👩\\u{200D}🚀"  ab       0      T0          -           live  alice
        3 alice*> bob: BEGIN
          ok ; bob: T2 sees state 0
        4 alice*> GET 日本
          日本=ｗ
        5 alice*> bob: GET 日本
          日本="🎉 ok"
        6 alice*> .timeline
          ; snapshot
          ; step  alice                            bob
          ;   1   ┌ BEGIN          state 0
          ;   2   │ PUT 日本 ｗ
          ;   3   │                                ┌ BEGIN          state 0
          ;   4   │ GET 日本       日本=ｗ         │
          ;   5   │                                │ GET 日本       日本="🎉 ok"
        """
      #expect(try shell.replay(transcript) == transcript)
    }

    @Test(arguments: [
      "write-skew", "read-only-anomaly", "long-reader", "deadlock", "on-call-count",
    ])
    func aLessonFitsTheTerminal(name: String) throws {
      for columns in [80, 60] as [UInt16] {
        let shell = try TerminalShell(columns: columns)
        for line in [".lesson \(name)", ".why", ".compare", ".rerun ssi", ".timeline", ".lesson"] {
          let wide = try shell.enter(line).split(separator: "\n")
            .filter { displayWidth(of: String($0)) > Int(columns) }
          #expect(wide == [], "\(line), \(columns) columns")
        }
      }
    }

    @Test func plainAnswersAreSentences() throws {
      let shell = try TerminalShell(["--plain"], columns: 80)
      let transcript = """
        1 alice> .seed x=1
          Done: state 0: x=1.
        1 alice> BEGIN
          Done: T1 sees state 0.
        2 alice, open> bob: BEGIN
          Done: bob: T2 sees state 0.
        3 alice, open> GET x
          x=1.
        4 alice, open> GET y
          None.
        5 alice, open> COUNT
          The count is 1.
        6 alice, open> PUTT
          Error, syntax: there is no word PUTT; did you mean PUT?
        6 alice, open> bob:
        6 bob, open> COMMIT
          Done: T2 committed as state 1: it changed nothing.
        7 bob> .transactions
          id T1, session alice, mode si, sees state 0, begun 1, status open.
          id T2, session bob, mode si, sees state 0, begun 2, status committed, state 1.
        """
      #expect(try shell.replay(transcript) == transcript)
      for line in [
        ".timeline", ".versions", ".locks", ".compare", ".rerun ssi", ".branches",
        ".lesson deadlock",
      ] {
        let answer = try shell.enter(line)
        #expect(
          !answer.contains(/[│┌└]|->|-->|^  ;/.anchorsMatchLineEndings()), "\(line)\n\(answer)")
      }
    }
  }
}

extension String {
  fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
