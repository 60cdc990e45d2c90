import Testing

extension CommandLineTests {
  /// `isolab explore` of a program whose states do not fit anywhere, and Ctrl-C meanwhile.
  @Suite struct ManyOrders {
    private let scratch: Scratch

    /// Six sessions with three autocommitted PUTs each: 137,225,088,000 orders.
    init() throws {
      scratch = try Scratch()
      let names = ["alice", "bob", "carol", "dave", "erin", "frank"]
      var lines = [".sessions carol dave erin frank", ".autocommit on", ".seed x=0"]
      for round in 1...3 { lines += names.map { "\($0): PUT x \($0)\(round)" } }
      try scratch.write(lines.joined(separator: "\n") + "\n", to: "many.isolab")
    }

    private func start(_ options: String...) throws -> PipedProgram {
      try PipedProgram(["explore", "many.isolab", "--mode", "si"] + options, in: scratch.path)
    }

    @Test func memoryIsBoundedAndTheTableSaysSo() throws {
      let program = try start("--memory", "1M", "--limit", "6000")
      let run = try program.finish(seconds: 300)
      #expect(run.status == .code(0) && run.errors == "")
      #expect(
        run.output.contains(
          """
          snapshot: the states need more than 1 MiB, so this is a sample of 6,000 orders,
            drawn with seed 1; percentages are shares of the sample
          """))
      #if os(Linux)
        #expect(1 << 20..<60 << 20 ~= program.peakBytes)
      #endif
    }

    @Test func programsAreToldWhatThereWasTooMuchOf() throws {
      for (option, cause) in [("--memory=100K", "memory"), ("--limit=300", "states")] {
        let run = try start(option, "--limit=300", "--json").finish(seconds: 120)
        #expect(run.output.contains("\"size\":300,\"seed\":1,\"because\":\"\(cause)\"}"))
      }
    }

    /// In the middle of a step; nothing is waited for but the way that is being run.
    @Test func ctrlCAnswersAtOnce() throws {
      let program = try start("--mode", "rc")
      try program.interrupt(after: 2)
      let start = now()
      let run = try program.finish()
      #expect(now() - start < 2, "half a second on a machine that does nothing else")
      #expect(run.status == .code(130))
      #expect(
        run.output == """
          many.isolab: 6 sessions, 18 steps, 137,225,088,000 orders
          snapshot: interrupted before its orders were counted

          """)
      #expect(run.errors == "isolab: interrupted\n")
    }

    /// A sample is as large as it has become.
    @Test func whatWasDrawnIsTold() throws {
      let program = try start("--limit", "9000", "--memory", "1K")
      try program.interrupt(after: 2)
      let run = try program.finish()
      #expect(run.status == .code(130))
      #expect(run.output.contains("KiB, so this is a sample of "))
      #expect(!run.output.contains("9,000 orders") && run.output.contains("\nsnapshot  ~"))
    }

    /// The lessons that are through are told, and the one that is not is not.
    @Test func testsAreBrokenOffToo() throws {
      try scratch.write(".modes si\nBEGIN\n  ok\n.expect si: never abort\n", to: "a.isolab")
      let many = try scratch.read("many.isolab")
      try scratch.write(
        ".modes si\n  ok\n" + many + ".expect si: at the end count(*) = 1\n", to: "many.isolab")
      let program = try PipedProgram(
        ["test", "--explore", "a.isolab", "many.isolab"], in: scratch.path)
      try program.interrupt(after: 2)
      let run = try program.finish()
      #expect(run.status == .code(130) && run.errors == "isolab: interrupted\n")
      #expect(run.output.contains("ok     snapshot               a.isolab:4: never abort\n"))
      #expect(run.output.hasSuffix("\n3 passed, 0 failed, 2 answers compared\n"))
    }

    /// Nothing is known yet of the only lesson, which is no reason to call it untested.
    @Test func aTestThatIsBrokenOffAtOnceSaysSo() throws {
      let many = try scratch.read("many.isolab")
      try scratch.write(many + ".expect si: at the end count(*) = 1\n", to: "many.isolab")
      let program = try PipedProgram(
        ["test", "--explore", "many.isolab"], in: scratch.path)
      try program.interrupt(after: 2)
      let run = try program.finish()
      #expect(run.status == .code(130) && run.errors == "isolab: interrupted\n")
    }

    @Test(arguments: ["1", "0M", "M", "-1G", "1T", "9999999999G", "1.5G"])
    func aSizeIsANumberAndAUnit(size: String) throws {
      for command in [["explore", "write-skew"], ["test", "--explore", "write-skew"]] {
        let run = try isolab(command + ["--memory=\(size)"])
        #expect(run.status == .code(2) && run.output == "")
        #expect(run.errors.contains("--memory must be a number followed by K, M, or G"))
      }
    }
  }
}
