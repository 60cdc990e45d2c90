import Foundation
import Testing

extension CommandLineTests {
  /// Programs that drive isolab through a pipe.
  @Suite struct Driver {
    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/json.md").path

    private static let paths = ProcessInfo.processInfo.environment["PATH"] ?? ""

    /// Nil where there is none; then the driver of the page is not tested.
    private static let python = paths.split(separator: ":").map { "\($0)/python3" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The blocks of the page that are in a language, each with what follows it.
    private func blocks(_ language: String) throws -> [(text: String, rest: Substring)] {
      let page = try String(contentsOfFile: Self.page, encoding: .utf8)
      var blocks: [(String, Substring)] = []
      var rest = page[...]
      while let start = rest.range(of: "```\(language)\n") {
        rest = rest[start.upperBound...]
        let end = try #require(rest.range(of: "```\n"))
        blocks.append((String(rest[..<end.lowerBound]), rest[end.upperBound...]))
        rest = rest[end.upperBound...]
      }
      return blocks
    }

    /// The driver that the page shows prints what the page says that it prints.
    @Test(.enabled(if: python != nil, "there is no python3 on the path"))
    func theDriverOfThePageWorks() throws {
      let driver = try #require(try blocks("python").first)
      let start = try #require(driver.rest.range(of: "```text\n")).upperBound
      let end = try #require(driver.rest[start...].range(of: "```")).lowerBound
      let lines = driver.text.split(separator: "\n").count
      #expect(lines <= 20, "\(lines) lines")
      let scratch = try Scratch()
      let file = try scratch.write(driver.text, to: "driver.py")
      let program = try PipedProgram(
        [file], program: try #require(Self.python),
        environment: ["PATH": "\(PTY.productsDirectory):\(Self.paths)"])
      let run = try program.finish()
      #expect(run.output == String(driver.rest[start..<end]))
      #expect(run.errors == "")
      #expect(run.status == .code(0))
    }

    private func objects(_ lines: [String], _ options: String...) throws -> [[String: Any]] {
      let run = try isolab(
        ["run", "-", "--json", "--keep-going"] + options, input: lines.joined(separator: "\n"))
      return try run.output.split(separator: "\n").map { line in
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        return try #require(value as? [String: Any])
      }
    }

    /// Many runs in one process lose nothing.
    @Test func resetPrintsTheLastLineFirst() throws {
      let lines = ["BEGIN", "PUT x 1", "COMMIT", ".reset", "BEGIN", "PUT x 2", "COMMIT", ".quit"]
      let objects = try objects(lines, "--conflicts", "first-committer")
      #expect(objects[4]["end"] as? Bool == true)
      #expect(objects[4]["final"] as? [[String]] == [["x", "1"]])
      #expect((objects[4]["transactions"] as? [Any])?.count == 1)
      #expect(objects[5]["command"] as? String == ".reset")
      #expect(objects[6]["isolab"] as? Int == 1)
      #expect(objects[6]["conflicts"] as? String == "first-committer")
      #expect(objects.last?["final"] as? [[String]] == [["x", "2"]])
      #expect(objects.count { $0["end"] != nil } == 2)
    }

    /// Reads name the versions that the history names; rows stay pairs.
    @Test func readsNameTheirVersions() throws {
      let objects = try objects([
        ".seed a=1 b=2", "BEGIN rc", "GET a", "PUT a 3", "PUT a 4", "GET a", "GET gone",
        "SCAN", "SCAN a", "bob: BEGIN ru", "bob: SCAN = 4", "DELETE b", "bob: GET b",
        "IF value(a) = 4 THEN GET a", "carol: BEGIN", ".sessions carol", "carol: BEGIN 2pl",
        "carol: GET b", "COMMIT",
      ])
      let reads = objects.filter { ["value", "rows"].contains($0["outcome"] as? String) }
      let versions = reads.map { read -> String in
        let all = read["versions"] as? [[String: Int]] ?? [read["version"] as? [String: Int] ?? [:]]
        return all.map { version in
          version["absent"].map { "@\($0)" } ?? "T\(version["by"] ?? -1)#\(version["number"] ?? 0)"
        }.joined(separator: " ")
      }
      #expect(
        versions == [
          "T0#1", "T1#2", "@0", "T1#2 T0#1", "T1#2", "T1#2", "T1#1", "T1#2",
        ])
      #expect(reads[3]["rows"] as? [[String]] == [["a", "4"], ["b", "2"]])
      let resumed = try #require((objects.dropLast().last?["resumed"] as? [[String: Any]])?.first)
      #expect(resumed["outcome"] as? String == "value")
      #expect(resumed["version"] as? [String: Int] == ["absent": 1])
    }

    /// The history comes as one object, and the committed state needs no transaction.
    @Test func theHistoryAndTheStateAreThereForTheAsking() throws {
      let objects = try objects([
        ".seed x=1 y=2", "BEGIN", "PUT x 3", "COMMIT", "BEGIN", "PUT y 4", ".versions x",
        ".versions", ".timeline rw",
      ])
      let state = objects.filter { ($0["command"] as? String)?.hasPrefix(".versions") == true }
      #expect(state.map { $0["state"] as? Int } == [1, 1])
      #expect(state[0]["committed"] as? [[String]] == [["x", "3"]])
      #expect(state[1]["committed"] as? [[String]] == [["x", "3"], ["y", "2"]])
      let history = try #require(
        objects.first { $0["history"] != nil }?["history"] as? [[String: Any]])
      #expect(history.first?["isolab-history"] as? Int == 1)
      let lines = try history.map { event in
        String(decoding: try JSONSerialization.data(withJSONObject: event), as: UTF8.self)
      }
      let check = try isolab(["check", "-"], input: lines.joined(separator: "\n"))
      #expect(check.status == .code(0))
      #expect(check.output.contains("a serial order that explains every read: alice T1"))
    }

