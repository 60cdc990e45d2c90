import Foundation
import Runs
import Testing

/// The password of a URL is nowhere: not in an answer, an error, or a file.
@Suite struct PasswordTests {
  private static let url = "postgresql://u:secret@127.0.0.1:1/x?password=secret2"

  private func expectNothingSecret(_ texts: String...) {
    for text in texts { #expect(!text.contains("secret"), "\(text)") }
  }

  @Test func isInNoOutputOfACommand() throws {
    let home = try Scratch()
    let file = try home.write(".on \(Self.url)\nBEGIN\nCOMMIT\n", to: "place.isolab")
    for arguments in [
      ["--on", Self.url, "-e", "BEGIN"], ["run", "write-skew", "--on", Self.url],
      ["run", "write-skew", "--on", "sqlite:", "--on", Self.url], ["--on", Self.url, "--json"],
      ["-e", ".on \(Self.url)"], ["-e", "x .on \(Self.url)"], ["run", file],
      ["run", file, "--json"], ["run", file, "--keep-going"], ["test", file], ["compare", file],
      ["explore", file], ["play", file],
    ] {
      let run = try isolab(arguments)
      #expect(run.status != .code(0) || arguments.contains(file), "\(arguments)")
      expectNothingSecret(run.output, run.errors)
    }
    let stream = try isolab(["run", "-", "--json"], input: ".on \(Self.url)\n")
    expectNothingSecret(stream.output, stream.errors)
  }

  @Test func isInNoFileOfTheShell() throws {
    let home = try Scratch()
    let shell = try TerminalShell(home: home)
    try shell.enter(["BEGIN", "PUT x 1"])
    for line in [".on", "alice: .ON", ".onn", "2 alice*> .on"] {
      // The echo is what was typed; the answer must not repeat it.
      expectNothingSecret(try shell.enter("\(line) \(Self.url)"))
      expectNothingSecret(try shell.enter("\(line) \(Self.url)"))
    }
    try shell.terminal.send("\u{1B}[A")
    try shell.terminal.expect("postgresql://u@127.0.0.1:1/x")
    try shell.terminal.send("\u{3}")
    try shell.waitForPrompt()
    try shell.enter([".save \(home.path)/saved.md", ".export \(home.path)/saved.html"])
    try shell.kill()
    for name in try home.files("isolab").map({ "isolab/\($0)" }) + ["saved.md", "saved.html"] {
      expectNothingSecret(try home.read(name))
    }
    #expect(try home.read("isolab/history").contains("\n.onn postgresql://u@127.0.0.1:1/x\n"))
  }

  @Test func ofAJournalIsAskedForAgain() throws {
    let home = try Scratch()
    let records: [Journal.Record] = [
      .opened(nil), .on(Journal.Place(Self.url)), .line("BEGIN"), .line("PUT x 1"),
    ]
    try home.makeFolder("isolab")
    let bytes = records.flatMap(Journal.encode)
    try home.write(bytes, to: "isolab/journal-1-1")
    expectNothingSecret(String(decoding: bytes, as: UTF8.self))
    let shell = try TerminalShell(home: home)
    #expect(
      try shell.enter(".resume")
        == "  error store ; that lab was on postgresql://u@127.0.0.1:1/x, whose password is not"
        + " kept; type .on and the URL with the password, then .resume")
    #expect(shell.prompt == "1 alice> ")
    #expect(try home.read("isolab/journal-1-1").utf8.elementsEqual(bytes))
  }
}
