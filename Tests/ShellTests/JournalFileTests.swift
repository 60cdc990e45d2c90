import Runs
import Testing
import Vocabulary

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Journals on disk: one for each shell, and what becomes of it when that dies.
///
/// A shell that has died is an object that is gone without `remove()`. The parts are suites of
/// their own, in the files that begin with this one's name.
@Suite struct JournalFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func aShellThatWasToldNothingLeavesNothing() throws {
    let directory = StateDirectory(path: "\(scratch.path)/none")
    let file = JournalFile(in: directory, mode: .snapshot)
    #expect(file.path == nil)
    try file.remove()
    #expect(try scratch.files() == [])
  }

  @Test func theModeComesFirst() throws {
    let file = JournalFile(in: scratch.state, mode: .twoPhaseLocking)
    try file.append(.line("BEGIN"))
    try file.append(.file(name: "a", text: "b\n"), .line(".open a"))
    let path = try #require(file.path)
    #expect(path == "\(scratch.path)/journal-\(getpid())-1")
    #expect(permissions(of: path) == 0o600)
    let journal = Journal(bytes: try Files.read(path))
    #expect(
      journal.records == [
        .opened(.twoPhaseLocking), .line("BEGIN"), .file(name: "a", text: "b\n"),
        .line(".open a"),
      ])
    #expect(journal.damage == nil)
  }

  @Test func anOrderlyEndLeavesNothing() throws {
    let file = JournalFile(in: scratch.state, mode: .snapshot)
    try file.append(.line("BEGIN"))
    try file.remove()
    try file.remove()
    #expect(try scratch.files() == [])
  }

  @Test func twoShellsDoNotDisturbEachOther() throws {
    let (one, other) = (
      JournalFile(in: scratch.state, mode: .snapshot),
      JournalFile(in: scratch.state, mode: .readCommitted)
    )
    for number in 1...20 {
      try one.append(.line("one \(number)"))
      if number > 10 { try other.append(.line("other \(number)")) }
      #expect(JournalFile.abandoned(in: scratch.state).isEmpty)
    }
    let paths = try [#require(one.path), #require(other.path)]
    #expect(Journal(bytes: try Files.read(paths[0])).lines == (1...20).map { "one \($0)" })
    #expect(Journal(bytes: try Files.read(paths[1])).lines == (11...20).map { "other \($0)" })
    try one.remove()
    try other.append(.line("last"))
    #expect(try scratch.files().count == 1)
  }

  @Test func aJournalThatIsTakenAwayIsMissed() throws {
    let file = JournalFile(in: scratch.state, mode: .snapshot)
    try file.append(.line("BEGIN"))
    let path = try #require(file.path)
    unlink(path)
    expectProblem("isolab: cannot write \(path): No such file or directory") {
      try file.append(.line("COMMIT"))
    }
  }

  /// The shell goes on, and what it was told meanwhile is written once there is a place for it.
  @Test func afterAFailureThereIsNoGap() throws {
    let blocked = StateDirectory(path: "\(scratch.path)/blocked/isolab")
    try scratch.write("", to: "blocked")
    let file = JournalFile(in: blocked, mode: .snapshot)
    for line in ["a", "b"] {
      expectProblem("isolab: cannot create \(blocked.path): Not a directory") {
        try file.append(.line(line))
      }
    }
    #expect(JournalFile.abandoned(in: blocked).isEmpty)
    unlink("\(scratch.path)/blocked")
    try file.append(.line("c"))
    let journal = Journal(bytes: try Files.read(try #require(file.path)))
    #expect(journal.mode == .snapshot)
    #expect(journal.lines == ["a", "b", "c"])
  }
}

/// That a call fails with a problem of this text.
func expectProblem(
  _ text: String, at location: SourceLocation = #_sourceLocation, in body: () throws -> Void
) {
  do {
    try body()
    Issue.record("no problem: \(text)", sourceLocation: location)
  } catch {
    #expect((error as? Files.Problem)?.text == text, "\(error)", sourceLocation: location)
  }
}

extension Journal {
  /// The accepted lines.
  var lines: [String] {
    records.compactMap { if case .line(let text) = $0 { text } else { nil } }
  }
}
