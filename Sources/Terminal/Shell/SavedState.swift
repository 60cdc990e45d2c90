import Language
import Runs
import Vocabulary

/// What a shell keeps on disk: its journal, and the history of lines.
///
/// If that fails, the shell says so once and goes on without. It reports a history that cannot be
/// kept separately, because the journal is still kept.
struct SavedState {
  private var journal: JournalFile?
  private let directory: StateDirectory?
  private var history: HistoryFile?
  /// How much time has passed that is not on the disk.
  private var passed = TimeSpan.zero
  private var complaint: String?
  private var hasComplained = false

  /// One that keeps nothing.
  static var none: SavedState { SavedState(directory: nil, mode: nil, conflicts: nil) }

  /// One for a new shell.
  init(mode: IsolationMode?, conflicts: ConflictPolicy?) {
    do throws(Files.Problem) {
      self.init(directory: try StateDirectory(), mode: mode, conflicts: conflicts)
    } catch {
      self.init(directory: nil, mode: mode, conflicts: conflicts)
      complain(of: error)
    }
  }

  private init(
    directory: StateDirectory?, mode: IsolationMode?, conflicts: ConflictPolicy?
  ) {
    self.directory = directory
    journal = directory.map { JournalFile(in: $0, mode: mode, conflicts: conflicts) }
    history = directory.map { HistoryFile(in: $0) }
  }

  /// The lines of earlier shells, oldest first.
  mutating func recall() -> [String] {
    do throws(Files.Problem) {
      return try history?.read() ?? []
    } catch {
      loseHistory(because: error)
      return []
    }
  }

  mutating func remember(_ line: String) {
    do throws(Files.Problem) {
      try history?.append(line)
    } catch {
      // Where there is a folder, the journal can still be kept in it.
      if let directory, Files.isFolder(directory.path) {
        loseHistory(because: error)
      } else {
        complain(of: error)
      }
    }
  }

  private mutating func loseHistory(because problem: Files.Problem) {
    history = nil
    complaint = "\(problem.text). The shell continues without a history."
  }

  /// Puts an accepted line on the disk, after the file that it brings in.
  mutating func keep(_ line: String, with file: (name: String, text: String)? = nil) {
    keepTime()
    attempt { saved throws(Files.Problem) in
      if let file {
        try saved.journal?.append(.file(name: file.name, text: file.text), .line(line))
      } else {
        try saved.journal?.append(.line(line))
      }
    }
  }

  /// Notes that a fresh lab begins in another place.
  mutating func begin(on place: Journal.Place?) {
    keepTime()
    attempt { saved throws(Files.Problem) in try saved.journal?.begin(on: place) }
  }

  /// Notes that this much time has passed; it is kept with the next record.
  mutating func pass(_ span: TimeSpan) { passed = passed + span }

  /// Puts on the disk how much time has passed.
  mutating func keepTime() {
    guard passed > .zero else { return }
    let record = Journal.Record.passed(passed)
    passed = .zero
    attempt { saved throws(Files.Problem) in try saved.journal?.append(record) }
  }

  /// Removes the journal, because the user leaves the shell.
  mutating func leave() {
    attempt { saved throws(Files.Problem) in try saved.journal?.remove() }
  }

  /// The journals that earlier shells have left, newest first; some of them may be unreadable.
  var abandoned: [Abandoned] { directory.map { JournalFile.abandoned(in: $0) } ?? [] }

  /// The same if a shell has to mention them; none if one has.
  func abandonedToMention() -> [Abandoned] {
    let all = abandoned
    let isNews = directory.map { MentionedJournals(in: $0).mention(all) } ?? false
    return isNews ? all : []
  }

  /// Goes on with what another shell has left; its own journal stays, for another `.resume`.
  mutating func resume(_ abandoned: Abandoned) throws(Files.Problem) -> Journal {
    keepTime()  // it belongs to the lab that this shell leaves
    let adopted = try JournalFile.adopt(abandoned)
    journal = adopted.file
    return adopted.journal
  }

  /// The fault, if it has not been reported yet.
  mutating func takeComplaint() -> String? {
    defer { complaint = nil }
    return complaint
  }

  private mutating func complain(of problem: Files.Problem) {
    guard !hasComplained else { return }
    hasComplained = true
    complaint = "\(problem.text). The shell continues without a journal."
  }

  private mutating func attempt(_ act: (inout SavedState) throws(Files.Problem) -> Void) {
    do throws(Files.Problem) {
      try act(&self)
    } catch {
      complain(of: error)
    }
  }
}
