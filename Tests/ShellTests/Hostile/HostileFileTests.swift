import Pages
import Runs
import Testing

/// Whatever files hold and are called, no terminal is made to obey it, nor by what is written.
@Suite struct HostileFileTests {
  /// What is run of each command; `FILE` is a lesson, `HISTORY` a history, and what comes after
  /// `DIR` is written there.
  private static let runs: [String: [[String]]] = [
    "run": looks(of: ["FILE"]) + [
      ["FILE", "--notation", "rw"], ["FILE", "--part", "2"], ["FILE", "--part", "9"],
      ["WRONG"], ["WRONG", "--json"], ["FAILS"], ["FAILS", "--json"], ["HISTORY"], ["GONE"],
    ],
    "play": looks(of: ["FILE"]) + [["WRONG"], ["FAILS"]],
    "compare": looks(of: ["FILE", "--mode", "rc,si,ssi"]) + [["WRONG"], ["FAILS"]],
    "test": [
      ["FILE"], ["FILE", "--explore"], ["FILE", "--color", "always"], ["."], ["WRONG"], ["FAILS"],
      ["FAILS", "--update"], ["FILE", "--update"], ["FILE"],
    ],
    "explore": looks(of: ["FILE"]) + [
      ["FILE", "--show", "waits"], ["FILE", "--show", "1"], ["FILE", "--show", "1", "--json"],
      ["FILE", "--save", "DIR"], ["FILE", "--save", "DIR2", "--json"], ["WRONG"],
    ],
    "export": Export.usualNames.map { ["FILE", "-o", "-", "--format", $0] }
      + Export.allCases.map { ["FILE", "-o", "DIR/a.\($0.rawValue)"] } + [
        ["FILE", "-o", "-", "--blank"], ["FILE", "-o", "DIR/blank.md", "--blank"],
        ["FILE", "-o", "FILE"], ["FILE", "-o", "GONE/a.svg"], ["WRONG", "-o", "a.md"],
        ["FILE", "-o", "a.svg", "--part", "9"], ["FAILS", "-o", "a.svg"],
      ],
    "check": [
      ["HISTORY"], ["HISTORY", "--json"], ["HISTORY", "--plain"], ["HISTORY", "--color", "always"],
      ["HISTORY", "--mode", "ssi"], ["BAD"], ["FILE"],
    ],
    "new": [["FILE"], ["DIR/FILE"], ["GONE/FILE"]],
    "lessons": [["FILE"]],
    "import": [
      ["SPEC"], ["SPEC", "-o", "DIR/a.md"], ["WINDOWS"], ["WINDOWS", "-o", "DIR/b.md"], ["FILE"],
    ],
    "simulate": [["contention", "-o", "SVG"], ["bloat", "-o", "SVG"]],
    "survey": [
      small + ["--resume", "GONE"], small + ["--resume", "FILE"], small + ["--save", "DIR"],
      small + ["--html", "DIR2"], ["--show", "LINE:si"], ["--show", "write-skew:LINE"],
      ["--row", "LINE"], ["--claims", "LINE"],
    ],
    "shell": looks(of: ["-e", "LINES"]) + [["-e", "PUTT LINE"], ["-e", "PUT x \"LINE"]],
    "help": [["LINE"]],
  ]

  /// A survey of one cell.
  private static let small = ["--row", "write-skew", "--mode", "si"]

  private static func looks(of arguments: [String]) -> [[String]] {
    [[], ["--json"], ["--plain"], ["--color", "always"], ["--ascii"]].map { arguments + $0 }
  }

  @Test func everyCommandIsTried() throws {
    let names = try CommandTree.told().subcommands?.map(\.commandName) ?? []
    #expect(Set(names).union(["help"]) == Set(Self.runs.keys))
  }

  @Test(arguments: runs.keys.sorted(), Hostile.texts)
  func everyCommand(name: String, text: String) throws {
    let scratch = try Scratch()
    let files = try Self.write(text, into: scratch)
    for pattern in Self.runs[name] ?? [] {
      let arguments =
        [name]
        + pattern.map { part in
          files.reduce(part) { $0.replacing($1.key, with: $1.value) }
        }
      let run = try isolab(arguments, in: scratch)
      let output = run.output + run.errors
      #expect(!output.isEmpty, "\(arguments)")
      #expect(run.status != .code(3), "\(arguments): \(output)")
      expectHarmless(output, arguments, looks: pattern.contains("always"), tabs: true)
    }
    try Self.expectHarmlessFiles(in: scratch)
  }

  /// What is on the disk by then and was not written by the test itself.
  private static func expectHarmlessFiles(in scratch: Scratch) throws {
    for folder in ["DIR", "DIR2"] {
      for name in try scratch.files(folder) {
        expectHarmless(try scratch.read("\(folder)/\(name)"), "\(folder)/\(name)", tabs: true)
      }
    }
  }

  /// Writes the files that the runs name; what stands for which.
  private static func write(
    _ text: String, into scratch: Scratch
  ) throws -> [(key: String, value: String)] {
    let (lesson, line) = (Hostile.lesson(text), Hostile.line(text))
    let refused = "```isolab\ncarol: PUT \"\(line)\" 1\n```\n"
    let files = [
      ("FILE", "\(text).md", lesson),
      ("WRONG", "\(text)w.md", "\(lesson)```isolab\nPUTT \(text)\n"),
      ("FAILS", "\(text)f.md", lesson + refused), ("SVG", "\(text).svg", ""),
      ("HISTORY", "\(text).json", try Hostile.history(text)),
      ("BAD", "\(text)b.json", try Hostile.history(text, mode: text)),
      ("SPEC", "\(text).spec", "session \"\(line)\" step \"\(line)\" { SELECT '\(line)'; }"),
      ("WINDOWS", "\(text).sql", "-- \(line)\nSELECT '\(line)';\n/* \(line) */ COMMIT;\n"),
    ]
    for (_, name, content) in files { try scratch.write(content, to: name) }
    for folder in ["DIR", "DIR2"] { try scratch.makeFolder(folder) }
    return files.map { ($0.0, $0.1) } + [
      ("GONE", "\(text)gone"), ("LINES", Hostile.scene(text).joined(separator: "\n")),
      ("LINE", line),
    ]
  }
}
