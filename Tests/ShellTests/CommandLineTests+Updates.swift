import Foundation
import Testing

extension CommandLineTests {
  /// `test --update` rewrites recorded answers, and nothing else.
  @Suite struct Updates {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The file after an update that is expected to make it pass.
    private func updated(_ text: String, named name: String = "lesson.md") throws -> String {
      try scratch.write(text, to: name)
      let test = try isolab(["test", "--update", name], in: scratch)
      #expect(test.status == .code(0))
      #expect(test.errors == "")
      #expect(try scratch.files() == [name])
      return try scratch.read(name)
    }

    @Test func onlyWrongAnswersChange() throws {
      let lesson = """
        # Title
        Prose with `x=9` and
          x=9 indented.
        ```isolab
        .seed x=1
        alice: BEGIN
        alice: GET x
          x=9
        # a comment
        alice: SCAN
          x=1 ; kept, for it is right

        alice: PUT x 2
        ```
        ```text
        alice: GET x
          x=9
        ```
        no newline at the end
        """
      let expected = lesson.replacingOccurrences(
        of: "alice: GET x\n  x=9\n#", with: "alice: GET x\n  x=1\n#")
      #expect(expected != lesson)
      #expect(try updated(lesson) == expected)
    }

    @Test func aQuestionMarkIsFilledInForAllModes() throws {
      let lesson = """
        alice: BEGIN
          ?
        bob: BEGIN
        alice: PUT x 1
        bob: PUT x 2
          ?
        alice: COMMIT
          ?
        alice: COMMIT
          ?

        """
      #expect(
        try updated(lesson, named: "lesson.isolab") == """
          alice: BEGIN
            ok
          bob: BEGIN
          alice: PUT x 1
          bob: PUT x 2
            [rc,si]   WAITS alice
            [wsi,ssi] ok
          alice: COMMIT
            [rc]      ok
            [rc]      RESUMED bob ok
            [si]      ok
            [si]      RESUMED bob ABORTED concurrent-update, not needed
            [wsi,ssi] ok
          alice: COMMIT
            error no-transaction

          """)
    }

    @Test func byteOrderMarkAndCarriageReturnsAreKept() throws {
      let lesson = "\u{FEFF}# T\r\n\r\n```isolab\r\nBEGIN\r\nGET x\r\n  ?\r\n```\r\nend"
      let expected = lesson.replacingOccurrences(of: "?", with: "(none)")
      #expect(try updated(lesson).utf8.elementsEqual(expected.utf8))
    }

    @Test func aLessonThatPassesIsUntouched() throws {
      let lesson = "BEGIN\n  ok   ; my own prose\nGET x\n     (none)\nPUT x 1\n  [ssi] ok\n"
      try scratch.write(lesson, to: "lesson.isolab")
      try scratch.setPermissions(0o444, of: "lesson.isolab")
      let test = try isolab(["test", "--update", "lesson.isolab"], in: scratch)
      #expect(test.status == .code(0))
      #expect(!test.output.contains("rewritten"))
      #expect(try scratch.read("lesson.isolab") == lesson)
    }

    @Test func commentsAndBlankLinesAmongAnswersAreKept() throws {
      let lesson = "BEGIN\nGET x\n  [rc] bad\n\n# a comment\n  [si,wsi,ssi] (none)\n"
      let result = try updated(lesson, named: "lesson.isolab")
      #expect(result.contains("\n# a comment\n"))
      #expect(result.contains("\n\n"))
    }

    @Test func notesAmongAnswersAreKept() throws {
      let lesson = "BEGIN\nGET x\n  bad\n  ; look, nothing there\n"
      #expect(
        try updated(lesson, named: "lesson.isolab")
          == "BEGIN\nGET x\n  (none)\n  ; look, nothing there\n")
    }

    @Test func permissionsAndLinksAreKept() throws {
      try scratch.write("BEGIN\n  ?\n", to: "lesson.isolab")
      try scratch.setPermissions(0o640, of: "lesson.isolab")
      let link = "\(scratch.path)/link.isolab"
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: "lesson.isolab")
      #expect(try isolab(["test", "--update", link]).status == .code(0))
      #expect(try scratch.read("lesson.isolab") == "BEGIN\n  ok\n")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "lesson.isolab")
      let file = "\(scratch.path)/lesson.isolab"
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
    }

    /// Root may write everywhere, unless it gives that up.
    private static let unprivileged: [String]? =
      if geteuid() != 0 {
        []
      } else if access("/usr/bin/setpriv", X_OK) == 0 {
        ["/usr/bin/setpriv", "--bounding-set=-dac_override"]
      } else {
        nil
      }

    @Test(.enabled(if: unprivileged != nil))
    func aReadOnlyFileIsAnErrorAndUnchanged() throws {
      let lesson = "BEGIN\n  ?\n"
      try scratch.write(lesson, to: "lesson.isolab")
      try scratch.setPermissions(0o444, of: "lesson.isolab")
      let words = (Self.unprivileged ?? []) + [TerminalShell.program, "test", "--update"]
      let test = try PipedProgram(
        words.dropFirst() + ["lesson.isolab"], program: words[0], in: scratch.path
      ).finish()
      #expect(test.status == .code(2))
      #expect(test.errors == "isolab: cannot rewrite lesson.isolab: Permission denied\n")
      #expect(try scratch.read("lesson.isolab") == lesson)
      #expect(try scratch.files() == ["lesson.isolab"])
    }
  }
}
