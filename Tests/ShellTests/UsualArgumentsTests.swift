import ArgumentParser
import Testing

@testable import isolab

/// The arguments that are understood without the parser.
@Suite struct UsualArgumentsTests {
  @Test(arguments: [
    [], ["--json"], ["--keep-going", "--json"], ["-e", ""], ["-e", "run", "help"],
    ["--json", "-e", "BEGIN", "GET x"],
  ])
  func theParserReadsTheSame(arguments: [String]) throws {
    let usual = try #require(ShellOpening(usual: arguments))
    let parsed = try #require(try Isolab.parseAsRoot(arguments) as? ShellCommand)
    #expect(description(of: usual) == description(of: parsed.opening))
  }

  @Test(arguments: [
    ["-e"], ["-e", "-x"], ["-e", "BEGIN", "--json"], ["--help"], ["run", "write-skew"], ["e"],
    ["--json", "--json"], ["--js"], ["--"], ["--mode", "ssi"], [""],
  ])
  func allElseIsLeftToTheParser(arguments: [String]) {
    #expect(ShellOpening(usual: arguments) == nil)
  }

  /// Every property, also one that has no value yet.
  private func description(of opening: ShellOpening) -> String {
    var text = ""
    dump(opening, to: &text)
    return text
  }
}
