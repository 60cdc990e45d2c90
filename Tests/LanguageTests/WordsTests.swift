import Language
import Testing
import Vocabulary

@Suite struct WordsTests {
  /// A word that only stood in the table would be unknown to the parser, and the other way round
  /// the examples of the other suites would fail.
  @Test(arguments: Words.all)
  func theParserKnowsEveryWord(word: Word) throws {
    for line in [word.name, word.name.lowercased(), word.name.uppercased()] {
      do throws(ScriptError) {
        _ = try Statement.parse(line: line)
      } catch {
        guard case .missing = error.problem else { throw Unexpected(what: error.message) }
      }
    }
  }

  @Test(arguments: Words.all)
  func usagesStartWithTheirWord(word: Word) {
    #expect(word.usage.hasPrefix(word.name))
  }

  @Test func namesAreUnique() {
    #expect(Set(Words.all.map { $0.name.lowercased() }).count == Words.all.count)
    #expect(Words.named("begin")?.name == "BEGIN")
    #expect(Words.named(".Why")?.name == ".why")
    #expect(Words.named("why") == nil)
  }
}
