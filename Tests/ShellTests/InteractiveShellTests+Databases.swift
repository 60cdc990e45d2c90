import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension InteractiveShellTests {
  /// Sessions that are connections to a database, here always to SQLite.
  @Suite struct Databases {
    private let home: Scratch

    init() throws {
      home = try Scratch()
      try home.makeFolder("tmp")
    }

    private func shell(_ arguments: [String] = []) throws -> TerminalShell {
      try TerminalShell(arguments, home: home, environment: ["TMPDIR": "\(home.path)/tmp"])
    }

    private static let levels = """
        ; * BEGIN DEFERRED   snapshot              si
        ;   BEGIN IMMEDIATE  two-phase-locking     2pl
      """

    private static let doctors = [
      ".seed alice_on=1 bob_on=1", "BEGIN", "bob: BEGIN", "COUNT * = 1", "bob: COUNT * = 1",
      "PUT alice_on 0", "bob: PUT bob_on 0",
    ]

    // MARK: Where it is

    @Test func theBannerNamesThePlaceAndItsLevels() throws {
      let shell = try shell(["--on", "sqlite:"])
      let rows = shell.greeting.split(separator: "\n")
      #expect(rows[0].hasPrefix("isolab 0.1.0  mode snapshot  sessions alice, bob"))
      #expect(rows[1].firstMatch(of: #/^  ; on SQLite 3\.[0-9.]+, sqlite:; its levels, /#) != nil)
      #expect(rows[2...].joined(separator: "\n") == Self.levels)
      #expect(try shell.enter(".on").hasSuffix(Self.levels))
      #expect(try shell.enter(".mode") == Self.levels)
      #expect(
        try shell.enter(".mode begin immediate")
          == "  ok ; a BEGIN without a mode now uses two-phase-locking")
      #expect(try shell.enter("BEGIN rc").contains("has no counterpart for read-committed"))
      try shell.quit()
      #expect(try home.files("tmp") == [])
    }

    @Test func aShellGoesThereAndBack() throws {
      let shell = try shell()
      #expect(try shell.enter(".on").hasPrefix("  ; on isolab's own engine\n"))
      try shell.enter(["BEGIN", "PUT x 1"])
      #expect(
        try shell.enter(".on sqlite:")
          == "  ; still open: alice T1. Typing the same line again rolls them back and goes there.")
      #expect(try shell.enter("GET x") == "  x=1")
      try shell.enter(".on sqlite:")
      let answer = try shell.enter(".on sqlite:")
      #expect(answer.hasPrefix("  ok ; a fresh lab without data; mode snapshot  sessions "))
      #expect(answer.hasSuffix(Self.levels))
      #expect(shell.prompt == "1 alice> ")
      #expect(try home.files("tmp").count == 1)
      #expect(try shell.enter(".undo").hasPrefix("  error unavailable ; there is nothing to undo"))
      try shell.enter("BEGIN")
      try shell.enter(".on lab")
      #expect(try shell.enter(".on LAB").contains("still open"))
      #expect(try shell.enter(".on LAB").hasSuffix("\n  ; on isolab's own engine"))
      #expect(try home.files("tmp") == [])
    }

    @Test func anImpossiblePlaceLeavesTheLabWhereItIs() throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.enter(["BEGIN", "PUT x 1", "COMMIT"])
      for place in ["sqlite:/nowhere/x.db", "nothing:", "x"] {
        let answer = try shell.enter(".on \(place)")
        #expect(answer.hasPrefix("  error store ; "), "\(answer)")
        #expect(answer.hasSuffix("\n  ; the lab stays where it is"))
      }
      try shell.enter("BEGIN")
      #expect(try shell.enter("GET x") == "  x=1")
    }

    // MARK: What can be done there

    @Test func waitsAndAbortsAreThoseOfTheDatabase() throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.enter(Self.doctors.dropLast())
      #expect(try shell.enter("bob: PUT bob_on 0").hasPrefix("  WAITS alice ; "))
      #expect(try shell.enter(".locks").hasSuffix("bob has been waiting for alice since step 6"))
      let answer = try shell.enter("COMMIT")
      #expect(answer.contains("\n  RESUMED bob ABORTED concurrent-update, needed ; "))
      #expect(answer.contains("SQLITE_BUSY_SNAPSHOT"))
      #expect(try shell.enter(".why").contains("SQLITE_BUSY_SNAPSHOT: database is locked"))
      #expect(try shell.enter(".timeline").contains("ABORTED concurrent-update"))
      #expect(try shell.enter(".versions").contains("alice_on  0      1      T1 alice"))
      #expect(try shell.enter(".transactions").contains("T2  bob"))
      #expect(try shell.enter(".graph").contains("T1 alice"))
      #expect(try shell.enter("bob: RETRY").contains("attempt 2"))
    }

    @Test func whatWasDoneIsDoneAgain() throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.enter(Self.doctors + ["COMMIT"])
      #expect(try shell.enter(".undo") == "  ok ; undone: alice: COMMIT")
      #expect(try shell.enter("ROLLBACK").contains("\n  RESUMED bob ok ; "))
      #expect(try shell.enter(".branches").contains("2       branch 1, undone"))
      #expect(try shell.enter(".rerun 2pl").contains("2 bob:   BEGIN            WAITS alice"))
      #expect(try shell.enter(".undo") == "  ok ; undone: .rerun two-phase-locking")
      #expect(try shell.enter(".rerun ssi").contains("has no counterpart"))
      #expect(try shell.enter(".compare rc si").contains("own engine, not on SQLite"))
      #expect(try shell.enter(".explore").contains("own engine, not on SQLite"))
      #expect(
        try shell.enter(".vacuum")
          == "  error unavailable ; .vacuum works only on isolab's own engine")
      let file = "\(home.path)/saved.md"
      #expect(
        try shell.enter(".save \(file)")
          == "  ok ; \(file): a lesson in snapshot; isolab test \(file) --on 'sqlite:' checks it")
      let lesson = try home.read("saved.md")
      #expect(lesson.contains("\n.modes snapshot\n"))
      try shell.quit()
      #expect(try isolab(["run", file]).status == .code(0))
      #expect(try isolab(["run", file, "--on", "sqlite:"]).status == .code(0))
    }

    @Test func statementsAreShownIfAskedFor() throws {
      let shell = try shell(["--on", "sqlite:", "--sql"])
      #expect(try shell.enter("BEGIN").hasPrefix("  ; BEGIN DEFERRED\n"))
      try shell.enter(".sql off")
      #expect(try shell.enter("GET x") == "  (none)")
      try shell.enter(".sql on")
      #expect(
        try shell.enter("GET x") == "  ; SELECT k, v, w FROM isolab WHERE k = 'x'\n  (none)")
    }

    @Test func aRemovedFileIsToldAndTheShellStays() throws {
      let shell = try shell(["--on", "sqlite:\(home.path)/x.db"])
      try shell.enter(["BEGIN", "PUT x 1", "COMMIT"])
      for name in try home.files() where name.hasPrefix("x.db") { try home.write("", to: name) }
      for name in try home.files() where name.hasPrefix("x.db") { unlink("\(home.path)/\(name)") }
      try shell.enter(".reset")
      let answer = try shell.enter("BEGIN")
      #expect(answer.hasPrefix("  error store ; sqlite:\(home.path)/x.db: "), "\(answer)")
      #expect(answer.contains("; .undo connects again and repeats the lines, .on URL begins "))
      #expect(try shell.enter(".on lab").hasPrefix("  ok ; "))
      #expect(try shell.enter("BEGIN") == "  ok ; T1 sees state 0")
    }

    // MARK: A server that hangs

    /// A store that answers until a key is read; then it says nothing any more.
    private func hangingStore() throws -> String {
      let script = """
        while read -r line; do
          case "$line" in
            *'"isolab"'*) echo '{"store":"slow 1","levels":["snapshot"]}' ;;
            *'"get"'*) sleep 100 ;;
            *) echo '{"ok":true}' ;;
          esac
        done
        """
      return "exec:sh \(try home.write(script, to: "slow.sh"))"
    }

    @Test func ctrlCGivesAHangingDatabaseUp() throws {
      let shell = try shell()
      let place = try hangingStore()
      #expect(try shell.enter(".on \(place)").contains("; on slow 1, "))
      try shell.enter(["BEGIN", "PUT x 1"])
      try shell.terminal.send("GET y\r")
      try shell.terminal.expectWork()
      usleep(300_000)  // it forgets the signals that came while it read the line
      try shell.terminal.send("\u{3}")
      let answer = try shell.answer()
      #expect(answer.contains("error store ; you canceled, so isolab stopped waiting for exec:"))
      #expect(answer.contains(".on URL begins again, "))
      #expect(try shell.enter("PUT x 2").contains("error store ; "))
      #expect(try shell.enter(".timeline").contains("PUT x 1"))
      #expect(try shell.enter(".on \(place)").hasPrefix("  ok ; "))
      #expect(try shell.enter("BEGIN") == "  ok ; T1 sees state 0")
    }

    @Test func whatWasSeenOfALostDatabaseIsSaved() throws {
      let script = """
        while read -r line; do
          case "$line" in
            *'"isolab"'*) echo '{"store":"short 1","levels":["snapshot"]}' ;;
            *'"get"'*) exit 1 ;;
            *) echo '{"ok":true}' ;;
          esac
        done
        """
      let shell = try shell(["--on", "exec:sh \(try home.write(script, to: "short.sh"))"])
      try shell.enter(["BEGIN", "PUT x 1"])
      let file = "\(home.path)/good.isolab"
      #expect(try shell.enter(".save \(file)").hasPrefix("  ok ; "))
      let good = try home.read("good.isolab")
      #expect(good.contains("PUT x 1\n  ok\n"))
      #expect(try shell.enter("GET y").contains("error store ; "))
      #expect(try shell.enter(".save \(file)").hasPrefix("  ok ; "))
      #expect(try home.read("good.isolab") == good)
      #expect(try shell.enter(".export \(home.path)/x.html").contains("error store ; "))
      #expect(try !home.files().contains("x.html"))
    }

    @Test func aLessonIsPlayedOnTheDatabase() throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.terminal.send(".play write-skew\r")
      try shell.terminal.expect("snapshot on SQLite 3")
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalEndsAHangingDatabase(signal: Int32) throws {
      let shell = try shell(["--on", try hangingStore()])
      try shell.enter("BEGIN")
      try shell.terminal.send("GET y\r")
      try shell.terminal.expectWork()
      usleep(300_000)
      shell.terminal.signal(signal)
      #expect(try shell.terminal.exitStatus() == .signal(signal))
    }

    @Test func ctrlCBreaksAConnectionOff() throws {
      let shell = try shell()
      try shell.terminal.send(".on exec:sleep 100\r")
      try shell.terminal.expectWork()
      usleep(300_000)
      try shell.terminal.send("\u{3}")
      #expect(try shell.answer().hasSuffix("\n  ; the lab stays where it is"))
      #expect(try shell.enter("BEGIN") == "  ok ; T1 sees state 0")
    }

    // MARK: How it ends

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalLeavesNothingBehind(signal: Int32) throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.enter(["BEGIN", "PUT x 1"])
      #expect(try home.files("tmp").count == 1)
      shell.terminal.signal(signal)
      #expect(try shell.terminal.exitStatus() == .signal(signal))
      #expect(try home.files("tmp") == [])
      #expect(try home.journals().count == 1)
    }

    @Test func aClosedTerminalLeavesNothingBehind() throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.enter(["BEGIN", "PUT x 1"])
      shell.terminal.closeMaster()
      try shell.terminal.exitStatus()
      #expect(try home.files("tmp") == [])
      #expect(try home.journals().count == 1)
    }

    @Test func aSignalDuringPlayLeavesNothingBehind() throws {
      let shell = try shell(["--on", "sqlite:"])
      try shell.terminal.send(".play write-skew\r")
      try shell.terminal.expect("two right decisions")
      shell.terminal.signal(SIGTERM)
      #expect(try shell.terminal.exitStatus() == .signal(SIGTERM))
      #expect(try home.files("tmp") == [])
    }

    @Test func aLabThatWasCutOffGoesOnInItsPlace() throws {
      let killed = try shell()
      try killed.enter(["BEGIN", "COMMIT", ".on sqlite:"])
      try killed.enter(Self.doctors)
      try killed.kill()
      let next = try shell()
      #expect(next.greeting.contains("A shell was cut off after 7 lines"))
      let answer = try next.enter(".resume")
      #expect(answer.hasPrefix("  ok ; 7 lines run again: mode snapshot  sessions alice, bob\n"))
      #expect(answer.hasSuffix(Self.levels))
      #expect(next.prompt == "7 alice*> ")
      #expect(try next.enter("COMMIT").contains("SQLITE_BUSY_SNAPSHOT"))
      #expect(try home.files("tmp").count == 1)
      try next.quit()
      #expect(try home.files("tmp") == [])
      #expect(try home.journals() == [])
    }
  }
}
