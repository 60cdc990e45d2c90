import Foundation
import Testing

extension CommandLineTests {
  /// `isolab simulate`.
  @Suite struct Simulate {
    private static let small = [
      "simulate", "contention", "--keys", "20", "--clients", "1,4", "--transactions", "200",
      "--judge", "5",
    ]

    @Test func aTableAndAChart() throws {
      let run = try isolab(Self.small + ["--mode", "rc,si"])
      #expect(run.status == .code(0))
      #expect(run.errors == "")
      let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0] == "contention: counters, read counters, add 1 to others after reading them")
      #expect(lines[1] == "20 keys, zipfian 0.99, think 2, 200 transactions per run, seed 1")
      #expect(lines.contains { $0.hasPrefix("aborts, % of ended transactions") })
      #expect(lines.contains { $0.hasSuffix("commits that broke the rule") })
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(try isolab(Self.small + ["--mode", "rc,si"]).output == run.output)
    }

    /// All modes and numbers of clients are more than a screen.
    @Test func theHeadingsOfALongTableComeAgain() throws {
      let lines = try isolab(Self.small).output.split(separator: "\n")
      let headings = lines.indices.filter { lines[$0].hasPrefix("clients commits ") }
      #expect(headings.count == 2)
      #expect(lines.count - (headings.last ?? 0) <= 5)
    }

    /// However many options there are to be told.
    @Test func headingsAreBroken() throws {
      let options = [
        "--mode", "si", "--think", "1000", "--seed", "18446744073709551615", "--skew", "1.234567",
      ]
      for arguments in [
        [
          "contention", "--conflicts", "first-committer", "--mix", "report", "--clients", "9",
          "--transactions", "20", "--keys", "9999",
        ],
        ["bloat", "--time", "4000", "--clients", "1", "--keys", "9999"],
      ] {
        let lines = try isolab(["simulate"] + arguments + options).output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
        #expect(lines.contains { $0.hasSuffix(" 18446744073709551615") })
        #expect(lines.prefix(4).contains { $0.hasPrefix("  ") })
      }
    }

    @Test func everythingIsToldInSentences() throws {
      for arguments in [
        Self.small + ["--mode", "rc,si", "--plain"],
        ["simulate", "bloat", "--time", "400", "--reader", "200", "--keys", "20", "--plain"],
      ] {
        let lines = try isolab(arguments).output.split(
          separator: "\n", omittingEmptySubsequences: false
        ).dropLast()
        #expect(lines.allSatisfy { $0.hasSuffix(".") && !$0.contains("  ") }, "\(lines)")
      }
    }

    /// A line that is drawn again and again is nothing for a screen reader; Ctrl-C works all the same.
    @Test func thereIsNoProgressForAScreenReader() throws {
      let terminal = try PTY(
        TerminalShell.program,
        ["simulate", "contention", "--plain", "--mode", "rc", "--clients", "1,50"]
          + ["--time", "10000000"], rows: 24, columns: 80)
      try terminal.expectCaught(SIGINT)
      Thread.sleep(forTimeInterval: 2)
      try terminal.send("\u{3}")
      let shown = try terminal.expect("isolab: interrupted")
      #expect(!shown.contains("left"))
      #expect(try terminal.exitStatus() == .code(130))
    }

    @Test(
      arguments: [
        (["--mode", "dance"], "dance"), (["--mode", "si,si"], "given twice"),
        (["--mix", "dance"], "--mix must be counters, transfers, doctors, report, or mixed"),
        (["--clients", "0"], "--clients must be from 1 to 1000"), (["--clients", "4,2"], "ascend"),
        (["--clients", "1,,2"], "not a whole number"),
        (["--keys", "1"], "--keys must be from 2 to"),
        (["--clients", "1,2", "--keys", "10,20"], "only one of"),
        (["--skew", "0,1", "--clients", "1,2"], "only one of"),
        (["--skew", "nan"], "--skew must be"),
        (["--distribution", "normal"], "uniform or zipfian"),
        (
          ["--distribution", "uniform", "--skew", "1"], "does not apply to the uniform distribution"
        ),
        (["--reads", "2", "--mix", "doctors"], "does not apply to the mix doctors"),
        (["--writes", "0"], "--writes must be from 1 to"),
        (["--writes", "9", "--keys", "5"], "too few"),
        (["--reads", "0", "--mix", "report"], "a report reads"),
        (["--think", "-1"], "--think must be"),
        (["--transactions", "0"], "--transactions must be"),
        (["--time", "0"], "--time must be"),
        (["--time", "5", "--transactions", "5"], "cannot be combined"),
        (["--time", "4000001", "--clients", "1,1000"], "--time multiplied by --clients must be"),
        (["--retries", "-1"], "--retries must be"), (["--backoff", "-1"], "--backoff must be"),
        (["--judge", "-1"], "--judge must be"), (["--seed", "-1"], "'--seed"),
        (["--conflicts", "first"], "first-updater or first-committer"),
        (["--chart", "dance"], "--chart must be commits, aborts, broken, not-needed"),
        (["--chart", "aborts,aborts"], "--chart: the names must differ"),
        (["--json", "--csv"], "cannot be combined"), (["-o", "chart.png"], "must end in .svg"),
      ] as [([String], String)])
    func wrongOptionsAreRefused(options: [String], complaint: String) throws {
      let options = options.map { $0.hasPrefix("-1") ? "=" + $0 : $0 }
      let joined = options.reduce(into: [String]()) { list, option in
        if option.hasPrefix("=") { list[list.count - 1] += option } else { list.append(option) }
      }
      let refused = try isolab(["simulate", "contention"] + joined)
      #expect(refused.status == .code(2))
      #expect(refused.output == "")
      #expect(refused.errors.contains(complaint), "\(refused.errors)")
    }

    @Test func picturesAreNewFiles() throws {
      let scratch = try Scratch()
      let arguments = Self.small + ["--mode", "si", "-o", "chart.svg"]
      #expect(try isolab(arguments, in: scratch).status == .code(0))
      let file = scratch.path + "/chart.svg"
      let picture = try String(contentsOfFile: file, encoding: .utf8)
      #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
      let again = try isolab(arguments, in: scratch)
      #expect(again.status == .code(2))
      #expect(again.output == "")
      #expect(again.errors == "isolab: cannot write chart.svg: File exists\n")
      let nowhere = try isolab(Self.small + ["-o", "nowhere/chart.svg"], in: scratch)
      #expect(nowhere.status == .code(2))
      #expect(nowhere.errors.contains("cannot write nowhere/chart.svg"))
    }

    @Test func programsGetNumbersOnly() throws {
      let csv = try isolab(Self.small + ["--csv", "--mode", "rc,si"]).output
      #expect(csv.split(separator: "\n").count == 5)
      #expect(csv.hasPrefix("mix,mode,conflicts,clients,"))
      let json = try isolab(Self.small + ["--json", "--mode", "rc,si"]).output
      #expect(json.split(separator: "\n").count == 1)
      #expect(json.hasPrefix("{\"simulated\":\"contention\",\"mix\":\"counters\","))
    }

    @Test func bloatHasItsOwnTable() throws {
      let arguments = ["simulate", "bloat", "--time", "400", "--reader", "200", "--keys", "20"]
      let run = try isolab(arguments)
      #expect(run.status == .code(0))
      #expect(run.output.hasPrefix("bloat: 8 clients write, one reads from step 100 to 300\n"))
      #expect(run.output.contains("\nold versions kept\n"))
      #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(try isolab(arguments + ["--csv"]).output.hasPrefix("every,time,committed,kept,"))
      #expect(try isolab(arguments + ["--json"]).output.hasPrefix("{\"simulated\":\"bloat\","))
    }

    @Test(
      arguments: [
        (["--mode", "2pl"], "writers wait for a long reader"),
        (["--every", "0"], "--every must be"),
        (["--every", "never,10"], "not a whole number"), (["--every", "10,5"], "ascend"),
        (["--time", "1"], "--time must be"), (["--reader=-1"], "--reader must be"),
        (["--time", "4000001", "--clients", "1000"], "--time multiplied by --clients must be"),
        (
          ["--time", "4000000", "--clients", "100"],
          "about 33333333 old versions at once, and the limit is"
        ),
        (
          ["--time", "10000000", "--reader", "10000000", "--clients", "20", "--every", "1"],
          "about 12500001 old versions at once, and the limit is"
        ),
        (["--chart", "dance"], "--chart must be kept, read, long, or removed"),
        (["--skew", "9"], "--skew must be from 0 to 5"), (["-o", "x"], "must end in .svg"),
      ] as [([String], String)])
    func wrongOptionsOfBloatAreRefused(options: [String], complaint: String) throws {
      let refused = try isolab(["simulate", "bloat"] + options)
      #expect(refused.status == .code(2))
      #expect(refused.output == "")
      #expect(refused.errors.contains(complaint), "\(refused.errors)")
    }

    /// Which is told and drawn, but not kept as a picture.
    @Test func ctrlCLeavesWhatThereIs() throws {
      let scratch = try Scratch()
      let terminal = try PTY(
        TerminalShell.program,
        ["simulate", "contention", "--mode", "rc", "--clients", "1,50", "--time", "10000000"]
          + ["-o", scratch.path + "/chart.svg"], rows: 24, columns: 80)
      try terminal.expect("contention: ")
      try terminal.send("\u{3}")
      try terminal.expect("The last run was interrupted.")
      try terminal.expect("isolab: interrupted")
      #expect(try terminal.exitStatus() == .code(130))
      #expect(!FileManager.default.fileExists(atPath: scratch.path + "/chart.svg"))
    }
  }
}
