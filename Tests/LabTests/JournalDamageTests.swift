import Chance
import Runs
import Testing
import Vocabulary

/// What is no journal, or one of another time.
@Suite struct JournalDamageTests {
  private static let first = Journal.encode(.opened(.snapshot))
  private static let line = Journal.encode(.line("BEGIN"))

  @Test func nothingIsWhole() {
    let journal = Journal(bytes: [])
    #expect(journal.records == [])
    #expect(journal.damage == nil)
    #expect(journal.mode == nil)
    #expect(journal.wholeBytes == 0)
  }

  /// Resuming what was read of it would cut off the rest.
  @Test func ofAHugeJournalNothingIsRead() {
    let lines = Self.first + Self.line
    let rest = [UInt8](repeating: 0x0A, count: Journal.mostBytes + 1 - lines.count)
    let journal = Journal(bytes: lines + rest)
    #expect(journal.records == [])
    #expect(journal.damage == .tooLong)
    #expect(journal.damage?.prose == "the journal is longer than 64 MiB, so it is not read")
  }

  @Test(arguments: [
    "BEGIN\nPUT x 1\n", "#!/bin/sh\nexit\n", "\n", "\n\n", " ", "\u{FEFF}", "{}",
    "0123456789abcdef  line x\n", "0123456789abcdef line x\n", "0123456789ABCDEF isolab-journal 1 ",
    "\0\0\0\0", "\0\n\0\n",
  ])
  func aForeignFileIsNoJournal(text: String) {
    let journal = Journal(bytes: Array(text.utf8))
    #expect(journal.records == [])
    #expect(journal.damage == .notAJournal)
    #expect(journal.wholeBytes == 0)
  }

  @Test func garbageIsNoJournal() {
    var dice = Dice(seed: 1)
    for _ in 0..<2_000 {
      let bytes = (0..<dice.below(200)).map { _ in UInt8(dice.below(256)) }
      #expect(Journal(bytes: bytes).records == [])
    }
  }

  @Test func garbageAfterAJournalIsDropped() {
    var dice = Dice(seed: 2)
    let whole = Self.first + Self.line
    for _ in 0..<2_000 {
      let bytes = (0..<1 + dice.below(100)).map { _ in UInt8(dice.below(256)) }
      let journal = Journal(bytes: whole + bytes)
      #expect(journal.records == [.opened(.snapshot), .line("BEGIN")])
      #expect(journal.damage == .tornLine || journal.damage == .damagedLine(3))
      #expect(journal.wholeBytes == whole.count)
    }
  }

  @Test func zerosThatAFailureOfTheMachineLeavesAreTorn() {
    let journal = Journal(bytes: Self.first + Self.line + [UInt8](repeating: 0, count: 4096))
    #expect(journal.damage == .tornLine)
    #expect(journal.lineCount == 1)
  }

  @Test func theLastLineIsTornAlsoIfItsEndIsThere() {
    var bytes = Self.first + Self.line
    bytes[bytes.count - 2] = 0
    #expect(Journal(bytes: bytes).damage == .tornLine)
    #expect(Journal(bytes: bytes + Self.line).damage == .damagedLine(2))
    #expect(Journal(bytes: bytes + Self.line).records == [.opened(.snapshot)])
    #expect(Journal(bytes: bytes + [0x61]).damage == .damagedLine(2))
  }

  /// With its end it may be two lines that became one, of which the second was accepted.
  @Test func aFirstLineWithItsEndIsDamagedAndNotTorn() {
    let bytes = Self.first + Self.line
    for place in Self.first.indices {
      var damaged = bytes
      damaged[place] ^= 0x01
      let journal = Journal(bytes: damaged)
      #expect(journal.records == [])
      #expect(journal.damage == .damagedLine(1) || journal.damage == .notAJournal)
    }
    #expect(Journal(bytes: Self.first.dropLast()).damage == .tornLine)
  }

  @Test func aJournalOpensOnce() {
    #expect(Journal(bytes: Self.first + Self.first + Self.line).damage == .damagedLine(2))
    #expect(Journal(bytes: Self.line + Self.first).damage == .notAJournal)
  }

  @Test func linesEndAsTheyWereWritten() {
    let bytes = (Self.first + Self.line).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    #expect(Journal(bytes: bytes).damage == .damagedLine(1))
  }

  /// The checksums were worked out with another program.
  @Test(arguments: [
    ("defb8bdfc6b24b6f isolab-journal 2 snapshot\n", 2),
    ("01467d479781626c isolab-journal 10\n", 10),
    ("11b98abf7a37ee38 isolab-journal 2 {\"mode\":\"si\"}\nwhatever\n", 2),
  ])
  func aVersionFromTheFutureIsNamed(text: String, version: Int) {
    let journal = Journal(bytes: Array(text.utf8))
    #expect(journal.records == [])
    #expect(journal.damage == .unknownVersion(version))
    #expect(journal.damage?.prose.contains("version \(version)") == true)
  }

  /// Line kinds and modes that this version does not know, though their checksums are right.
  @Test(arguments: [
    ("1ab882784d8ac919 isolab-journal 1 weird\n", 0), ("eea5a32b15f37d08 mark x\n", 1),
    ("3d07c150202673fe line \\q\n", 1),
    ("0bbbab06b9fa2500 file no-tab\n", 1), ("bf4ba5ad694f5907 line\n", 1),
    ("b91dd5e05987d787 file a\tb\tc\n", 1),
    ("ab5b7dc5ec10917b line \\\n", 1),
  ])
  func whatIsNotUnderstoodIsDamage(text: String, whole: Int) {
    let before = whole == 0 ? [] : Self.first
    let journal = Journal(bytes: before + text.utf8 + Self.line)
    #expect(journal.damage == .damagedLine(whole + 1))
    #expect(journal.records.count == whole)
  }
}
