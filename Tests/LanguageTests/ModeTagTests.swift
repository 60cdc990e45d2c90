import Testing
import Vocabulary

@testable import Language

/// Prose that is about some modes only.
@Suite struct ModeTagTests {
  private static let text = """
    [rc, si] Two modes
    on two lines.

    - [ssi] an item
    - [a link](x.md) is no tag
    - [ ] neither is this, nor [rc] in the middle
    """

  private static var blocks: [ProseBlock] {
    ProseBlock.read(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...])
  }

  @Test func tagsAreReadAndLeftOut() {
    #expect(
      Self.blocks.map(\.modes) == [[.readCommitted, .snapshot], [.serializableSnapshot], nil, nil])
    #expect(Self.blocks[0].kind == .paragraph([.text("Two modes on two lines.")]))
  }

  @Test func onlyWhatConcernsTheModeIsSaid() {
    #expect(Self.blocks.said(in: .snapshot).map { $0.lines.lowerBound } == [1, 4, 6])
    #expect(Self.blocks.said(in: .serializableSnapshot).map { $0.lines.lowerBound } == [4, 5, 6])
  }

  /// A list stays one list, and a paragraph stands apart, whatever is left out between.
  @Test func whatIsLeftOutLeavesNoGap() {
    let text = "A.\n\n[rc] B.\n\n- a\n- [rc] b\n- c\n\nC."
    let blocks = ProseBlock.read(
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)[...])
    #expect(blocks.said(in: .readCommitted) == blocks)
    #expect(blocks.said(in: .snapshot).map(\.lines) == [1..<2, 5..<6, 6..<8, 9..<10])
  }

  @Test(arguments: [
    "[1] a", "[x] a", "[Adya] a", "[two words] a", "[rc](a.md)", "[rc]a", "[rc]", "[rc a",
    "a [rc] b", "[] a",
  ]) func otherBracketsAreText(line: String) {
    #expect(ProseBlock.read([line]).map(\.modes) == [nil])
  }

  @Test(arguments: ["[RC, 2pl] a", "- [RC, 2pl] a", "  1.  [RC,two-phase-locking]  a"])
  func namesAreReadAsInAnswers(line: String) {
    let blocks = ProseBlock.read([line])
    #expect(blocks.map(\.modes) == [[.readCommitted, .twoPhaseLocking]])
    switch blocks[0].kind {
    case .paragraph(let text), .item(_, _, let text): #expect(text == [.text("a")])
    default: Issue.record("\(blocks)")
    }
  }

  @Test(arguments: [
    ("- [rc, sii] x", 8, "there is no mode sii"), ("[snapsot] x", 2, "there is no mode snapsot"),
    ("  [rc,c] x", 7, "there is no mode c"),
  ]) func aNameThatIsNoModeIsAnErrorWithItsPlace(line: String, column: Int, message: String) {
    let text = "# T\n\n\(line)\n\n```isolab\nBEGIN\n```\n"
    #expect {
      try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    } throws: { error in
      guard let error = error as? FileError else { return false }
      return (error.line, error.column, error.message) == (3, column, message)
    }
  }

  /// A page to read, without commands, may begin a line with any brackets.
  @Test func pagesToReadHaveNoTags() {
    #expect {
      try Scenario.read(bytes: Array("# T\n\n[snapsot] x\n".utf8), file: "a.md")
    } throws: { ($0 as? FileError)?.problem == .noBlock }
  }
}
