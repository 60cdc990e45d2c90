import Foundation
import Testing

extension CommandLineTests {
  /// `isolab survey`, on the database that every build has, and on isolab's own modes.
  @Suite struct SurveyCommand {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let small = ["survey", "--on", "sqlite:", "--row", "lost-update,fuzzy-read"]

    @Test func theTableNamesTheLevels() throws {
      let run = try isolab(Self.small)
      #expect(run.status == .code(0) && run.errors == "")
      let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(
        lines[0].hasPrefix("SQLite 3.") && lines[0].hasSuffix(": what each level allows"))
      #expect(
        lines[1...3].joined(separator: "\n") == """
          anomaly           BEGIN DEFERRED     BEGIN IMMEDIATE
          lost update (P4)  waits, abort 0/50  waits 0/8
          fuzzy read (P2)   not visible 0/35   waits 0/7
          """)
      let text = run.output.replacing("\n", with: " ")
      #expect(text.contains("it is PL-3 (serializable), as far as it was measured."))
      let plain = try isolab(Self.small + ["--plain", "--mode", "BEGIN IMMEDIATE"]).output
      #expect(plain.hasPrefix("BEGIN IMMEDIATE: lost update (P4): waits 0/8.\n"))
    }

    @Test func thereAreThreeFormsForOthers() throws {
      let objects = try isolab(Self.small + ["--json"]).output.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(objects.compactMap { $0["survey"] as? String }.count == 4)
      #expect(objects.compactMap { $0["class"] as? String } == ["PL-3", "PL-3"])
      let csv = try isolab(Self.small + ["--csv"]).output.split(separator: "\n")
      #expect(csv.count == 5 && csv[0].hasPrefix("store,level,row,anomaly,result,seen,possible,"))
      let md = try isolab(Self.small + ["--md"]).output.split(separator: "\n")
      #expect(md[0] == "| anomaly | BEGIN DEFERRED | BEGIN IMMEDIATE |" && md[1].hasPrefix("| ---"))
    }

    /// Without a database, isolab's own modes are surveyed, in all orders.
    @Test func theLabItself() throws {
      let run = try isolab(["survey", "--row", "write-skew", "--mode", "si,ssi"])
      #expect(run.status == .code(0))
      #expect(run.output.contains("possible 250/252  abort at COMMIT 0/252"))
      let text = run.output.replacing("\n", with: " ")
      #expect(text.contains("because of G2-item in the row write skew"))
    }

    @Test func aCellIsShown() throws {
      let run = try isolab(["survey", "--on", "sqlite:", "--show", "lost-update:si"])
      #expect(run.status == .code(0))
      #expect(run.output.hasPrefix("# lost update (P4): waits, abort\n# on SQLite 3."))
      #expect(run.output.contains("ABORTED concurrent-update"))
      let seen = try isolab(["survey", "--show", "write-skew:snapshot"]).output
      #expect(seen.contains("\n  ANOMALY write-skew T1 T2"))
      let none = try isolab(["survey", "--show", "no-such:si"])
      #expect(none.status == .code(2) && none.errors.contains("there is no cell no-such:si"))
    }

    /// What is saved runs and passes on the same store.
    @Test func whatIsSavedIsALesson() throws {
      let store = "exec:python3 '\(adapter)' moving-snapshot"
      let run = try isolab(
        ["survey", "--on", store, "--row", "fuzzy-read", "--mode", "si", "--save", "found"],
        in: scratch)
      #expect(run.output.contains("\nfound/exec-fuzzy-read-si.md\n"))
      let test = try isolab(["test", "found/exec-fuzzy-read-si.md", "--on", store], in: scratch)
      #expect(test.status == .code(0), "\(test.output)")
      let again = try isolab(["run", "found/exec-fuzzy-read-si.md", "--on", store], in: scratch)
      #expect(again.output.contains("ANOMALY fuzzy-read"))
    }

    private var docs: URL {
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs")
    }