    /// An error takes no step, and inside `retried` it has no place in the input either.
    @Test func anErrorInsideRetriedHasNoStep() throws {
      let objects = try objects([
        ".seed x=1 n=1", "BEGIN", "GET x", "PUT x 4 / value(n)", "bob: BEGIN", "bob: PUT x 7",
        "bob: PUT n 0", "COMMIT", "bob: COMMIT", "bob: BEGIN", "bob: PUT n 0", "bob: COMMIT",
        "carol: x",
      ])
      #expect(objects.contains { $0["outcome"] as? String == "error" && $0["step"] is Int })
      let retry = try self.objects([
        ".seed x=1 n=1", "bob: BEGIN", "BEGIN", "PUT n 0", "PUT x 2", "COMMIT",
        "bob: PUT y 4 / value(n)", "bob: PUT x 3", "bob: PUT z 1", "bob: RETRY",
      ]).dropLast().last
      let retried = try #require(retry?["retried"] as? [[String: Any]])
      #expect(retried.count == 1)
      #expect(retried[0]["outcome"] as? String == "error")
      #expect(retried[0]["step"] == nil)
      #expect(retried[0]["notRun"] as? [String] == ["PUT x 3", "PUT z 1"])
    }

    /// What a lesson records is no failure, also where it comes through a pipe.
    @Test func aRecordedErrorIsNoFailure() throws {
      let lesson = "GET x\n  error no-transaction\nBEGN\n  error syntax\n"
      let options = ["run", "-", "--json", "--keep-going"]
      #expect(try isolab(options, input: lesson).status == .code(0))
      #expect(try isolab(options, input: lesson + "GET y\n").status == .code(1))
      let other = "GET x\n  [rc] error no-transaction\n"
      #expect(try isolab(options, input: other).status == .code(1))
      #expect(try isolab(options + ["--mode", "rc"], input: other).status == .code(0))
      #expect(try isolab(options, input: "GET x\n  ok\n").status == .code(1))
    }
  }

  /// `--conflicts`, which stands beside `--mode`.
  @Suite struct Policy {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let lines = [
      "BEGIN si", "bob: BEGIN si", "PUT x 1", "bob: PUT x 2", "COMMIT", "bob: COMMIT",
    ]

    /// The policy is that of the option after `.reset` too, until a word says otherwise.
    @Test func survivesReset() throws {
      let lines = Self.lines + [".reset"] + Self.lines + [".conflicts mode"]
      let lesson = try scratch.write(lines.joined(separator: "\n"), to: "lesson.isolab")
      let plain = try isolab(["run", lesson])
      #expect(plain.output.split(separator: "\n").count { $0.hasPrefix("  WAITS alice") } == 2)
      let run = try isolab(["run", lesson, "--conflicts", "first-committer"])
      #expect(!run.output.contains("WAITS"))
      #expect(
        run.output.split(separator: "\n").count { $0.contains("ABORTED first-committer") } == 2)
    }

    /// Nothing may be said of a policy where the mode has none.
    @Test func theHeaderNamesNoneWhereThereIsNone() throws {
      let run = try isolab(
        ["run", "-", "--json", "--conflicts", "first-committer", "--mode", "2pl"], input: ".mode si"
      )
      let lines = run.output.split(separator: "\n")
      #expect(lines[0] == #"{"isolab":1,"mode":"two-phase-locking","conflicts":null}"#)
      #expect(lines[2] == #"{"isolab":1,"mode":"snapshot","conflicts":"first-committer"}"#)
    }

    /// Each subcommand that plays in a mode takes a policy too.
    @Test(arguments: [
      ["run"], ["play"], ["compare"], ["test"], ["explore"],
      ["export", "-o", "-", "--format", "md"],
    ])
    func standsWhereverTheModeDoes(command: [String]) throws {
      let lesson = try scratch.write(Self.lines.joined(separator: "\n") + "\n", to: "a.isolab")
      let run = try isolab(
        [command[0], lesson] + command.dropFirst()
          + ["--mode", "si", "--conflicts", "first-committer"])
      #expect(run.status == .code(0))
      #expect(run.errors == "")
      #expect(!run.output.contains("WAITS"))
      let wrong = try isolab([command[0], lesson] + command.dropFirst() + ["--conflicts", "none"])
      #expect(wrong.status == .code(2))
    }

    @Test(arguments: ["contention", "bloat"])
    func simulationsTakeOne(kind: String) throws {
      let size = kind == "bloat" ? ["--time", "200", "--reader", "10"] : ["--transactions", "10"]
      let run = try isolab(
        ["simulate", kind, "--mode", "si", "--conflicts", "first-committer", "--json"] + size)
      #expect(run.status == .code(0))
      #expect(run.output.contains("first-committer"))
    }

    /// The shell's own lab, what is saved of it, and what `.resume` brings back.
    @Test func theShellKeepsIt() throws {
      let shell = try TerminalShell(["--conflicts", "first-committer"], home: scratch)
      try shell.enter([".reset", "BEGIN", "bob: BEGIN", "PUT x 1"])
      #expect(try shell.enter("bob: PUT x 2").hasPrefix("  ok"))
      #expect(try shell.enter(".save ~/kept.md").contains("kept.md"))
      #expect(try scratch.read("kept.md").contains("\n.conflicts first-committer\n"))
      #expect(try isolab(["test", "kept.md"], in: scratch).status == .code(0))
    }
  }
}
