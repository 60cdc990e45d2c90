import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

extension CommandLineTests {
  /// `--format`.
  @Suite struct Report {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.makeFolder("lessons")
      try scratch.write(Self.clicks, to: "lessons/clicks.md")
    }

    /// Passes three cases, fails two, and skips one.
    private static let clicks = """
      # Two clicks
      ```isolab
      .modes rc si
      .seed n=0
      alice: BEGIN
      alice: GET n AS n
        [rc] n=1
      alice: PUT n $n + 1
      alice: COMMIT
      bob: BEGIN
      bob: GET n AS n
      bob: PUT n $n + 1
      bob: COMMIT
      .expect rc: never lost-update
      .expect si: never lost-update
      .expect rc: some lost-update
      .expect rc: some lost-update
      ```

      """

    private func report(_ format: String, _ arguments: [String], status: Int32) throws -> String {
      let run = try isolab(arguments + ["--format", format], in: scratch)
      #expect(run.status == .code(status))
      #expect(run.errors == "")
      #expect(try isolab(arguments + ["--format", format], in: scratch).output == run.output)
      return run.output
    }

    // MARK: JUnit

    @Test func junitCountsCasesAndHoldsTheCounterexample() throws {
      let text = try report("junit", ["test", "lessons", "write-skew", "--explore"], status: 1)
      let document = try XMLDocument(data: Data(text.utf8))
      let suites = try document.nodes(forXPath: "/testsuites/testsuite/@name")
      #expect(suites.map(\.stringValue) == ["lessons/clicks.md", "write-skew"])
      for (count, path) in [
        ("tests", "//testcase"), ("failures", "//failure"), ("skipped", "//skipped"),
      ] {
        let told = try document.nodes(forXPath: "/testsuites/@\(count)").first?.stringValue
        #expect(told == String(try document.nodes(forXPath: path).count))
      }
      let names = try document.nodes(forXPath: "//testsuite[1]/testcase/@name")
      #expect(
        names.map(\.stringValue) == [
          "read-committed: recorded answers", "snapshot: recorded answers",
          "read-committed: never lost-update", "snapshot: never lost-update",
          "read-committed: some lost-update", "read-committed: some lost-update (2)",
        ])
      let lines = try document.nodes(forXPath: "//testcase[failure]/@line").map(\.stringValue)
      #expect(lines == ["6", "14"])
      let failures = try document.nodes(forXPath: "//failure").map { $0.stringValue ?? "" }
      #expect(failures[0].hasSuffix("lessons/clicks.md:6: alice: GET n AS n\n- n=1\n+ n=0\n"))
      #expect(failures[1].hasPrefix("never lost-update: fails in 40 of 50 possible orders"))
      #expect(failures[1].contains("\n1 alice> .modes read-committed\n  ok\n"))
    }

    /// The parser takes what XML 1.0 takes and nothing else.
    @Test(arguments: Hostile.texts) func hostileTextsBecomeXML(text: String) throws {
      let file = Hostile.line(text) + "<&\"'>]]>.isolab"
      try scratch.write(
        ".modes rc\nBEGIN\nGET \(Hostile.literal(text + "<&>\u{0}\u{FFFE}"))\n  x=1\n", to: file)
      for format in ["junit", "tap", "github"] {
        let output = try report(format, ["test", file], status: 1)
        expectHarmless(output, [text])
        guard format == "junit" else { continue }
        let document = try XMLDocument(data: Data(output.utf8))
        let suite = try document.nodes(forXPath: "//testsuite/@name").first?.stringValue
        #expect(suite?.hasSuffix("<&\"'>]]>.isolab") == true)
        let failure = try document.nodes(forXPath: "//failure").first?.stringValue
        #expect(failure?.contains("\\u{0}\\u{fffe}") == true)
      }
    }

    // MARK: TAP and GitHub

    @Test func tapHasAPlanAndALineForEachCase() throws {
      let text = try report("tap", ["test", "lessons", "--explore"], status: 1)
      let lines = text.split(separator: "\n").map(String.init)
      #expect(lines.prefix(2) == ["TAP version 14", "1..6"])
      let cases = lines.filter { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") }
      #expect(
        cases == [
          "not ok 1 - lessons/clicks.md: read-committed: recorded answers",
          "ok 2 - lessons/clicks.md: snapshot: recorded answers"
            + " # SKIP no answer is recorded for this mode",
          "not ok 3 - lessons/clicks.md: read-committed: never lost-update",
          "ok 4 - lessons/clicks.md: snapshot: never lost-update",
          "ok 5 - lessons/clicks.md: read-committed: some lost-update",
          "ok 6 - lessons/clicks.md: read-committed: some lost-update (2)",
        ])
      #expect(
        text.contains(
          """

            ---
            message: "1 of 1 answer differs"
            file: "lessons/clicks.md"
            line: 6
            details: |2
              lessons/clicks.md:6: alice: GET n AS n
              - n=1
              + n=0
            ...

          """))
      try scratch.write(".modes rc\nBEGIN\n  ok\n", to: "a#1\\.isolab")
      let odd = try report("tap", ["test", "a#1\\.isolab"], status: 0)
      #expect(odd.hasSuffix("ok 1 - a\\#1\\\\.isolab: read-committed: recorded answers\n"))
    }

    @Test func githubGetsAnAnnotationAtTheLine() throws {
      try scratch.write(
        ".modes rc\nBEGIN\nGET \"::warning::100%\"\n  no\n", to: "a,b:c%.isolab")
      let text = try report("github", ["test", "lessons", "a,b:c%.isolab"], status: 1)
      #expect(
        text == """
          ::error file=lessons/clicks.md,line=6,title=lessons/clicks.md%3A read-committed%3A \
          recorded answers::1 of 1 answer differs%0Alessons/clicks.md:6: alice: GET n AS n%0A\
          - n=1%0A+ n=0
          ::error file=a%2Cb%3Ac%25.isolab,line=3,title=a%2Cb%3Ac%25.isolab%3A read-committed%3A \
          recorded answers::1 of 1 answer differs%0Aa,b:c%25.isolab:3: GET "::warning::100%25"%0A\
          - no%0A+ (none)
          0 passed, 2 failed, 1 skipped

          """)
    }

    // MARK: Other commands

    @Test func exploreChecksExpectationsAndDifferences() throws {
      let some = try report("tap", ["explore", "lessons/clicks.md", "--mode", "si"], status: 0)
      #expect(
        some == "TAP version 14\n1..1\nok 1 - lessons/clicks.md: snapshot: never lost-update\n")
      let none = try report("tap", ["explore", "lessons/clicks.md", "--mode", "ssi"], status: 0)
      #expect(none.hasSuffix("lesson # SKIP no .expect line says what to check\n"))
      let store = try isolab(
        ["explore", "lessons/clicks.md", "--on", "sqlite:", "--format", "tap"], in: scratch)
      #expect(store.status == .code(0))
      #expect(
        store.output.hasSuffix(
          "ok 1 - lessons/clicks.md: sqlite BEGIN DEFERRED: every difference from isolab is known\n"
        ))
    }

    @Test func checkJudgesAHistory() throws {
      _ = try isolab(["export", "write-skew", "-o", "h.json", "--mode", "si"], in: scratch)
      let legal = try report("tap", ["check", "h.json", "--mode", "si"], status: 0)
      #expect(legal == "TAP version 14\n1..1\nok 1 - h.json: keeps the promise of snapshot\n")
      let illegal = try report("tap", ["check", "h.json", "--mode", "ssi"], status: 1)
      #expect(illegal.contains("\nnot ok 1 - h.json: keeps the promise of serializable-snapshot\n"))
      #expect(illegal.contains("\n    ANOMALY write-skew T1 T2 ; "))
      let broken = try isolab(["check", "h.json", "--format", "tap"], in: scratch)
      #expect(broken.status == .code(2) && broken.output == "")
      #expect(broken.errors.hasPrefix("Error: --format needs --mode"))
    }

    @Test func whatCannotBeReadFails() throws {
      let run = try isolab(["test", "gone.md", "lessons", "--format", "github"], in: scratch)
      #expect(run.status == .code(2))
      #expect(run.errors == "isolab: cannot read gone.md: no such file or lesson\n")
      #expect(run.output.hasPrefix("::error title=gone.md%3A lesson::not tested"))
      let update = try isolab(["test", "lessons", "--format", "tap", "--update"], in: scratch)
      #expect(update.status == .code(2) && update.errors.hasPrefix("Error: --format "))
    }

    // MARK: The page

    /// The commands of the workflow on docs/ci.md, run as they stand there.
    @Test func theWorkflowOfThePageWorks() throws {
      let page = try String(
        contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .deletingLastPathComponent().deletingLastPathComponent()
          .appendingPathComponent("docs/ci.md"), encoding: .utf8)
      let commands = page.split(separator: "\n").compactMap { line -> String? in
        let words = line.trimmingCharacters(in: .whitespaces)
        for start in ["run: isolab ", "- isolab "] where words.hasPrefix(start) {
          return String(words.dropFirst(start.count - "isolab ".count))
        }
        return nil
      }
      #expect(commands.count == 3)
      let good = Self.clicks.replacing("[rc] n=1", with: "n=0")
        .replacing(".expect rc: never lost-update\n", with: "")
      for (lesson, status) in [(Self.clicks, Int32(1)), (good, 0)] {
        try scratch.write(lesson, to: "lessons/clicks.md")
        for command in commands {
          let path = URL(fileURLWithPath: TerminalShell.program).deletingLastPathComponent().path
          let shell = try PipedProgram(
            ["-c", "PATH=\(path):$PATH; \(command)"], program: "/bin/sh", in: scratch.path)
          let run = try shell.finish()
          #expect(run.status == .code(status), "\(command)")
          #expect(run.errors == "")
          #expect(
            run.output.contains("::error file=lessons/clicks.md,line=6,")
              == (status == 1 && command.contains("github")))
        }
        let report = try XMLDocument(data: Data(try scratch.read("lessons.xml").utf8))
        #expect(try report.nodes(forXPath: "//failure").isEmpty == (status == 0))
      }
    }
  }
}
