import Runs

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The journal of a shell that ended unexpectedly.
struct Abandoned {
  let directory: StateDirectory
  let path: String
  let journal: Journal
  fileprivate let modified: timespec

  /// What distinguishes it from all others, and from itself after another change.
  var mark: String { "\(path) \(modified.tv_sec) \(modified.tv_nsec)" }

  /// Whether it contains a line that can be run again.
  var canBeResumed: Bool { journal.lineCount > 0 }

  /// The reason if it contains none.
  var refusal: Files.Problem {
    Files.Problem("resume", path, because: journal.damage?.prose ?? "it is empty")
  }

  /// Removes it, unless a shell uses it, or has extended it since.
  ///
  /// The lock is for this shell alone: of two that remove it at once, the slower one might find
  /// a new journal under that name.
  fileprivate func discard() {
    guard let file = try? LockedFile(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK),
      let bytes = try? file.read(last: Journal.mostBytes + 1), Journal(bytes: bytes) == journal
    else { return }
    try? file.remove()
  }
}

extension JournalFile {
  /// How many journals are kept for later.
  static let keptAbandoned = 20

  /// The journals of shells that no longer run, newest first.
  ///
  /// Journals without accepted lines are removed, and so are the oldest if there are too many.
  /// An unreadable journal is kept like any other, for another version of isolab or a person.
  static func abandoned(
    in directory: StateDirectory, keeping limit: Int = keptAbandoned
  ) -> [Abandoned] {
    let all = directory.names(startingWith: prefix)
      .compactMap { look(at: directory.path(of: $0), in: directory) }
    let useful = all.filter(\.isUseful).sorted { $0.isNewer(than: $1) }
    all.filter { !$0.isUseful }.forEach { $0.discard() }
    useful.dropFirst(limit).forEach { $0.discard() }
    return Array(useful.prefix(limit))
  }

  /// The contents of a journal; nil if a shell uses it.
  ///
  /// The lock is shared, so that shells that look at the same time all see it.
  private static func look(at path: String, in directory: StateDirectory) -> Abandoned? {
    guard let file = try? LockedFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      let status = try? file.status(), status.isRegular,
      let bytes = try? file.read(last: Journal.mostBytes + 1)
    else { return nil }
    return Abandoned(
      directory: directory, path: path, journal: Journal(bytes: bytes), modified: status.modified)
  }
}

extension Abandoned {
  /// Whether it has lines, or might have some that this version cannot read.
  fileprivate var isUseful: Bool {
    canBeResumed || (journal.damage != nil && journal.damage != .tornLine)
  }

  fileprivate func isNewer(than other: Abandoned) -> Bool {
    let (left, right) = (modified, other.modified)
    let seconds = (left.tv_sec, left.tv_nsec)
    let otherSeconds = (right.tv_sec, right.tv_nsec)
    return seconds == otherSeconds
      ? other.path.utf8.lexicographicallyPrecedes(path.utf8) : seconds > otherSeconds
  }
}
