import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CommandLineTests {
  /// Output that nobody can take is noticed.
  @Suite struct Outputs {
    private static let scenario =
      "BEGIN\n" + (1...3000).map { "PUT key\($0) \($0)\n" }.joined() + "COMMIT\n"

    @Test(
      .enabled(if: access("/dev/full", W_OK) == 0),
      arguments: [["--help"], ["run", "-"], ["run", "-", "--json"], []])
    func aFullDiskIsAnError(arguments: [String]) throws {
      let program = try PipedProgram(arguments, outputFile: "/dev/full")
      program.send(Self.scenario)
      let result = try program.finish()
      #expect(result.status == .code(3))
      #expect(result.errors == "isolab: cannot write: No space left on device\n")
    }

    @Test(arguments: [[], ["--json"]])
    func aReaderThatLeavesEndsTheRunQuietly(options: [String]) throws {
      let file = try Scratch()
      let path = try file.write(Self.scenario, to: "long.isolab")
      let program = try PipedProgram(["run", path] + options)
      _ = try program.line()
      program.closeOutput()
      let result = try program.finish()
      #expect(result.status != .code(0))
      #expect(result.errors == "")
    }

    @Test func aWriterThatLeavesEndsTheStream() throws {
      let program = try PipedProgram(["run", "-", "--json"])
      program.send("BEGIN\nPUT x")
      let result = try program.finish()
      #expect(result.status == .code(2))
      #expect(result.errors.hasPrefix("-:2:6: error: PUT needs a value\n"))
    }
  }
}
