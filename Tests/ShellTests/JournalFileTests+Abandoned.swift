import Runs
import Testing
import Vocabulary

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension JournalFileTests {
  /// What is left behind is found, taken over by one, and in the end thrown away.
  @Suite struct Abandoned {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Writes a journal as a shell that has died, so many seconds after the first.
    private func leave(_ lines: [String], tail: String = "", as name: String, at time: Int) throws {
      let records = [.opened(.snapshot)] + lines.map { Journal.Record.line($0) }
      let path = try scratch.write(records.flatMap(Journal.encode) + tail.utf8, to: name)
      let moment = timeval(tv_sec: 1_000_000_000 + time, tv_usec: 0)
      try #require(utimes(path, [moment, moment]) == 0)
    }

    private var found: [String] {
      JournalFile.abandoned(in: scratch.state).map {
        String($0.path.dropFirst(scratch.path.count + 1))
      }
    }

    @Test func theNewestIsFirst() throws {
      try leave(["a"], as: "journal-3-1", at: 1)
      try leave(["b"], as: "journal-1-1", at: 3)
      try leave(["c"], as: "journal-2-1", at: 2)
      try leave(["d"], as: "journal-2-2", at: 2)
      #expect(found == ["journal-1-1", "journal-2-2", "journal-2-1", "journal-3-1"])
    }

    @Test func whatHasNoLinesIsRemovedAndWhatIsForeignIsNot() throws {
      try leave([], as: "journal-1-1", at: 1)
      try scratch.write("", to: "journal-2-1")
      try scratch.write("0123", to: "journal-3-1")
      try scratch.write("a line\n", to: "history")
      try scratch.write("hello\n", to: "journal-4-1")
      mkdir("\(scratch.path)/journal-folder", 0o700)
      symlink("history", "\(scratch.path)/journal-link")
      mkfifo("\(scratch.path)/journal-pipe", 0o600)
      #expect(found == ["journal-4-1"])
      #expect(
        try scratch.files()
          == ["history", "journal-4-1", "journal-folder", "journal-link", "journal-pipe"])
    }

    @Test func onlySoManyAreKeptAndNoneIsTakenFromALivingShell() throws {
      let living = JournalFile(in: scratch.state, mode: .snapshot)
      try living.append(.line("alive"))
      let path = try #require(living.path)
      try #require(utimes(path, [timeval(), timeval()]) == 0)
      for number in 1...25 { try leave(["a"], as: "journal-0-\(number)", at: number) }
      let expected = (6...25).reversed().map { "journal-0-\($0)" }
      #expect(found == expected)
      #expect(found == expected)
      #expect(try scratch.files().count == 21)
      #expect(Journal(bytes: try Files.read(path)).lines == ["alive"])
    }

    @Test func whatIsAdoptedGoesOn() throws {
      try leave(["a"], as: "journal-1-1", at: 1)
      let abandoned = try #require(JournalFile.abandoned(in: scratch.state).first)
      #expect(abandoned.canBeResumed)
      #expect(abandoned.journal.lines == ["a"])
      do {
        let (file, journal) = try JournalFile.adopt(abandoned)
        #expect(journal == abandoned.journal)
        #expect(file.path == abandoned.path)
        #expect(found == [])
        try file.append(.line("b"))
        expectProblem(
          "isolab: cannot resume \(abandoned.path): another shell has resumed or removed it"
        ) { _ = try JournalFile.adopt(abandoned) }
      }
      // That shell has died too. Who found the journal before gets all of it.
      let (file, journal) = try JournalFile.adopt(abandoned)
      #expect(journal.lines == ["a", "b"])
      try file.remove()
      expectProblem(
        "isolab: cannot resume \(abandoned.path): another shell has resumed or removed it"
      ) { _ = try JournalFile.adopt(abandoned) }
      #expect(try scratch.files() == [])
    }

    @Test func aTornLineIsCutOff() throws {
      try leave(["a", "b"], tail: "0123456789abcdef li", as: "journal-1-1", at: 1)
      let abandoned = try #require(JournalFile.abandoned(in: scratch.state).first)
      #expect(abandoned.journal.damage == .tornLine)
      do {
        let (file, journal) = try JournalFile.adopt(abandoned)
        #expect(journal.damage == .tornLine)
        #expect(Journal(bytes: try Files.read(abandoned.path)).damage == nil)
        try file.append(.line("c"))
      }
      let journal = try #require(JournalFile.abandoned(in: scratch.state).first).journal
      #expect(journal.damage == nil)
      #expect(journal.lines == ["a", "b", "c"])
    }

    /// Or the next line would be taken for the one that brought it in.
    @Test func aFileWithoutItsLineIsCutOff() throws {
      let file = Journal.encode(.file(name: "a.md", text: "BEGIN"))
      for tail in ["", "0123"] {
        try leave(
          ["a"], tail: String(decoding: file, as: UTF8.self) + tail, as: "journal-1-1", at: 1)
        let abandoned = try #require(JournalFile.abandoned(in: scratch.state).first)
        do {
          let adopted = try JournalFile.adopt(abandoned).file
          try adopted.append(.line("b"))
        }
        let journal = Journal(bytes: try Files.read(abandoned.path))
        #expect(journal.records == [.opened(.snapshot), .line("a"), .line("b")])
        #expect(journal.damage == nil)
      }
    }

    @Test func aJournalFromTheFutureIsKeptAndNotTaken() throws {
      let text = "defb8bdfc6b24b6f isolab-journal 2 snapshot\nabc\n"
      let path = try scratch.write(text, to: "journal-1-1")
      let abandoned = try #require(JournalFile.abandoned(in: scratch.state).first)
      #expect(!abandoned.canBeResumed)
      expectProblem(
        "isolab: cannot resume \(path): the journal has version 2, which this isolab cannot read"
      ) { _ = try JournalFile.adopt(abandoned) }
      #expect(try scratch.read("journal-1-1") == text)
    }
  }
}
