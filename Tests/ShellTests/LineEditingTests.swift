import Layout
import Testing

@testable import LineEditing

/// The parts of the line editor that need no terminal.
@Suite struct LineEditingTests {
  init() { Terminal.adoptUTF8() }  // without it the C library does not know wide letters

  @Test func completionInsertsWhatAllCandidatesShare() {
    #expect(Completion(replaceCount: 1, candidates: ["ab1", "ab2"]).replacement == "ab")
    #expect(Completion(replaceCount: 2, candidates: ["ab1", "ab2"]).replacement == nil)
    #expect(Completion(replaceCount: 0, candidates: ["bob:"], suffix: "").replacement == "bob:")
    #expect(Completion.none.replacement == nil)
  }

  @Test func candidatesStandInColumnsThatFit() {
    func table(_ candidates: [String], columns: Int, rows: Int) -> String {
      Completion(replaceCount: 0, candidates: candidates).table(columns: columns, rows: rows)
    }
    #expect(table(["a", "bb", "日本", "d"], columns: 13, rows: 5) == "a     bb\n日本  d\n")
    let many = (0..<9).map { "k\($0)" }
    #expect(table(many, columns: 8, rows: 2) == "k0  k1\n... 7 more\n")
    #expect(table(["wide one", "x"], columns: 4, rows: 0) == "... 2 more\n")
  }

  @Test(arguments: [
    (StyledText("a> "), "a> "),
    (StyledText("x", .bold), "\u{1}\u{1B}[1m\u{1}x\u{1}\u{1B}[0m\u{1} "),
    (
      StyledText("1 ") + StyledText("x", .bold) + StyledText(">"),
      "1 \u{1}\u{1B}[1m\u{1}x\u{1}\u{1B}[0m\u{1}>"
    ),
    (StyledText("\u{1B}[1m\u{1}"), "\\u{1B}[1m\\u{1}"),
    (StyledText(""), ""),
  ])
  func coloursOfThePromptTakeNoRoom(prompt: StyledText, told: String) {
    let prompt = Prompt(prompt, coloured: true)
    withExtendedLifetime(prompt) {
      let characters = UnsafeBufferPointer(rebasing: prompt.characters.dropLast()[...])
      #expect(String(wide: characters) == told)
    }
  }
}
