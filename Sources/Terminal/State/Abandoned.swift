import Runs

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The journal of a shell that did not come to its orderly end.
struct Abandoned {
  let directory: StateDirectory
  let path: String
  let journal: Journal
  fileprivate let modified: timespec

  /// Whether there is a line in it that can be given again.
  var canBeResumed: Bool { journal.lineCount > 0 }

  /// What is told where there is none.
  var refusal: Files.Problem {
    Files.Problem("resume", path, because: journal.damage?.prose ?? "nothing is in it")
  }

  /// Removes it, unless a shell has it, or has had it since and told it more.
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

  /// What shells have left behind that live no more, newest first.
  ///
  /// Those in which nothing was accepted are removed, and so are the oldest if there are too many.
  /// What cannot be read is kept like any other, for another version of isolab or a person.
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

  /// What is in a journal; nil if a shell has it.
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
  /// Whether it has lines, or might have if only one could read it.
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
