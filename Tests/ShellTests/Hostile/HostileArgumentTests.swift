import Testing

/// Whatever the arguments hold, no terminal is made to obey it.
@Suite struct HostileArgumentTests {
  @Test(arguments: Hostile.texts)
  func everyOptionOfEveryCommand(text: String) throws {
    let scratch = try Scratch()
    var count = 0
    for (words, command) in try CommandTree.told().paths() {
      for arguments in Self.misuses(of: command, text) {
        let refused = try isolab(words + arguments, in: scratch)
        expectHarmless(refused.output + refused.errors, words + arguments)
        #expect(refused.status != .code(3))
        count += 1
      }
    }
    #expect(count > 150)
  }

  /// Arguments that hold the text in every place where there can be one.
  private static func misuses(of command: CommandTree, _ text: String) -> [[String]] {
    let arguments = command.arguments ?? []
    let files = arguments.filter { $0.kind == "positional" }.map { _ in "write-skew" }
    let options = arguments.flatMap { argument -> [[String]] in
      let name = argument.names?.last?.typed ?? ""
      // -e takes lines, and an error shows the line.
      let text = name == "-e" ? Hostile.line(text).replacing("\t", with: "") : text
      return switch argument.kind {
      case "option": [files + [name, text], files + ["\(name)=\(text)"]]
      case "flag": [files + ["\(name)=\(text)"]]
      default: []
      }
    }
    return options + [
      [text], [text, text, text], ["--\(text)"], ["-\(text)"], ["--\(text)=1"], files + [text],
    ]
  }

  @Test(arguments: Hostile.texts)
  func theEnvironment(text: String) throws {
    for name in ["HOME", "XDG_STATE_HOME", "LANG", "TERM", "COLUMNS"] {
      let program = try PipedProgram(["-e", ".mode"], environment: [name: "/\(text)"])
      let result = try program.finish()
      #expect(!result.output.isEmpty)
      expectHarmless(result.output + result.errors, name)
    }
  }
}
