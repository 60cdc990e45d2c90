import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// `isolab play --notes`: what the speaker reads while the class sees the demonstration.
  @Suite struct Notes {
    private func play(_ place: String, _ more: [String] = []) throws -> PTY {
      let terminal = try PTY(
        TerminalShell.program, ["play", "write-skew", "--notes", place] + more,
        environment: ["TERM": "xterm", "LANG": "C.UTF-8", "ISOLAB_LETTER_MILLISECONDS": "0"])
      return terminal
    }

    private func leave(_ terminal: PTY) throws {
      try terminal.send("q")
      #expect(try terminal.exitStatus() == .code(0))
    }

    private func expectRefusal(_ place: String, _ reason: String) throws {
      let terminal = try play(place)
      #expect(try terminal.exitStatus() == .code(2))
      #expect(terminal.plainText.contains(reason))
    }

    @Test(arguments: [[], ["--plain"]]) func aFileGrows(_ more: [String]) throws {
      let home = try Scratch()
      for _ in 0..<2 {
        let terminal = try play(home.path + "/notes", more)
        try terminal.expect("Alice and Bob are the doctors")
        try terminal.send("9g ")
        try terminal.expect("Bob made his decision before that")
        try leave(terminal)
        #expect(!terminal.plainText.contains("Take a vote"))
      }
      let text = try home.read("notes")
      #expect(text.split(separator: "isolab notes: Write skew").count == 2)
      #expect(text.matches(of: #/(?m)^\d\d:\d\d  0 min  [a-z-]+, part 1, step 9 of/#).count == 4)
      #expect(text.matches(of: #/(?m)^note  Take a vote before Bob commits/#).count == 2)
      #expect(text.matches(of: #/(?m)^next  Predict: /#).count == 2)
      #expect(text.matches(of: #/(?m)^then  10 bob\*> COMMIT$/#).count == 4)
      #expect(!text.contains("\u{1B}"))
    }

    @Test func aFIFOIsNotWaitedForAndMayLoseItsReader() throws {
      let home = try Scratch()
      let fifo = try home.place(.pipe, at: "fifo")
      let terminal = try play(fifo)
      try terminal.expect("nobody reads the notes; try cat ")
      var reader = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      defer { close(reader) }
      #expect(try text(from: reader).contains("note  Take a vote"))
      close(reader)
      try terminal.send("9g")
      try terminal.expect("nobody reads the notes")
      try terminal.send(" ")
      try terminal.expect("Bob made his decision")
      reader = open(fifo, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      #expect(try text(from: reader).contains("step 9 of 14"))
      try leave(terminal)
    }

    /// What comes first out of a FIFO whose writer may not be there yet.
    private func text(from descriptor: Int32) throws -> String {
      var buffer = [UInt8](repeating: 0, count: 4_096)
      for _ in 0..<3_000 {
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 { return String(decoding: buffer[..<count], as: UTF8.self) }
        usleep(10_000)
      }
      throw ChildProcess.Failure("nothing was written")
    }

    @Test func aFullDiskIsToldOnce() throws {
      guard access("/dev/full", W_OK) == 0 else { return }
      let terminal = try play("/dev/full")
      try terminal.expect("cannot write the notes to /dev/full: No space left on device")
      try terminal.send("9g")
      try terminal.expect("part 1, step 9 of 14")
      try leave(terminal)
      #expect(terminal.plainText.matches(of: #/cannot write the notes/#).count == 1)
    }

    @Test func anotherTerminalShowsAPageAndItsOwnIsRefused() throws {
      let second = try PTY("/bin/sh", ["-c", "tty; stty -echo; read wait"])
      let name = try second.expect("\n").filter { $0 != "\r" }
      let terminal = try play(name)
      try second.expect("note  Take a vote")
      try terminal.send("9g")
      try second.expect("step 9 of 14")
      #expect(String(decoding: second.raw, as: UTF8.self).contains("\u{1B}[H\u{1B}[2J"))
      try leave(terminal)
      try expectRefusal("/dev/tty", "the demonstration is on this terminal; name another one")
    }

    @Test func theShellTakesThemToo() throws {
      let home = try Scratch()
      let shell = try TerminalShell(["--no-config"], environment: ["TERM": "xterm"], columns: 80)
      let place = home.path + "/the notes"
      try shell.terminal.send(".play write-skew --notes \"\(place)\"\r")
      try shell.terminal.expect("part 1, step 0 of 14")
      try shell.terminal.send("q")
      try shell.waitForPrompt()
      #expect(try home.read("the notes").hasPrefix("isolab notes: Write skew"))
      let lesson = try home.write("# A lesson\n", to: "lesson.md")
      for (place, refusal) in [
        (" \(lesson)", "error file"), (" -", "error file ; --notes - works only outside"),
        ("", "--notes needs a file"),
      ] { #expect(try shell.enter(".play write-skew --notes\(place)").contains(refusal)) }
      #expect(try home.read("lesson.md") == "# A lesson\n")
      try shell.quit()
    }

    @Test func whatIsNoPlaceForNotesIsRefusedAndLeftAlone() throws {
      let home = try Scratch()
      let lesson = try home.write("# A lesson\n", to: "lesson.md")
      try expectRefusal(lesson, "it is not a notes file; name a new file")
      #expect(try home.read("lesson.md") == "# A lesson\n")
      try expectRefusal(home.path, "Is a directory")
      try expectRefusal(home.place(.socket, at: "socket"), "it is a socket")
      try expectRefusal(home.path + "/none/notes", "No such file or directory")
    }
  }
}
