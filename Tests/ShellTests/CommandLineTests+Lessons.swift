import Foundation
import Testing

extension CommandLineTests {
  /// The lessons inside the program, new ones, and how their transcripts look.
  @Suite struct Lessons {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The sources of the lessons.
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Scenarios").standardizedFileURL

    private static var files: [String] {
      get throws {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
          $0.hasSuffix(".md")
        }
      }
    }

    @Test func everyLessonIsListedWithItsTitle() throws {
      let list = try isolab(["lessons"])
      #expect(list.status == .code(0))
      let names = list.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
      #expect(Set(names.map { "\($0).md" }) == Set(try Self.files))
      #expect(list.output.contains(/\nwrite-skew +two right decisions, one wrong result\n/))
    }

    @Test func aLessonIsPrintedByteForByte() throws {
      for file in try Self.files {
        let text = try Data(contentsOf: Self.folder.appendingPathComponent(file))
        let printed = try isolab(["lessons", String(file.dropLast(3))])
        #expect(printed.status == .code(0))
        #expect(Data(printed.output.utf8) == text, "\(file)")
      }
    }

    @Test(arguments: ["lessons", "run", "test"])
    func aLessonThatIsNotThereIsNamed(command: String) throws {
      for (name, hint) in [
        ("nonsense", "nonsense"), ("write-skw", "did you mean"), ("\u{1B}[31m", "\\u{1B}"),
      ] {
        let run = try isolab([command, name], in: scratch)
        #expect(run.status == .code(2))
        #expect(run.output == "" || command == "test")
        #expect(run.errors.hasPrefix("isolab: "))
        #expect(run.errors.contains(hint))
        #expect(!run.errors.contains("\u{1B}"))
      }
    }

    @Test func aLessonIsReplayedByItsName() throws {
      let named = try isolab(["run", "write-skew"], in: scratch)
      #expect(named.status == .code(0))
      #expect(named.output.contains("\n  RULE on-call broken ; "))
      let file = Self.folder.appendingPathComponent("write-skew.md").path
      #expect(try isolab(["run", file]).output == named.output)
      let test = try isolab(["test", "write-skew"], in: scratch)
      #expect(test.status == .code(0))
      #expect(test.output.contains("\n4 passed, 0 failed, "))
    }

    @Test func aFileOfThatNameComesFirst() throws {
      try scratch.write("BEGIN\n", to: "write-skew")
      let run = try isolab(["run", "write-skew"], in: scratch)
      #expect(run.output == "1 alice> BEGIN\n  ok ; T1 sees state 0\n")
    }

    @Test func aNewLessonPassesAndIsNotWrittenOver() throws {
      let new = try isolab(["new", "lost-shoes.md"], in: scratch)
      #expect(new.status == .code(0))
      #expect(new.output == "lost-shoes.md: now edit it; isolab test lost-shoes.md checks it\n")
      let text = try scratch.read("lost-shoes.md")
      #expect(text.hasPrefix("# Lost shoes\n"))
      let test = try isolab(["test", "lost-shoes.md"], in: scratch)
      #expect(test.status == .code(0))
      #expect(test.output.contains("\n4 passed, 0 failed, "))

      try scratch.write("mine", to: "mine.md")
      for (name, complaint) in [
        (
          "mine.md",
          "mine.md exists already, and isolab never overwrites a file. Choose another name, or "
            + "edit that file"
        ), ("no/where.md", "cannot write no/where.md: No such file or directory"),
      ] {
        let refused = try isolab(["new", name], in: scratch)
        #expect(refused.status == .code(2))
        #expect(refused.output == "")
        #expect(refused.errors == "isolab: \(complaint)\n")
      }
      #expect(try scratch.read("mine.md") == "mine")
      #expect(try scratch.files() == ["lost-shoes.md", "mine.md"])
    }

    @Test(arguments: [
      ([:], [], false), (["CLICOLOR_FORCE": "1"], [], true), (["CLICOLOR_FORCE": "0"], [], false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], [], false),
      (["NO_COLOR": "1"], ["--color", "always"], true),
      (["CLICOLOR_FORCE": "1"], ["--color", "never"], false),
      (["CLICOLOR_FORCE": "1"], ["--json"], false),
    ])
    func aPipeIsColouredWhereThatIsForced(
      environment: [String: String], options: [String], isColoured: Bool
    ) throws {
      for command in [["run", "write-skew"], ["-e", "BEGIN", "PUT x 1"]] {
        let program = try PipedProgram(command + options, environment: environment)
        let run = try program.finish()
        #expect(run.status == .code(0))
        #expect(run.output.contains("\u{1B}[1mok\u{1B}[0m") == isColoured)
        #expect(run.output.contains("\u{1B}") == isColoured)
      }
    }

    @Test func whatATerminalWouldObeyIsEscapedInATranscript() throws {
      let text = "BEGIN\nPUT \"\u{1B}[31m\" \"\u{9B}2J\u{202E}\"\nSCAN\t\n"
      for lines in [text, text + "PUT x \u{1B}[31m\n\u{9B}\n"] {
        for options in [[], ["--json"]] {
          let run = try isolab(["run", "-", "--keep-going"] + options, input: lines)
          let obeyed = run.output.unicodeScalars.filter {
            $0.value < 0x20 && $0 != "\n" || 0x7F..<0xA0 ~= $0.value || $0 == "\u{202E}"
          }
          #expect(obeyed.isEmpty, "\(run.output)")
        }
      }
      let transcript = try isolab([], input: text).output
      #expect(transcript.contains(#"2 alice*> PUT "\u{1B}[31m" "\u{9B}2J\u{202E}""#))
      #expect(try isolab([], input: transcript).output == transcript)
    }

    @Test func wordsOfTheShellAreRefusedElsewhere() throws {
      for word in [".play", ".play x", ".open x", ".save x", ".once x", ".resume", ".timing on"] {
        let run = try isolab(["-e", word])
        #expect(run.status == .code(1))
        #expect(run.errors.contains("works only in the shell"))
      }
    }
  }
}
