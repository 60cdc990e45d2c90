import Foundation
import Testing

/// isolab without a terminal, as scripts and other programs use it.
///
/// The parts are suites of their own, in the files that begin with this one's name.
@Suite struct CommandLineTests {
  @Test(arguments: [
    ["--help"], ["run", "--help"], ["test", "--help"], ["lessons", "--help"], ["new", "--help"],
    ["check", "--help"], ["import", "--help"], ["compare", "--help"], ["export", "--help"],
    ["play", "--help"], ["explore", "--help"],
    ["simulate", "--help"], ["simulate", "contention", "--help"],
    ["simulate", "bloat", "--help"],
    ["shell", "--help"], ["help"], ["-h"], ["help", "help"],
  ])
  func helpFitsOneScreen(arguments: [String]) throws {
    let help = try isolab(arguments)
    let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(help.status == .code(0))
    #expect(help.errors == "")
    #expect(lines.contains { $0.contains("isolab") })
    #expect(lines.count <= 24)
    #expect(lines.filter { $0.count > 80 } == [])
  }

  @Test func helpNamesTheCommands() throws {
    let help = try isolab(["--help"]).output
    for word in [
      "run", "compare", "test", "shell", "lessons", "new", "import", "check", "simulate",
      "export",
    ] {
      #expect(help.contains("\n  \(word) "))
    }
  }

