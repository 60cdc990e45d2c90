import Testing

extension CommandLineTests {
  /// Whatever is given to isolab, there is an end to what it reads, keeps and writes.
  @Suite struct Bounds {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let tooLong = "error: the line is longer than 65536 bytes"

    /// A device that never ends, and holds no newline.
    @Test(arguments: [
      ["run"], ["run", "--json"], ["test"], ["compare"], ["export", "-o", "x.svg"],
      ["export", "--blank", "-o", "x.md"], ["run", "--notation", "rw"], ["explore"],
    ])
    func aFileWithoutEndIsRefused(arguments: [String]) throws {
      let run = try isolab(arguments + ["/dev/zero"], in: scratch)
      #expect(run.status == .code(2))
      #expect(run.errors.contains("/dev/zero:1:1: \(Self.tooLong)"))
    }

    @Test func aHistoryWithoutEndIsRefused() throws {
      let run = try isolab(["check", "/dev/zero"])
      #expect(run.status == .code(2))
      #expect(
        run.errors == "isolab: cannot read /dev/zero: it is longer than 64 MiB, the most that "
          + "isolab reads of a history; the limit is reached in line 1\n")
    }

    @Test func aScenarioHasAnEnd() throws {
      let comment = [UInt8](repeating: 0x23, count: 65_535) + [0x0A]
      let bytes = (0..<128).flatMap { _ in comment }
      let most = try scratch.write(bytes, to: "most.isolab")
      #expect(try isolab(["run", most]).status == .code(0))
      let more = try scratch.write(bytes + [0x0A], to: "more.isolab")
      let run = try isolab(["run", more])
      #expect(run.status == .code(2))
      #expect(
        run.errors == "isolab: cannot read \(more): it is longer than 8 MiB, the most that "
          + "isolab reads of a scenario; the limit is reached in line 129\n")
    }

    /// The stream is left as soon as the line is too long: nobody waits for its end.
    @Test(arguments: [["run", "-", "--json"], ["--json"], ["run", "-"], []])
    func aLineWithoutEndIsRefused(arguments: [String]) throws {
      let program = try PipedProgram(arguments, inputFile: "/dev/zero")
      let run = try program.finish()
      #expect(run.status == .code(2))
      #expect(run.errors.hasPrefix("-:1:1: \(Self.tooLong)"))
    }

    @Test func theLineAfterOneThatIsTooLongIsRead() throws {
      let long = String(repeating: "a", count: 300_000)
      let full = "PUT k " + String(repeating: "a", count: 65_530)
      let run = try isolab(
        ["run", "-", "--json", "--keep-going"], input: "BEGIN\n\(long)\n\(full)\r\nCOMMIT\n")
      let objects = run.output.split(separator: "\n")
      #expect(run.status == .code(1))
      #expect(
        objects.map { $0.firstMatch(of: /"outcome":"(\w+)"/)?.1 ?? "" }
          == ["", "begun", "error", "ok", "committed", ""])
      #expect(objects[2].contains("the line is longer than 65536 bytes"))
      #expect(objects[2].contains("\"kind\":\"limit\""))
      #expect(objects[2].contains("\"line\":2"))
    }

    private static let long = (1...1_000).map { index in
      "alice: BEGIN\nalice: GET k\(index % 50)\nalice: PUT k\(index % 50) 1\nalice: COMMIT\n"
    }.joined()

    /// With a lab for each of its lines it would take three gigabytes.
    @Test(arguments: ["md", "json", "notation", "svg", "sql", "dot"])
    func aLongScenarioFitsInMemory(form: String) throws {
      let path = try scratch.write(Self.long, to: "long.isolab")
      let script = "ulimit -v 1500000; exec \"$0\" export \"$1\" -o - --format \"$2\""
      let program = try PipedProgram(
        ["-c", script, TerminalShell.program, path, form], program: "/bin/sh")
      let run = try program.finish()
      #expect(run.status == .code(0))
      #expect(run.errors == "")
      #expect(run.output.count > 10_000)
    }

    @Test func aPageOfSoManyStepsIsRefused() throws {
      let path = try scratch.write(Self.long, to: "long.isolab")
      let run = try isolab(["export", path, "-o", "x.html"], in: scratch)
      #expect(run.status == .code(2))
      #expect(
        run.errors == "isolab: a page shows at most 500 steps, but this run has 4000; "
          + ".md, .txt, and .json have no limit\n")
      #expect(try scratch.files() == ["long.isolab"])
    }
  }
}
