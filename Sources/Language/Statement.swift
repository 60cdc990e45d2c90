package import Vocabulary

/// One line of the language, parsed.
package struct Statement: Hashable, Sendable {
  /// What a line can be.
  package enum Body: Hashable, Sendable {
    /// A command for the session, or for the current one where the session is nil.
    case command(Command)
    /// `bob:` alone: make bob the current session.
    case switchSession
    /// `.word arguments`, and `help`, `quit`, `exit`, `?`, `\q`, `\?` as courtesy.
    case directive(Directive)
  }

  /// The session of a pasted prompt (`3 alice*> SCAN`), which becomes the current one.
  package let promptSession: SessionName?
  /// The session named by `bob: ...`; nil where the line names none.
  package let session: SessionName?
  package let body: Body
  /// The command as typed, without prompt, session, closing semicolon and outer blanks.
  package let text: String

  package init(
    promptSession: SessionName? = nil, session: SessionName? = nil, body: Body, text: String
  ) {
    self.promptSession = promptSession
    self.session = session
    self.body = body
    self.text = text
  }
}

/// A word of the lab, parsed.
package enum Directive: Hashable, Sendable {
  case help(topic: String?)
  case quit
  /// nil asks for the mode.
  case mode(IsolationMode?)
  /// Empty asks for the names.
  case sessions([SessionName])
  /// The modes a lesson is tested in; only in files.
  case modes([IsolationMode]?)
  /// What is expected of all orders; only in files.
  case expect(Expectation)
  case seed([Binding])
  case rule(name: String, Expression)
  case rules
  /// nil goes back to each mode's default (`.conflicts mode`).
  case conflicts(ConflictPolicy?)
  /// `.conflicts` alone asks.
  case showConflicts
  /// Which step; nil is the last abort or wait.
  case why(step: Int?)
  /// `.why serializable`: what the judge says of all that has happened.
  case whySerializable
  case graph
  case versions(KeyRange)
  case transactions
  case locks
  /// The session whose waiting command is withdrawn; nil is the current one.
  case cancel(SessionName?)
  /// The session whose aborted transaction is run again; nil is the current one.
  case retry(SessionName?)
  /// How long a transaction may last in one respect; nil: for ever.
  case timeout(TimeLimit, TimeSpan?)
  /// `.timeout off`: every transaction may last for ever.
  case timeoutsOff
  /// `.timeout` alone asks.
  case showTimeouts
  /// So much time passes.
  case advance(TimeSpan)
  /// Whether single commands outside a transaction are transactions.
  case autocommit(Bool)
  /// Removes dead versions; `marksToo`: also what is remembered to find conflicts.
  case vacuum(marksToo: Bool)
  /// When a vacuum runs by itself.
  case autovacuum(Rhythm)
  /// `.autovacuum` alone asks.
  case showAutovacuum
  /// What is stored beyond the newest values.
  case bloat
  case reset
  case timeline
  /// `.timeline rw`: what happened in the notation of textbooks.
  case notation
  case ascii(Bool)
  /// Whether the statements that a database is sent are shown.
  case sql(Bool)
  case workspace(WorkspaceWord)
  case shell(ShellWord)

  /// When something happens by itself.
  package enum Rhythm: Hashable, Sendable {
    case off
    case on
    /// Each time so much has come together; at least 1.
    case every(Int)
  }

  /// A word about all that was tried so far, rather than about the lab as it is.
  package enum WorkspaceWord: Hashable, Sendable {
    /// This number of changes back.
    case undo(Int)
    /// This number of changes forward again.
    case redo(Int)
    /// Which branch to enter; nil asks for the list.
    case branches(Int?)
    case rerun(IsolationMode)
    /// Every order of the steps, in these modes; none names the lab's.
    case explore([IsolationMode])
    /// Empty stands for the usual modes.
    case compare([IsolationMode])
    /// The lesson to play; nil asks for the list.
    case lesson(String?)
  }

  /// A word that only a shell can obey, because it is about files or clocks.
  package enum ShellWord: Hashable, Sendable {
    /// The lesson or file to demonstrate, nil: what was done; and where the speaker's notes go.
    case play(file: String?, notes: String?)
    case open(file: String)
    case save(file: String)
    case once(file: String)
    case export(file: String)
    case resume
    case timing(Bool)
    /// The URL of a database, or `lab`; nil asks where the lab runs.
    case on(place: String?)
  }

  /// `key=value` of `.seed`.
  package struct Binding: Hashable, Sendable {
    package let key: Key
    package let value: Value

    package init(_ key: Key, _ value: Value) {
      self.key = key
      self.value = value
    }
  }
}