    private var adapter: String { docs.appendingPathComponent("adapters/faulty_store.py").path }

    @Test func aBrokenClaimFails() throws {
      let claim = ["--claims", "snapshot", "--row", "lost-update", "--random", "2"]
      let good = try isolab(["survey", "--on", "exec:python3 '\(adapter)'"] + claim)
      #expect(good.status == .code(0))
      #expect(good.output.contains("\nsnapshot in faulty 1.0 keeps PL-SI (snapshot isolation) in "))
      #expect(good.output.contains("\n2 random programs with seed 1\n"))
      let bad = try isolab(
        ["survey", "--on", "exec:python3 '\(adapter)' no-write-check", "--save", "broken"] + claim,
        in: scratch)
      #expect(bad.status == .code(1))
      #expect(
        bad.output.contains(" breaks PL-SI (snapshot isolation): G-single in the row lost update"))
      #expect(bad.output.contains("\n  ANOMALY lost-update T1 T2"))
      #expect(bad.output.hasSuffix("\nbroken/exec-claim-lost-update-si.md\n"))
      let json = try isolab(
        ["survey", "--on", "exec:python3 '\(adapter)' no-write-check", "--json"] + claim)
      #expect(json.status == .code(1) && json.output.contains("\"holds\":false"))
    }

    /// A case for each level; a failed one has the lesson that breaks the promise.
    @Test func claimsAreResultsForCI() throws {
      let claim = ["--claims", "snapshot", "--row", "lost-update", "--random", "2"]
      let store = ["survey", "--on", "exec:python3 '\(adapter)' no-write-check"]
      let tap = try isolab(store + ["--save", "broken", "--format", "tap"] + claim, in: scratch)
      #expect(tap.status == .code(1))
      #expect(tap.output.hasPrefix("TAP version 14\n1..1\nnot ok 1 - "))
      #expect(tap.output.contains("snapshot keeps PL-SI (snapshot isolation)"))
      #expect(
        tap.output.contains(" breaks PL-SI (snapshot isolation): G-single in the row lost update"))
      #expect(tap.output.contains("# lost update (P4) on faulty 1.0, snapshot"))
      #expect(try scratch.read("broken/exec-claim-lost-update-si.md").isEmpty == false)
      let junit = try isolab(
        ["survey", "--on", "exec:python3 '\(adapter)'", "--format", "junit"] + claim)
      #expect(junit.status == .code(0))
      #expect(junit.output.contains("tests=\"1\" failures=\"0\""))
    }

    /// The commands on docs/adapters.md, with fewer orders and random programs than there.
    @Test func theCommandsOfThePageWork() throws {
      let page = try String(
        contentsOf: docs.appendingPathComponent("adapters.md"), encoding: .utf8)
      let section = try #require(page.components(separatedBy: "\n## Test your own store\n").last)
      let parts = section.components(separatedBy: "\n```")
      let commands = parts.flatMap { $0.split(separator: "\n") }.compactMap { line -> Substring? in
        let command = line.trimmingPrefix("      - run: ")
        return command.hasPrefix("isolab survey ") ? command : nil
      }
      try #require(commands.count == 3)
      let source = try String(contentsOfFile: adapter, encoding: .utf8)
      try scratch.write(source, to: "mystore.py")
      try scratch.makeFolder("docs/adapters")
      try scratch.write(source, to: "docs/adapters/faulty_store.py")
      #expect(try shell(commands[0]).status == .code(0))
      let broken = try shell(commands[1])
      #expect(broken.status == .code(1))
      let shown = try #require(parts.first { $0.hasPrefix("text\n") }).split(separator: "\n")
      for line in shown.dropFirst() where line != "..." {
        #expect(broken.output.contains("\n\(line)\n"), "\(line)")
      }
      #expect(try shell(commands[2]).status == .code(0))
      let files = FileManager.default
      let folder = "\(scratch.path)/broken"
      #expect(!files.fileExists(atPath: folder))
      let fault = source.replacing(
        "fault = sys.argv[1] if len(sys.argv) > 1 else None", with: "fault = \"no-write-check\"")
      try scratch.write(fault, to: "mystore.py")
      let failed = try shell(commands[2])
      #expect(failed.status == .code(1) && failed.output.hasPrefix("::error title="))
      // The artifact of the workflow.
      #expect(section.contains("with: {name: broken, path: broken}"))
      #expect(try files.contentsOfDirectory(atPath: folder) == ["exec-claim-increment-si.md"])
    }

    private func shell(_ command: Substring) throws -> PipedProgram.Result {
      let path = URL(fileURLWithPath: TerminalShell.program).deletingLastPathComponent().path
      return try PipedProgram(
        ["-c", "PATH=\(path):$PATH; \(command) --limit 20 --random 2"], program: "/bin/sh",
        in: scratch.path
      ).finish()
    }

    /// Finished cells are kept in a file; with it, nothing is run again.
    @Test func itGoesOnFromAFile() throws {
      let state = ["--resume", "state.txt"]
      let first = try isolab(Self.small + state, in: scratch)
      #expect(first.status == .code(0))
      let kept = try scratch.read("state.txt")
      #expect(
        kept.hasPrefix("isolab survey 1\tSQLite 3.") && kept.split(separator: "\n").count == 5)
      #expect(try isolab(Self.small + state, in: scratch).output == first.output)
      // A part of the survey keeps the cells of the others.
      _ = try isolab(Self.small.dropLast() + ["dirty-write"] + state, in: scratch)
      let more = try scratch.read("state.txt").split(separator: "\n")
      #expect(more.count == 7 && more[1...4] == kept.split(separator: "\n")[1...])
      let other = try isolab(Self.small + state + ["--seed", "2"], in: scratch)
      #expect(other.status == .code(2) && other.errors.contains("is of another survey"))
    }

    @Test func everyCellOpensAPage() throws {
      let run = try isolab(Self.small + ["--html", "map"], in: scratch)
      #expect(
        run.status == .code(0) && run.output.hasSuffix("map/index.html: a map of all cells\n"))
      let map = try scratch.read("map/index.html")
      for (look, cell, told) in [
        ("waits", "lost-update-2pl", "waits"), ("aborts", "lost-update-si", "waits, abort"),
        ("nothing", "fuzzy-read-si", "not visible"),
      ] {
        let place = try #require(
          map.firstRange(of: "<td class=\"\(look)\"><a href=\"\(cell).html\">"))
        #expect(map[place.upperBound...].prefix(80).contains("<span>\(told)</span>"))
      }
      #expect(try scratch.read("map/lost-update-2pl.html").contains("SQLite 3."))
    }

    @Test func ctrlCKeepsWhatIsDone() throws {
      let program = try PipedProgram(
        ["survey", "--on", "sqlite:", "--limit", "100000", "--resume", "state.txt"],
        environment: ["TMPDIR": scratch.path], in: scratch.path)
      try program.interrupt(after: 3)
      let run = try program.finish()
      #expect(run.status == .code(130))
      #expect(run.errors == "isolab: interrupted; --resume state.txt continues\n")
      #expect(run.output.contains("what each level allows"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["state.txt"])
    }

    @Test(arguments: [
      (["--row", "nothing"], "There is no row nothing; the rows are "),
      (["--json", "--csv"], "cannot be combined"),
      (["--format", "tap"], "--format needs --claims"),
      (["--show", "x"], "--show takes ROW:LEVEL"),
      (["--random=-1"], "--random must be"), (["--limit", "0"], "--limit must be 1 or more"),
      (["--on", "sqlite:", "--claims", "ssi"], "has no counterpart for serializable-snapshot"),
      (["--on", "exec:exit 3"], "ended with exit status 3"),
    ])
    func mistakesAreNamed(arguments: [String], text: String) throws {
      let run = try isolab(["survey"] + arguments)
      #expect(run.status == .code(2) && run.errors.contains(text), "\(run.errors)")
    }
  }
}
