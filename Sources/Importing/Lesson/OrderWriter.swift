import Language
import Layout
import Vocabulary

/// Writes the steps of an order, one after another, as lines of a lesson.
struct OrderWriter {
  /// A line of the lesson.
  enum Line: Hashable {
    case comment(String)
    case begin(SessionName, IsolationMode, rest: String)
    case command(SessionName, String)
    /// A command that is a transaction of its own.
    case single(SessionName, String, IsolationMode)
    case cancel(SessionName)

    /// The mode of the transaction that begins here; nil if none does.
    var mode: IsolationMode? {
      switch self {
      case .begin(_, let mode, _), .single(_, _, let mode): mode
      case .comment, .command, .cancel: nil
      }
    }
  }

  /// How a session stands.
  private struct Session {
    var isOpen = false
    /// The transaction whose BEGIN is not written yet.
    var pending: SQLTransaction?
    var mode = IsolationMode.readCommitted
    /// The level of transactions that name none.
    var standard = IsolationMode.readCommitted
  }

  private var writer: StatementWriter
  private var sessions: [String: Session] = [:]
  private(set) var lines: [Line] = []
  private(set) var objections: [Objection] = []
  private(set) var notes: [String] = []

  init(_ writer: StatementWriter) { self.writer = writer }

  mutating func write(_ step: SQLProgram.Step) {
    let name = step.name.isEmpty ? "" : "\(step.name), "
    lines.append(.comment("\(name)\(step.session.text): \(step.text)"))
    let isOne = step.isOneRequest && !isOpen(step.session.text) && step.hasSeveralInOne
    // Statements that are sent together form one transaction.
    if isOne { begin(SQLTransaction(), step.session.text) }
    if step.isOneRequest, let late = step.lateBegin {
      objections.append(
        Objection(
          late,
          "PostgreSQL's transaction includes the statements before this BEGIN; isolab's does not"))
    }
    for placed in step.statements {
      do throws(Objection) {
        try write(try placed.statement.get(), at: placed.place, in: step.session)
      } catch { objections.append(error) }
    }
    if isOne { end("COMMIT", step.session.text) }
  }

  private mutating func write(
    _ statement: SQLStatement, at place: Position, in name: SQLName
  ) throws(Objection) {
    guard isName(name.text) else {
      throw Objection(name.place, "isolab's session names consist of letters, digits, _, and -")
    }
    switch statement {
    case .begin(let transaction):
      guard !isOpen(name.text) else { throw Objection(place, "a transaction is already open") }
      begin(transaction, name.text)
    case .characteristics(let new): try set(new, name.text, at: place)
    case .sessionLevel(let mode): sessions[name.text, default: Session()].standard = mode
    case .commit: end("COMMIT", name.text)
    case .rollback: end("ROLLBACK", name.text)
    case .cancel: lines.append(.cancel(SessionName(name.text)))
    case .nothing(let note):
      if !notes.contains(note) { notes.append(note) }
    case .maintenance: throw Objection(place, "isolab can change tables only before the first step")
    case .create, .primaryKey, .insert, .update, .delete, .select, .when:
      let session = sessions[name.text] ?? Session()
      let mode =
        session.isOpen
        ? session.pending.map { $0.mode ?? session.standard } ?? session.mode
        : session.standard
      let commands = try writer.commands(statement, at: place, in: mode)
      add(commands, name.text, isOpen: session.isOpen)
    }
  }

  // MARK: Transactions

  private func isOpen(_ name: String) -> Bool { sessions[name]?.isOpen ?? false }

  private mutating func begin(_ transaction: SQLTransaction, _ name: String) {
    sessions[name, default: Session()].isOpen = true
    sessions[name]?.pending = transaction
  }

  private mutating func set(
    _ new: SQLTransaction, _ name: String, at place: Position
  ) throws(Objection) {
    guard var pending = sessions[name]?.pending else {
      throw Objection(
        place, "isolab can set the level of a transaction only before its first query")
    }
    pending.mode = new.mode ?? pending.mode
    pending.readOnly = pending.readOnly || new.readOnly
    pending.deferrable = pending.deferrable || new.deferrable
    sessions[name]?.pending = pending
  }

  /// PostgreSQL takes the snapshot at the first query, isolab at BEGIN; so the lesson's BEGIN comes
  /// with the first query.
  private mutating func writeBegin(_ name: String) {
    guard var session = sessions[name], let pending = session.pending else { return }
    session.pending = nil
    session.mode = pending.mode ?? session.standard
    sessions[name] = session
    let rest =
      (pending.readOnly ? " READ ONLY" : "")
      + (pending.readOnly && pending.deferrable ? " DEFERRABLE" : "")
    lines.append(.begin(SessionName(name), session.mode, rest: rest))
  }

  private mutating func end(_ command: String, _ name: String) {
    guard isOpen(name) else { return }
    writeBegin(name)
    lines.append(.command(SessionName(name), command))
    sessions[name]?.isOpen = false
  }

  private mutating func add(_ commands: [String], _ name: String, isOpen: Bool) {
    let session = SessionName(name)
    if isOpen {
      writeBegin(name)
      lines += commands.map { .command(session, $0) }
      return
    }
    if commands.count == 1 {
      let mode = sessions[name]?.standard ?? .readCommitted
      return lines.append(.single(session, commands[0], mode))
    }
    guard !commands.isEmpty else { return }
    begin(SQLTransaction(), name)
    writeBegin(name)
    lines += commands.map { .command(session, $0) }
    end("COMMIT", name)
  }
}

extension SQLProgram.Step {
  /// A BEGIN after statements other than COMMIT or ROLLBACK.
  fileprivate var lateBegin: Position? {
    var isAfter = false
    for placed in statements {
      switch placed.statement {
      case .success(.begin) where isAfter: return placed.place
      case .success(.commit), .success(.rollback), .success(.begin): isAfter = false
      case .success(.nothing), .failure: continue
      default: isAfter = true
      }
    }
    return nil
  }

  /// Whether several statements read or write rows, and none begins or ends a transaction.
  fileprivate var hasSeveralInOne: Bool {
    var count = 0
    for placed in statements {
      switch placed.statement {
      case .success(.insert), .success(.update), .success(.delete), .success(.select),
        .success(.when):
        count += 1
      case .success(.begin), .success(.commit), .success(.rollback): return false
      default: continue
      }
    }
    return count > 1
  }
}
