import Language
import Runs
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The journal of one shell on disk, locked as long as the shell runs.
///
/// The lock distinguishes the journal of a running shell from an abandoned one. The system releases
/// it when the process ends, in whatever way.
final class JournalFile {
  static let prefix = "journal-"

  private let directory: StateDirectory
  /// Nil until there is something to write, and after the user has left the shell.
  private var file: LockedFile?
  /// The lines of records that are not on disk yet: the first one, and after a failed append more.
  private var unwritten: [UInt8]

  /// A journal for a new shell; its file is made with the first append.
  init(in directory: StateDirectory, mode: IsolationMode?, conflicts: ConflictPolicy? = nil) {
    self.directory = directory
    unwritten = Journal.encode(.opened(mode, conflicts: conflicts))
  }

  /// A journal that continues that of another shell.
  fileprivate init(in directory: StateDirectory, adopted file: LockedFile) {
    self.directory = directory
    self.file = file
    unwritten = []
  }

  /// Nil as long as there is no file.
  var path: String? { file?.path }

  /// Notes where a lab begins; that alone makes no file.
  func begin(on place: Journal.Place?) throws(Files.Problem) {
    guard file == nil else { return try append(.on(place)) }
    unwritten += Journal.encode(.on(place))
  }

  /// Writes records, and returns when they are on the disk.
  ///
  /// Records that cannot be written are kept and precede those of the next append, so that a
  /// journal never has a gap; until then its file ends with the last complete record.
  func append(_ records: Journal.Record...) throws(Files.Problem) {
    for record in records { unwritten += Journal.encode(record) }
    let file: LockedFile
    if let known = self.file { file = known } else { file = try create() }
    self.file = file
    do throws(LockedFile.Refusal) {
      try file.append(unwritten, flush: true)
    } catch {
      throw Files.Problem("write", file.path, error.code)
    }
    unwritten = []
  }

  /// A file that no other shell has.
  ///
  /// A shell that looks for abandoned journals may find this one empty before it is locked, and
  /// remove it; then another name is tried.
  private func create() throws(Files.Problem) -> LockedFile {
    try directory.create()
    var number = 1
    while true {
      let path = directory.path(of: "\(Self.prefix)\(getpid())-\(number)")
      do throws(LockedFile.Refusal) {
        let file = try LockedFile(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW)
        directory.flush()
        return file
      } catch {
        guard error.code == EEXIST || error.isHeld || error.isGone, number < 1000 else {
          throw Files.Problem("create", path, error.code)
        }
      }
      number += 1
    }
  }

  /// Removes the file when the user leaves the shell; nothing is appended afterwards.
  func remove() throws(Files.Problem) {
    guard let file else { return }
    do throws(LockedFile.Refusal) {
      try file.remove()
    } catch {
      throw Files.Problem("remove", file.path, error.code)
    }
    self.file = nil
  }
}

extension JournalFile {
  /// Takes over an abandoned journal, so that new records are appended to it.
  ///
  /// Nothing is copied, so there is no moment at which a crash would lose anything. If two shells
  /// try, one gets it. A damaged end is cut off for good. The journal is read again, because yet
  /// another shell may have extended it since it was found.
  static func adopt(
    _ abandoned: Abandoned
  ) throws(Files.Problem) -> (file: JournalFile, journal: Journal) {
    let path = abandoned.path
    guard abandoned.canBeResumed else { throw abandoned.refusal }
    do throws(LockedFile.Refusal) {
      // Shells that only look at it hold the lock for a moment.
      let file = try LockedFile(path, O_RDWR | O_APPEND | O_NOFOLLOW, patience: 300)
      let bytes = try file.read(last: Journal.mostBytes + 1)
      let journal = Journal(bytes: bytes)
      guard journal.lineCount > 0 else { throw LockedFile.Refusal(ESTALE) }
      if journal.wholeBytes < bytes.count {
        try file.cut(to: off_t(journal.wholeBytes))
        try file.flush()
      }
      futimens(file.descriptor, nil)  // if this shell is cut off, too, the next one says so
      return (JournalFile(in: abandoned.directory, adopted: file), journal)
    } catch {
      guard error.isHeld || error.isGone else {
        throw Files.Problem("resume", path, error.code)
      }
      throw Files.Problem("resume", path, because: "another shell has resumed or removed it")
    }
  }
}
