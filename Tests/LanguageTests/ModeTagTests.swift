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
    #expect(Self.blocks.said(in: .snapshot).map { $0.lines.lowerBound } == [1, 5, 6])
    #expect(Self.blocks.said(in: .serializableSnapshot).map { $0.lines.lowerBound } == [4, 5, 6])
  }

  @Test func whereNoModeIsShownTheModesAreNamed() {
    #expect(
      Self.blocks.said(in: nil)[0].kind
        == .paragraph([
          .emphasis([.text("In rc, si:")]), .text(" "), .text("Two modes on two lines."),
        ]))
  }

  @Test func aNameThatIsNoModeIsAnErrorWithItsPlace() {
    let text = "# T\n\n- [rc, sii] x\n\n```isolab\nBEGIN\n```\n"
    #expect {
      try Scenario.read(bytes: Array(text.utf8), file: "a.md")
    } throws: { error in
      guard let error = error as? FileError else { return false }
      return (error.line, error.column) == (3, 8) && error.message == "there is no mode sii"
    }
  }
}
