import Runs
import Testing
import Vocabulary

/// A journal gives back what went in, and of a damaged one everything before the damage.
@Suite struct JournalTests {
  /// Small, with a record of each kind, and every byte that is escaped.
  private static let records: [Journal.Record] = [
    .opened(.serializableSnapshot), .line("alice: PUT x \"\\\t\""), .line(""),
    .file(name: "a\tb\\", text: "BEGIN\r\nGET é\n"), .line(".open a"),
    .passed(TimeSpan(milliseconds: 30_017)), .on(Journal.Place("x://u:p@h/\\")), .on(nil),
    .line("COMMIT"),
  ]
  private static let bytes = records.flatMap(Journal.encode)

  /// How many whole lines there are before a byte.
  private static func linesBefore(_ index: Int) -> Int {
    bytes[..<index].count { $0 == 0x0A }
  }

  @Test func isAsDocumented() {
    let first = String(decoding: Journal.encode(.opened(.snapshot)), as: UTF8.self)
    #expect(first.dropFirst(16) == " isolab-journal 1 snapshot\n")
    // Worked out with another program: FNV-1a, 64 bits.
    #expect(Journal.encode(.line("a")) == Array("ab5b88c5ec10a42c line a\n".utf8))
    let passed = Journal.encode(.passed(TimeSpan(milliseconds: 1204)))
    #expect(String(decoding: passed, as: UTF8.self).dropFirst(16) == " passed 1204\n")
    let file = Journal.encode(.file(name: "n\\", text: "a\r\n\tb"))
    #expect(String(decoding: file, as: UTF8.self).dropFirst(16) == " file n\\\\\ta\\r\\n\\tb\n")
  }

