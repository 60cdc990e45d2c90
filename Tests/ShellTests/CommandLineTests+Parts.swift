import Foundation
import Testing

extension CommandLineTests {
  /// `--part`: one part of a lesson that `.reset` divides.
  @Suite struct Parts {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.write(
        """
        # Three
        ```isolab
        .modes si ssi
        BEGIN
        PUT x 1
        COMMIT
        .reset
        .seed y=1
        BEGIN
        PUT y 2
        COMMIT
        .reset
        BEGIN
        PUT z value(z) + 1
        ```

        """, to: "three.md")
    }

    private static let second = """
      # Three, part 2
      1 alice> .seed y=1
        ok ; state 0: y=1
      1 alice> BEGIN
        ok ; T1 sees state 0
      2 alice*> PUT y 2
        ok ; only T1 sees it until COMMIT
      3 alice*> COMMIT
        ok ; T1 committed as state 1: y=2

      """

    @Test func aTranscriptOfOnePartIsAScenario() throws {
      let run = try isolab(["run", "three.md", "--part", "2"], in: scratch)
      #expect(run.output == Self.second)
      #expect(run.errors == "" && run.status == .code(0))
      #expect(try isolab(["run", "-"], input: run.output).output == Self.second)
      let first = try isolab(["run", "three.md", "--part", "1"], in: scratch)
      #expect(first.output.contains("PUT x 1") && !first.output.contains("reset"))
      let third = try isolab(["run", "three.md", "--part", "3"], in: scratch)
      #expect(third.status == .code(1))
      #expect(third.errors.hasPrefix("three.md:14:1: error: "))
    }

    @Test func anErrorBeforeThePartEndsTheRunUnlessItGoesOn() throws {
      try scratch.write("PUT x 1\n.reset\nBEGIN\n", to: "early.isolab")
      let run = try isolab(["run", "early.isolab", "--part", "2"], in: scratch)
      #expect(run.status == .code(1) && run.output == "")
      #expect(run.errors.hasPrefix("early.isolab:1:1: error: "))
      let whole = try isolab(["run", "early.isolab", "--part", "2", "--keep-going"], in: scratch)
      #expect(whole.output == "1 alice> BEGIN\n  ok ; T1 sees state 0\n")
      #expect(whole.status == .code(0))
    }

    @Test func programsGetThePartOnly() throws {
      let arguments = ["run", "three.md", "--part", "2", "--json"]
      let lines = try isolab(arguments, in: scratch).output.split(separator: "\n")
      #expect(lines.count == 6)
      #expect(lines[0].hasPrefix("{\"isolab\":1,") && lines[1].contains("\".seed y=1\""))
      #expect(lines[5].contains("\"final\":[[\"y\",\"2\"]]"))
      let text = "BEGIN\n.reset\nBEGIN\nPUT a 1\n"
      let piped = try isolab(["run", "-", "--part", "2", "--json"], input: text).output
      #expect(piped.split(separator: "\n").count == 4)
    }

    @Test func textbooksAndComparisonsAndOrdersToo() throws {
      let notation = try isolab(["run", "write-skew", "--notation", "rw", "--part", "2"]).output
      let both = try isolab(["run", "write-skew", "--notation", "rw"]).output
      #expect(notation != both && both.hasSuffix(notation))
      let compare = ["compare", "three.md", "--mode", "si,ssi", "--part", "2"]
      let table = try isolab(compare, in: scratch)
      #expect(table.output.hasPrefix("three.md, part 2: no difference: "))
      #expect(table.output.contains("PUT y 2") && !table.output.contains("PUT x 1"))
      #expect(table.status == .code(0))
      let object = try JSONSerialization.jsonObject(
        with: Data(try isolab(compare + ["--json"], in: scratch).output.utf8))
      let parts = try #require((object as? [String: Any])?["parts"] as? [[String: Any]])
      #expect(parts.map { $0["part"] as? Int } == [2])
      let explore = try isolab(["explore", "three.md", "--part", "2"], in: scratch).output
      #expect(explore.hasPrefix("three.md, part 2: ") && !explore.contains("part 1"))
      let shown = try isolab(["explore", "write-skew", "--part", "2", "--show", "3"]).output
      #expect(shown.hasPrefix("# write-skew, part 2: order 3, "))
    }

    @Test(arguments: [
      ["run"], ["run", "--notation", "rw"], ["compare"], ["explore"],
      ["export", "-o", "-", "--format", "svg"],
    ])
    func aPartThatIsNotThereIsRefused(command: [String]) throws {
      for (lesson, count) in [("write-skew", "2 parts"), ("long-reader", "1 part")] {
        let run = try isolab(command + [lesson, "--part", "3"])
        #expect(run.status == .code(2) && run.output == "")
        #expect(run.errors == "isolab: \(lesson) has \(count)\n")
      }
      let none = try isolab(command + ["write-skew", "--part", "0"])
      #expect(none.status == .code(2))
      #expect(none.errors.hasPrefix("Error: Parts are counted from 1.\n"))
    }

    /// Every `.reset` begins a part, also the first line of a file.
    @Test func allCountAlike() throws {
      let text = ".reset\nBEGIN\nPUT x 1\nCOMMIT\n.reset\nBEGIN\nPUT y 1\nCOMMIT\n"
      let file = try scratch.write(text, to: "first.isolab")
      for command in [
        ["run"], ["run", "--notation", "rw"], ["compare"],
        ["export", "-o", "-", "--format", "json"],
      ] {
        for (part, key) in [("2", "x"), ("3", "y")] {
          let run = try isolab(command + [file, "--part", part])
          let other = key == "x" ? "y" : "x"
          func names(_ key: String) -> Bool {
            ["PUT \(key) ", "W1(\(key))", "\"\(key)\""].contains { run.output.contains($0) }
          }
          #expect(names(key) && !names(other), "\(command) \(part)")
        }
      }
      let usual = try isolab(["export", file, "-o", "-", "--format", "json"])
      #expect(usual.output.contains("\"x\""))
      let empty = try isolab(["export", file, "-o", "-", "--format", "json", "--part", "1"])
      #expect(empty.status == .code(2) && empty.errors.contains("part 1 of "))
    }

    @Test(arguments: [
      ["write-skew", "-o", "x.html"], ["write-skew", "-o", "x.md"], ["--all", "-o", "x"],
      ["write-skew", "--blank", "-o", "x.md"],
    ])
    func whatHasAllPartsTakesNone(arguments: [String]) throws {
      let run = try isolab(["export", "--part", "1"] + arguments, in: scratch)
      #expect(run.status == .code(2))
      #expect(run.errors.hasPrefix("Error: --"))
      #expect(try scratch.files() == ["three.md"])
    }

    /// Each command for itself, which fish's completions show best.
    @Test func tabKnowsTheOption() throws {
      let script = try isolab(["--generate-completion-script", "fish"]).output
      for command in ["run", "compare", "explore", "export"] {
        #expect(
          script.split(separator: "\n").contains {
            $0.contains("isolab \(command)\"") && $0.contains("-l 'part'")
          }, "\(command)")
      }
    }
  }
}
