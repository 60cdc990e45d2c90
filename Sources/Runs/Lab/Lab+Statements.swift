import Layout
import Sessions
import Telling
import Vocabulary

/// The statements that a store was sent, as `.sql on` shows them.
extension Lab {
  /// Those of another session than the acting one bear its name.
  func told(_ statements: [SentStatement], sentAt reply: Reply) -> [AnswerLine] {
    statements.map { statement in
      let session = statement.transaction.flatMap { runner.session(of: $0) } ?? reply.session
      let name = session == reply.session ? "" : "\(session): "
      return AnswerLine(note: name + printableLine(statement.text))
    }
  }

  /// The statements, and the session of each.
  func json(of statements: [SentStatement], sentAt reply: Reply) -> KeyValuePairs<String, JSON> {
    let sessions = statements.map { statement in
      statement.transaction.flatMap { runner.session(of: $0) } ?? reply.session
    }
    return [
      "statements": .array(statements.map { .string($0.text) }),
      "sentBy": .array(sessions.map { .string($0.text) }),
    ]
  }
}
