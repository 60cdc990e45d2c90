import Testing

/// The faults that scripts/mutants puts into the sources, which takes too long for every change:
/// that each still applies, and is told of.
@Suite struct MutantTests {
  private static let mutants = Tree.files(in: "Tests/Mutants", endingIn: ".mutant")

  @Test func thereAreMutants() { #expect(Self.mutants.count >= 18) }

  @Test(arguments: mutants) func applies(mutant: Tree.File) throws {
    let parts = try #require(
      mutant.text.wholeMatch(
        of:
          /(?s).+?\.\nfile: (.+?)\ntests: \S+\n(?:modes: .+\n)?original:\n(.+?)\nmutated:(?:\n(.*))?/
      ),
      "\(mutant)")
    let (path, original, mutated) = (String(parts.1), parts.2, parts.3 ?? "")
    let file = try #require(Tree.file(path), "\(mutant): there is no \(path)")
    let count = file.text.split(separator: original, omittingEmptySubsequences: false).count - 1
    #expect(count == 1, "\(mutant): its original stands \(count) times in \(path)")
    #expect(original != mutated)
  }

  @Test(arguments: mutants) func isToldOf(mutant: Tree.File) throws {
    let page = try #require(Tree.file("docs/design/mutants.md"))
    let name = mutant.name.dropLast(".mutant".count)
    #expect(page.lines.contains { $0.hasPrefix("| \(name) |") }, "\(page) lacks \(name)")
  }
}