  /// As in the shell, unless it is about a subcommand.
  @Test func helpKnowsTheTopics() throws {
    for topic in [
      ["write-skew"], ["write", "skew"], ["by", "versions"], ["undecided"], ["nonsens"],
    ] {
      let help = try isolab(["help"] + topic)
      let shell = try isolab(["-e", "help " + topic.joined(separator: " ")])
      #expect(help.status == .code(0) && help.errors == "")
      let shown = shell.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        .map { String($0.dropFirst($0.hasPrefix("  ; ") ? 4 : 3)) }
      #expect(help.output == shown.joined(separator: "\n"))
    }
    for subcommand in [["explore"], ["simulate", "bloat"]] {
      #expect(
        try isolab(["help"] + subcommand).output == isolab(subcommand + ["--help"]).output)
    }
    #expect(try isolab(["help"]).output == isolab(["--help"]).output)
  }

  @Test(arguments: [
    (["explor"], "explore"), (["tset", "x"], "test"), (["wrte-skew"], "run write-skew"),
    (["write-skew"], "run write-skew"),
  ])
  func slipsAreUnderstood(arguments: [String], meant: String) throws {
    let refused = try isolab(arguments)
    #expect(refused.status == .code(2))
    #expect(refused.errors.hasSuffix("\nDid you mean isolab \(meant)?\n"))
  }

  @Test func versionIsOneLine() throws {
    let version = try isolab(["--version"])
    #expect(version.status == .code(0))
    #expect(version.output == "0.1.0\n")
  }

  @Test(arguments: [
    ["dance"], ["run"], ["run", "--dance", "x"], ["test"], ["--mode", "dance"], ["-e"],
    ["run", "x", "y"], ["run", "x", "--mode", "repeatable-read"], ["compare"],
    ["compare", "x", "--mode", "rc,dance"], ["compare", "x", "--mode", "rc,rc"],
    ["compare", "x", "--conflicts", "first"], ["export", "-o", "x.svg"], ["export", "write-skew"],
    ["export", "write-skew", "-o", "x.png"], ["export", "write-skew", "-o", "-"],
    ["export", "write-skew", "-o", "x.svg", "--format", "png"],
    ["export", "write-skew", "-o", "x.svg", "--part", "0"],
    ["export", "write-skew", "--all", "-o", "x"],
    ["export", "write-skew", "--blank", "-o", "x.svg"],
  ])
  func usageErrorsGoToTheErrorsWithStatus2(arguments: [String]) throws {
    let refused = try isolab(arguments)
    #expect(refused.status == .code(2))
    #expect(refused.output == "")
    #expect(refused.errors.hasPrefix("Error: "))
    #expect(refused.errors.contains("\nUsage: isolab "))
  }

  @Test func linesMayBeGivenOnTheCommandLine() throws {
    let expected = """
      1 alice> BEGIN
        ok ; T1 sees state 0
      2 alice*> PUT x -1
        ok ; only T1 sees it until COMMIT
      3 alice*> COMMIT
        ok ; T1 committed as state 1: x=-1

      """
    for arguments in [
      ["-e", "BEGIN", "PUT x -1", "COMMIT"], ["-e", "BEGIN", "-e", "PUT x -1", "-e", "COMMIT"],
    ] {
      let run = try isolab(arguments)
      #expect(run.output == expected)
      #expect(run.errors == "")
      #expect(run.status == .code(0))
    }
  }

  @Test func errorsOfTheCommandLineNameItsLine() throws {
    let run = try isolab(["-e", "BEGIN", "PUTT x 1"])
    #expect(run.status == .code(2))
    #expect(run.output == "")
    #expect(
      run.errors == """
        -e:2:1: error: there is no word PUTT
        PUTT x 1
        ^~~~
        hint: did you mean PUT?

        """)
  }

  @Test func aRunCanBeWrittenAsTextbooksDo() throws {
    let run = try isolab(
      ["run", "-", "--notation", "rw"], input: "BEGIN\nGET x\nPUT x 1\nCOMMIT\n")
    #expect(run.output == "R1(x) W1(x) C1\n" && run.status == .code(0))
    #expect(try isolab(["run", "write-skew", "--notation", "x"]).status == .code(2))
  }

  @Test func exploringIsToldInSentences() throws {
    let told = try isolab(["explore", "write-skew", "--plain", "--mode", "si"]).output
    let lines = told.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("In snapshot: possible 3,003, clean 93, outcomes 4,") })
    #expect(lines.allSatisfy { $0.hasSuffix(".") && !$0.contains("  ") })
  }

  /// As bash asks with the script that `scripts/install` installs.
  @Test func tabOffersLessonsAndFiles() throws {
    let scratch = try Scratch()
    try scratch.write("x", to: "write-up.md")
    let question = [
      "---completion", "run", "--", "positional@0", "2", "10", "isolab", "run", "write",
    ]
    let offered = try isolab(question, in: scratch).output.split(separator: "\n")
    #expect(offered == ["write-skew", "write-promoted", "write-up.md"])
    for shell in ["bash", "zsh", "fish"] {
      let script = try isolab(["--generate-completion-script", shell]).output
      #expect(script.contains("serializable-snapshot"))
    }
    let script = try isolab(["--generate-completion-script", "fish"]).output
    let lines = script.split(separator: "\n")
    for (option, choice) in [
      ("isolab play\" -eq", "---completion play"), ("contention\" mix", "doctors"),
      ("contention\"'", "write-snapshot"), ("contention\" chart", "deadlocks"),
      ("bloat\" chart", "removed"), ("export\" format", "svg-graph"),
      ("compare\" conflicts", "first-committer"), ("run\" notation", "rw"),
    ] {
      #expect(lines.contains { $0.contains(option) && $0.contains(choice) }, "\(option) \(choice)")
    }
  }

  @Test func theModeMayBeChosenByEitherName() throws {
    for name in ["serializable-snapshot", "ssi", "SSI"] {
      let run = try isolab(["--mode", name, "-e", ".mode"])
      #expect(run.output.contains("* serializable-snapshot"))
    }
  }
}

/// Runs isolab to its end, with a text as its standard input.
func isolab(
  _ arguments: [String], input: String = "", in scratch: Scratch? = nil
) throws -> PipedProgram.Result {
  let program = try PipedProgram(arguments, in: scratch?.path ?? "/")
  program.send(input)
  return try program.finish()
}
