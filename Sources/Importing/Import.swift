import Language
import Layout
import Telling
package import Vocabulary

/// A lesson that does what a file of SQL does.
///
/// A table becomes a range of keys, a row becomes a key, and one of its columns becomes the value.
/// A statement becomes commands. Nothing is guessed: if a statement has no counterpart, the file is
/// refused.
package struct Import: Sendable {
  /// The kinds of files with SQL.
  package enum Form: String, CaseIterable, Sendable {
    /// A test for PostgreSQL's isolationtester.
    case spec
    /// Statements of several windows, each with its session.
    case sql
  }

  /// How many commands and comments a lesson may have.
  private static let mostLines = 50_000

  /// The text of the lesson, with a question mark for each answer to be recorded.
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
    let program = try Self.program(Array(text.unicodeScalars), form)
    let schema = try Self.schema(of: program)
    let orders = try Self.orders(of: program, schema)
    let writing = LessonWriter(name: name, form: form, program, schema, orders)
    (lesson, mode) = (writing.text, writing.mode)
  }

  private static func program(
    _ scalars: [Unicode.Scalar], _ form: Form
  ) throws(Objections) -> SQLProgram {
    do throws(Objection) {
      switch form {
      case .spec: return try SpecReader.program(scalars)
      case .sql: return try TranscriptReader.program(scalars)
      }
    } catch { throw Objections([error]) }
  }

  /// The tables; it reports statements that cannot be parsed along with what is wrong with tables.
  private static func schema(of program: SQLProgram) throws(Objections) -> Schema {
    let used = Set(program.orders.flatMap { $0 }).sorted().flatMap { program.steps[$0].statements }
    var statements: [SQLStatement] = []
    var objections: [Objection] = []
    for placed in used {
      switch placed.statement {
      case .success(let statement): statements.append(statement)
      case .failure(let objection): objections.append(objection)
      }
    }
    do throws(Objections) {
      return try Schema(of: program, steps: statements)
    } catch { throw Objections(objections + error.all) }
  }

  private static func orders(
    of program: SQLProgram, _ schema: Schema
  ) throws(Objections) -> [OrderWriter] {
    var orders: [OrderWriter] = []
    var objections: [Objection] = []
    var lines = 0
    for order in program.orders where lines <= mostLines {
      let steps = order.map { program.steps[$0] }
      var writer = OrderWriter(StatementWriter(schema: schema, steps: steps))
      for step in steps where lines + writer.lines.count <= mostLines { writer.write(step) }
      lines += writer.lines.count
      objections += writer.objections
      orders.append(writer)
    }
    if lines > mostLines {
      objections.append(Objection(Position(), "the lesson would have more than \(mostLines) lines"))
    }
    if objections.isEmpty, !orders.contains(where: { $0.hasCommands }) {
      objections = [Objection(Position(), "no session reads or writes anything here")]
    }
    if !objections.isEmpty { throw Objections(objections) }
    return orders
  }
}

extension OrderWriter {
  fileprivate var hasCommands: Bool {
    lines.contains { if case .comment = $0 { false } else { true } }
  }
}
