import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CommandLineTests {
  /// Work on a database that ends early: nothing is left there, and the status says why.
  @Suite struct Stopping {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.makeFolder("tmp")
      let sessions = ["a", "b", "c", "d", "e", "f"]
      let steps = sessions.map { "\($0): BEGIN\n\($0): GET x\n\($0): COMMIT\n" }.joined()
      try scratch.write(
        ".sessions \(sessions.joined(separator: " "))\n\(steps)", to: "many.isolab")
      try scratch.write("alice: BEGIN\nalice: GET x\nalice: COMMIT\n", to: "short.isolab")
    }

    private func start(_ arguments: String...) throws -> PipedProgram {
      try PipedProgram(
        arguments, environment: ["TMPDIR": "\(scratch.path)/tmp"], in: scratch.path)
    }

    /// A store that gives no answer to a read.
    private func hangingStore() throws -> String {
      let script = """
        while read -r line; do
          case "$line" in
            *'"isolab"'*) echo '{"store":"slow 1","levels":["snapshot"]}' ;;
            *'"get"'*) sleep 100 ;;
            *) echo '{"ok":true}' ;;
          esac
        done
        """
      return "exec:sh \(try scratch.write(script, to: "slow.sh"))"
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func aSignalLeavesNothing(signal: Int32) throws {
      let program = try start("explore", "many.isolab", "--on", "sqlite:", "--limit", "1000000")
      try program.signal(signal, after: 0.5)
      let start = now()
      #expect(try program.finish().status == .signal(signal))
      #expect(now() - start < 2, "half a second on a machine that does nothing else")
      #expect(try scratch.files("tmp") == [])
    }

    @Test func aReaderThatLeavesLeavesNothing() throws {
      let program = try start("run", "-", "--json", "--on", "sqlite:")
      program.send("BEGIN\nPUT x 1\n")
      _ = try program.line()
      program.closeOutput()
      program.send("GET x\n")
      #expect(try program.finish().status == .signal(SIGPIPE))
      #expect(try scratch.files("tmp") == [])
    }

    @Test func aSignalEndsTheReadingOfLines() throws {
      for signal in [SIGTERM, SIGINT] {
        let program = try start("run", "-", "--json", "--on", "sqlite:")
        program.send("BEGIN\n")
        _ = try program.line()
        try program.signal(signal, after: 0.2)
        let run = try program.finish()
        #expect(run.status == (signal == SIGINT ? .code(130) : .signal(signal)))
        #expect(run.errors == (signal == SIGINT ? "isolab: interrupted\n" : ""))
        #expect(try scratch.files("tmp") == [])
      }
    }

    @Test(arguments: [
      ["run", "short.isolab"], ["compare", "short.isolab"],
      ["export", "short.isolab", "-o", "x.html"], ["explore", "short.isolab"],
    ]) func ctrlCIsTold(command: [String]) throws {
      let program = try PipedProgram(
        command + ["--on", try hangingStore()], in: scratch.path)
      try program.interrupt(after: 1)
      let start = now()
      let run = try program.finish()
      #expect(now() - start < 2, "half a second on a machine that does nothing else")
      #expect(run.status == .code(130))
      #expect(run.errors.hasSuffix("isolab: interrupted\n"))
    }
  }
}
