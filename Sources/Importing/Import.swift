import Language
import Layout
import Telling
package import Vocabulary

/// A lesson that does what a file of SQL does.
///
/// A table becomes a range of keys, a row a key, and one of its columns the value; statements become
/// commands. What has no counterpart is never guessed: the whole file is refused, with the places.
package struct Import: Sendable {
  /// What a file of SQL can be.
  package enum Form: String, CaseIterable, Sendable {
    /// A test of PostgreSQL's isolationtester.
    case spec
    /// Statements of several windows, each with its session.
    case sql
  }

  /// The text of the lesson, with a question mark for each answer that is to be recorded.
  package let lesson: String
  /// The mode of transactions that name none.
  package let mode: IsolationMode

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - text: the file's.
  ///   - name: what the lesson is called.
  ///   - form: what kind of file it is.
  /// - Throws: everything that isolab cannot say.
  package init(_ text: String, named name: String, _ form: Form) throws(Objections) {
    let scalars = Array(text.unicodeScalars)
    let program: SQLProgram
    do throws(Objection) {
      switch form {
      case .spec: program = try SpecReader.program(scalars)
      case .sql: program = try TranscriptReader.program(scalars)
      }
    } catch { throw Objections([error]) }
    let used = Set(program.orders.flatMap { $0 }).sorted().map { program.steps[$0] }
    let statements = used.flatMap { $0.statements.compactMap { try? $0.statement.get() } }
    let schema: Schema
    var objections = used.flatMap { step in
      step.statements.compactMap { placed -> Objection? in
        if case .failure(let objection) = placed.statement { objection } else { nil }
      }
    }
    do throws(Objections) {
      schema = try Schema(of: program, steps: statements)
    } catch { throw Objections(objections + error.all) }
    let writer = StatementWriter(schema: schema, inserted: schema.inserted(by: statements))
    let orders = program.orders.map { order in
      var orderWriter = OrderWriter(writer)
      for step in order { orderWriter.write(program.steps[step]) }
      return orderWriter
    }
    objections += orders.flatMap { $0.objections }
    if objections.isEmpty, !orders.contains(where: { $0.hasCommands }) {
      objections = [Objection(Position(), "no statement names a session")]
    }
    if !objections.isEmpty { throw Objections(objections) }
    let writing = LessonWriter(name: name, form: form, program, schema, orders)
    (lesson, mode) = (writing.text, writing.mode)
  }
}

extension OrderWriter {
  fileprivate var hasCommands: Bool {
    lines.contains { if case .comment = $0 { false } else { true } }
  }
}

extension Schema {
  /// The keys that INSERT creates, each with the number of statements that do.
  fileprivate func inserted(by statements: [SQLStatement]) -> [Key: Int] {
    var result: [Key: Int] = [:]
    func add(_ statement: SQLStatement) {
      if case .when(_, let inner) = statement { return add(inner) }
      guard case .insert(let insert) = statement, let relation = relations[insert.table.text]
      else { return }
      for row in insert.rows {
        guard let parts = try? insert.parts(of: row, in: relation),
          let key = try? parts.key.map({ key in try relation.key(of: key) })
        else { continue }
        result[key, default: 0] += 1
      }
    }
    for statement in statements { add(statement) }
    return result
  }
}
