import Language
import Testing
import Vocabulary

@Suite struct FileErrorTests {
  private func failure(_ bytes: [UInt8], file: String = "x.isolab") throws -> FileError {
    do throws(FileError) {
      _ = try Scenario.read(bytes: bytes, file: file)
    } catch {
      return error
    }
    throw Unexpected(what: "no error")
  }

  private func failure(_ text: String, file: String = "x.isolab") throws -> FileError {
    try failure(Array(text.utf8), file: file)
  }

  /// The error as it is printed, and a row for each case of `Problem`.
  @Test func texts() throws {
    let long = Array("GET x\nGET ".utf8) + [UInt8](repeating: 0x61, count: 65_533)
    let errors = [
      try failure([0xFF, 0xFE, 0x42, 0]), try failure([0x42, 0x45, 0, 0x47, 0x49, 0x4E, 0x0A]),
      try failure(Array("GET x\r\nGET ".utf8) + [0xC3, 0x28]), try failure(long),
      try failure("x\n  ~~~~ isolab x\nBEGIN\n~~~\n"), try failure("```sql\n", file: "a.md"),
      try failure("# t\n", file: "a.md"), try failure("# x\n\n  ok\n"),
      try failure("BEGIN\n GET x\n"),
      try failure("GET x\n  [si, sj] ok\n"), try failure("GET x\n  [si ok\n"),
      try failure("GET x\n  [] ok\n"), try failure("GET x\n  [si]\n"),
      try failure("GET x\n  [repeatable read] ok"),
    ]
    #expect(errors.map(\.diagnostic) == Self.texts)
    #expect(Set(errors.map { number($0.problem) }) == Set(0..<11))
  }

  private static let texts = [
    "x.isolab:1:1: error: the file is UTF-16 or UTF-32\nhint: save it as UTF-8",
    "x.isolab:1:3: error: the file contains a NUL byte\nBE\\u{0}GIN\n  ^~~~~",
    "x.isolab:2:5: error: byte 5 of the line is not UTF-8\nhint: save it as UTF-8",
    "x.isolab:2:1: error: the line is longer than 65536 bytes",
    """
    x.isolab:2:3: error: this block is never closed
      ~~~~ isolab x
      ^~~~~~~~~~~~~
    hint: close it with ~~~~
    """,
    "a.md:1:1: error: this block is never closed\n```sql\n^~~~~~\nhint: close it with ```",
    """
    a.md:1:1: error: the file has no isolab block
    hint: put commands into blocks that open with ```isolab
    """,
    """
    x.isolab:3:3: error: this answer has no command above it
      ok
      ^
    hint: start commands at the beginning of a line, and indent answers by two spaces
    """,
    """
    x.isolab:2:2: error: a command must start at the beginning of its line
     GET x
     ^
    hint: indent answers by two spaces
    """,
    """
    x.isolab:2:8: error: there is no mode sj
      [si, sj] ok
           ^~
    hint: modes are \(IsolationMode.allCases.map(\.name).joined(separator: ", "))
    """,
    """
    x.isolab:2:3: error: this tag is never closed
      [si ok
      ^
    hint: write [si,wsi] answer
    """,
    """
    x.isolab:2:3: error: a tag must name modes, and an answer must follow it
      [] ok
      ^~
    hint: write [si,wsi] answer
    """,
    """
    x.isolab:2:3: error: a tag must name modes, and an answer must follow it
      [si]
      ^~~~
    hint: write [si,wsi] answer
    """,
    """
    x.isolab:2:4: error: there is no mode repeatable read
      [repeatable read] ok
       ^~~~~~~~~~~~~~~
    hint: that is PostgreSQL's name for snapshot
    """,
  ]

  private func number(_ problem: FileError.Problem) -> Int {
    switch problem {
    case .wideEncoding: 0
    case .nulByte: 1
    case .invalidUTF8: 2
    case .longLine: 3
    case .unclosedBlock: 4
    case .noBlock: 5
    case .answerWithoutCommand: 6
    case .indentedCommand: 7
    case .unknownTag: 8
    case .unclosedTag: 9
    case .emptyTag: 10
    }
  }

  @Test func wideEncodings() throws {
    let text = "# Titel é\n```isolab\nBEGIN\n```\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, [0xFF, 0xFE, 0, 0]] {
      #expect(try failure(bytes).problem == .wideEncoding)
    }
    #expect(try failure([UInt8](repeating: 0, count: 40)).problem == .nulByte)
  }

  @Test func invalidBytes() throws {
    for bytes: [UInt8] in [[0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0x80]] {
      let error = try failure(Array("# é\nab".utf8) + bytes + [0x0A])
      #expect(error.problem == .invalidUTF8)
      #expect(error.line == 2)
      #expect(error.column == 3)
    }
  }

  @Test func longLinesMayBeFull() throws {
    let line = "PUT x " + String(repeating: "y", count: 65_530)
    #expect(try scenario(line + "\r\n" + line, file: "x").entries.count == 2)
  }

  @Test func answersStayWithTheirBlock() throws {
    let error = try failure("```isolab\nBEGIN\n```\n```isolab\n  ok\n```\n")
    #expect(error.problem == .answerWithoutCommand)
    #expect(error.line == 5)
  }
}
