import Layout
package import Vocabulary

/// The lines entered in a shell, kept on disk so that a later shell can repeat them.
///
/// One record is one line, so a file that was cut off anywhere still holds all its whole records.
/// The first line names the format, its version and the mode of the shell.
package struct Journal: Equatable, Sendable {
  /// One entry of the shell.
  package enum Record: Hashable, Sendable {
    /// The mode and the policy that were named when the shell was opened; nil if none was. This is
    /// the first record, and no later one.
    case opened(IsolationMode?, conflicts: ConflictPolicy? = nil)
    /// A line that was accepted, as typed.
    case line(String)
    /// The name and the text of the file that the next line brings in.
    ///
    /// At the end of a journal it is ignored, because its line was never accepted.
    case file(name: String, text: String)
    /// A fresh lab in another place, so the lines before it no longer count; nil stands for
    /// isolab's engine, as at the start.
    case on(Place?)
    /// The time that had passed by then, while a timeout was set.
    case passed(TimeSpan)
  }

  /// Why some of the bytes have not become records.
  package enum Damage: Hashable, Sendable {
    /// The last line was being written when its shell or the machine died; it is dropped.
    case tornLine
    /// The line with this number, from 1, is not as it was written; it and all lines after it are
    /// dropped.
    ///
    /// If it is the first line, nothing in the journal can be read.
    case damagedLine(Int)
    /// A journal of another version; nothing in it can be read.
    case unknownVersion(Int)
    /// Not a journal; nothing in it can be read.
    case notAJournal
    /// A file that is longer than the longest journal that isolab reads; none of it is read.
    case tooLong
  }

  /// The whole records, in the order in which they were written.
  package let records: [Record]
  /// What was dropped at the end; nil if the journal is whole.
  package let damage: Damage?
  /// Where to go on, in bytes; the rest of the file must be cut off.
  ///
  /// The rest is what was dropped, and a file whose line is missing, so that no other line gets it.
  package let wholeBytes: Int

  /// The most bytes that are read of a journal; a larger one is left alone, because resuming what
  /// was read would cut off the rest.
  package static let mostBytes = 64 << 20

  /// Reads a journal up to the first damage.
  package init(bytes: [UInt8]) {
    guard bytes.count <= Self.mostBytes else {
      (records, damage, wholeBytes) = ([], .tooLong, 0)
      return
    }
    var records: [Record] = []
    var damage: Damage?
    var rest = bytes[...]
    var wholeBytes = 0
    while damage == nil, !rest.isEmpty {
      let newline = rest.firstIndex(of: 0x0A)
      let line = rest[..<(newline ?? rest.endIndex)]
      let next = newline.map { $0 + 1 } ?? rest.endIndex
      if newline != nil, let record = Record(line), record.isOpening == records.isEmpty {
        records.append(record)
        rest = rest[next...]
        if !record.awaitsLine { wholeBytes = next }
      } else if records.isEmpty, newline != nil, let version = Record.foreignVersion(in: line) {
        damage = .unknownVersion(version)
      } else if records.isEmpty, !Record.mayOpen(line, isCut: newline == nil) {
        damage = .notAJournal
      } else {
        // The first line is torn only if it has no end; otherwise it may be two lines that became
        // one.
        let isTorn = next == rest.endIndex && !(records.isEmpty && newline != nil)
        damage = isTorn ? .tornLine : .damagedLine(records.count + 1)
      }
    }
    (self.records, self.damage, self.wholeBytes) = (records, damage, wholeBytes)
  }

  /// The line of a record: its bytes up to and with the newline at the end.
  package static func encode(_ record: Record) -> [UInt8] { record.bytes }

  /// The mode that was named when the shell was opened; nil if none was, or it cannot be read.
  package var mode: IsolationMode? {
    if case .opened(let mode, _) = records.first { mode } else { nil }
  }

  /// The policy with which the shell was opened; nil is each mode's own.
  package var conflicts: ConflictPolicy? {
    if case .opened(_, let policy) = records.first { policy } else { nil }
  }

  /// A database, as far as a journal may describe it.
  package struct Place: Hashable, Sendable {
    /// The URL without its passwords.
    package let url: String
    /// Whether there was a password, which the user must give again.
    package let needsPassword: Bool

    package init(_ url: String) {
      self.url = withoutPasswords(url)
      needsPassword = self.url != url
    }

    init(shown url: String, needsPassword: Bool) {
      (self.url, self.needsPassword) = (url, needsPassword)
    }
  }

  /// Where the lab is at the end; nil stands for isolab's engine.
  package var place: Place? {
    for case .on(let place) in records.reversed() { return place }
    return nil
  }

  /// The records of the lab as it is at the end.
  var recordsHere: ArraySlice<Record> {
    let start = records.lastIndex { if case .on = $0 { true } else { false } } ?? 0
    return records[start...]
  }

  /// How many lines that lab accepted.
  package var lineCount: Int { recordsHere.count { if case .line = $0 { true } else { false } } }
}

extension Journal.Damage {
  /// What has happened to the journal, and what was dropped.
  package var prose: String {
    switch self {
    case .tornLine: "the last line of the journal was cut off and has been dropped"
    case .damagedLine(1): "its first line is damaged, so it cannot be read"
    case .damagedLine(let number):
      "line \(number) of the journal is damaged; it and all lines after it have been dropped"
    case .unknownVersion(let version):
      "the journal has version \(version), which this isolab cannot read"
    case .notAJournal: "the file is not an isolab journal"
    case .tooLong: "the journal is longer than \(Journal.mostBytes >> 20) MiB, so it is not read"
    }
  }
}