  @Test func whatCountsIsTheLabInTheLastPlace() {
    func journal(_ records: Journal.Record...) -> Journal {
      Journal(bytes: ([.opened(nil)] + records).flatMap(Journal.encode))
    }
    let url = Journal.Place("postgresql://u:secret@h/x")
    #expect(url.url == "postgresql://u@h/x" && url.needsPassword)
    let there = journal(.line("a"), .on(url), .line("b"))
    #expect(there.place == url && there.lineCount == 1 && there.lastLine == "b")
    let empty = journal(.line("a"), .on(Journal.Place("sqlite:")))
    #expect(empty.place?.needsPassword == false && empty.lineCount == 0 && empty.lastLine == nil)
    let back = journal(.on(url), .line("a"), .on(nil), .line("b"))
    #expect(back.place == nil && back.lineCount == 1)
    let bytes = Journal.encode(.on(url))
    #expect(
      String(decoding: bytes, as: UTF8.self).dropFirst(16)
        == " on url-without-password postgresql://u@h/x\n")
  }

  @Test(arguments: [
    "", " ", "a", "\n", "\r\n", "\t", "\\", "\\n", "a\\", "\0", "\u{1B}[31m", "👩‍👩‍👧‍👦🏳️‍🌈", "e\u{301}é",
    "\u{301}", "\u{202E}abc\u{2066}", "\u{2028}\u{85}\u{FEFF}\u{FFFD}\u{10FFFF}", "line x",
    "\u{7F}",
  ])
  func nastyTextsComeBack(text: String) {
    expectBack(text)
  }

  @Test func longTextsComeBack() {
    expectBack(String(repeating: "日\\\n", count: 16_384))
  }

  private func expectBack(_ text: String) {
    let records: [Journal.Record] = [
      .opened(.snapshot), .line(text), .file(name: text, text: text), .file(name: "", text: text),
      .file(name: text, text: ""), .line(text),
    ]
    for record in records {
      let line = Journal.encode(record)
      #expect(line.firstIndex(of: 0x0A) == line.count - 1, "one line")
      #expect(!line.contains(0x0D))
    }
    let bytes = records.flatMap(Journal.encode)
    let journal = Journal(bytes: bytes)
    // Not the records, for to == an é is equal to another one of other bytes.
    #expect(journal.records.flatMap(Journal.encode) == bytes)
    #expect(journal.records.map(\.utf8) == records.map(\.utf8))
    #expect(journal.damage == nil)
    #expect(journal.wholeBytes == bytes.count)
    #expect(journal.lineCount == 2)
  }

  @Test(arguments: IsolationMode.allCases) func everyModeComesBack(mode: IsolationMode) {
    let journal = Journal(bytes: Journal.encode(.opened(mode)))
    #expect(journal.records == [.opened(mode)])
    #expect(journal.mode == mode)
    #expect(journal.conflicts == nil)
    #expect(journal.lineCount == 0)
  }

  @Test(arguments: ConflictPolicy.allCases)
  func everyPolicyComesBack(policy: ConflictPolicy) throws {
    let line = Journal.encode(.opened(.snapshot, conflicts: policy))
    let text = String(decoding: line, as: UTF8.self).dropFirst(16)
    #expect(text == " isolab-journal 1 snapshot \(policy.rawValue)\n")
    let typed = ["BEGIN", ".reset"].flatMap { Journal.encode(.line($0)) }
    let journal = Journal(bytes: line + typed)
    #expect(journal.conflicts == policy)
    #expect(journal.damage == nil)
    var workspace = Workspace(resuming: journal)
    #expect(workspace.type(".conflicts").hasPrefix("; \(policy.rawValue): "))
    let damaged = Journal(bytes: line.dropLast(2) + [0x0A])
    #expect(damaged.records.isEmpty)
  }

  /// The property that all rests on: whatever was whole stays, and nothing else.
  @Test func everyPrefixHoldsItsWholeRecords() {
    for end in 0...Self.bytes.count {
      let journal = Journal(bytes: Array(Self.bytes[..<end]))
      let whole = Self.linesBefore(end)
      let isCut = end > 0 && Self.bytes[end - 1] != 0x0A
      #expect(journal.records == Array(Self.records[..<whole]), "\(end) bytes")
      #expect(journal.damage == (isCut ? .tornLine : nil), "\(end) bytes")
      let isWithoutLine = if case .file? = journal.records.last { true } else { false }
      let kept = journal.records.dropLast(isWithoutLine ? 1 : 0).flatMap(Journal.encode)
      #expect(journal.wholeBytes == kept.count, "\(end) bytes")
    }
  }

  /// And after the cut the next shell can go on: what it appends is read with the rest.
  @Test func everyPrefixCanBeGoneOnWith() {
    let next = Journal.encode(.line("next"))
    for end in Journal.encode(Self.records[0]).count...Self.bytes.count {
      let torn = Array(Self.bytes[..<end])
      let whole = Journal(bytes: torn)
      let journal = Journal(bytes: torn[..<whole.wholeBytes] + next)
      let isWithoutLine = if case .file? = whole.records.last { true } else { false }
      #expect(journal.records == whole.records.dropLast(isWithoutLine ? 1 : 0) + [.line("next")])
      #expect(journal.damage == nil)
    }
  }

  @Test(arguments: [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF] as [UInt8])
  func noChangedByteIsAccepted(change: UInt8) {
    for index in Self.bytes.indices {
      var bytes = Self.bytes
      bytes[index] ^= change
      expectOnlyWhatComesBefore(index, bytes)
    }
  }

  @Test func noByteMayBecomeANewlineOrBeMissingOrDoubled() {
    for index in Self.bytes.indices {
      var (split, short, long) = (Self.bytes, Self.bytes, Self.bytes)
      split[index] = 0x0A
      short.remove(at: index)
      long.insert(long[index], at: index)
      if split != Self.bytes { expectOnlyWhatComesBefore(index, split) }
      expectOnlyWhatComesBefore(index, short)
      // A second newline is an empty line after a whole one.
      if long[index] != 0x0A { expectOnlyWhatComesBefore(index, long) }
    }
  }

  private func expectOnlyWhatComesBefore(_ index: Int, _ bytes: [UInt8]) {
    let journal = Journal(bytes: bytes)
    let whole = Self.linesBefore(index)
    #expect(journal.records == Array(Self.records[..<whole]), "byte \(index)")
    switch journal.damage {
    case .tornLine: #expect(whole >= Self.records.count - 2, "byte \(index)")
    case .damagedLine(let number): #expect(number == whole + 1, "byte \(index)")
    case .notAJournal: #expect(whole == 0, "byte \(index)")
    case nil, .unknownVersion, .tooLong:
      Issue.record("byte \(index): \(String(describing: journal.damage))")
    }
  }
}

extension Journal.Record {
  /// Its texts, to the byte.
  fileprivate var utf8: [[UInt8]] {
    switch self {
    case .opened, .passed, .on(nil): []
    case .on(let place?): [Array(place.url.utf8)]
    case .line(let text): [Array(text.utf8)]
    case .file(let name, let text): [Array(name.utf8), Array(text.utf8)]
    }
  }
}
