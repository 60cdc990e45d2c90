import Language
import Layout
import Telling
import Vocabulary

/// Writes a lesson: prose about what its tables have become, and a part for each order.
struct LessonWriter {
  private let name: String
  private let form: Import.Form
  private let program: SQLProgram
  private let schema: Schema
  private let orders: [OrderWriter]
  /// The mode of transactions that name none.
  let mode: IsolationMode

  init(
    name: String, form: Import.Form, _ program: SQLProgram, _ schema: Schema,
    _ orders: [OrderWriter]
  ) {
    (self.name, self.form, self.program) = (name, form, program)
    (self.schema, self.orders) = (schema, orders)
    mode = Self.mode(of: orders.flatMap { $0.lines })
  }

  /// The only mode, or PostgreSQL's usual one.
  private static func mode(of lines: [OrderWriter.Line]) -> IsolationMode {
    let modes = Set(lines.compactMap { $0.mode })
    return modes.count == 1 ? modes.first ?? .readCommitted : .readCommitted
  }

  var text: String {
    let parts = orders.enumerated().map { index, order in
      part(order, number: index + 1).joined(separator: "\n")
    }
    let heading = "# \(isName(name) ? name : "A file"): imported from \(form.told)"
    return """
      \(heading)

      \(prose.joined(separator: "\n"))

      <!-- note: what the teacher should say or ask -->

      ```isolab
      .modes \(mode.name)
      \(parts.joined(separator: "\n.reset\n"))
      ```

      """
  }

  // MARK: Prose

  private var prose: [String] {
    let tables = schema.names.compactMap { schema.relations[$0]?.told }
    let notes = orders.flatMap { $0.notes }.reduce(into: [String]()) { all, note in
      if !all.contains(note) { all.append(note) }
    }
    let orders =
      program.isForEveryOrder
      ? [
        "The file covers every order of its steps. This is one of them; `isolab explore` runs "
          + "them all."
      ]
      : program.orders.count > 1 ? ["Each part is one of the file's permutations."] : []
    return orders + ["BEGIN comes with the first query, where PostgreSQL takes the snapshot.", ""]
      + tables.map { "- \($0)" } + notes.map { "- \(printable($0))." }
  }

  // MARK: Commands

  private func part(_ order: OrderWriter, number: Int) -> [String] {
    let others = program.sessions.map { $0.text }.filter { $0 != "alice" && $0 != "bob" }
    let rows = schema.rows.map { "\(quoted($0.key.text))=\(quoted($0.value.text))" }
    // A line holds a few rows.
    let seeds = stride(from: 0, to: rows.count, by: 6).map { start in
      ".seed " + rows[start..<min(start + 6, rows.count)].joined(separator: " ")
    }
    // PostgreSQL's writers wait in SERIALIZABLE, too.
    let waits = order.lines.contains {
      $0.mode.flatMap(ConflictPolicy.standard(in:)) == .firstCommitter
    }
    let singles = order.lines.contains { isAlone($0) }
    let title = program.orders.count > 1 ? ["# permutation \(number)"] : []
    return title + (others.isEmpty ? [] : [".sessions \(others.joined(separator: " "))"])
      + seeds + (waits ? [".conflicts first-updater"] : []) + (singles ? [".autocommit on"] : [])
      + order.lines.flatMap { written($0) }
  }

  /// Whether the command is a transaction of its own in isolab, too.
  private func isAlone(_ line: OrderWriter.Line) -> Bool {
    if case .single(_, _, let own) = line { own == mode } else { false }
  }

  private func written(_ line: OrderWriter.Line) -> [String] {
    switch line {
    case .comment(let text):
      let shown = printableLine(text).unicodeScalars
      let cut = shown.count > 160 ? String(shown.prefix(160)) + "..." : String(shown)
      return ["# \(cut)"]
    case .begin(let session, let own, let rest):
      return ["\(session): BEGIN\(own == mode ? "" : " \(own.name)")\(rest)", "  ?"]
    case .command(let session, let text): return ["\(session): \(text)", "  ?"]
    case .single(let session, let text, let own):
      guard own != mode else { return ["\(session): \(text)", "  ?"] }
      return ["\(session): BEGIN \(own.name)", "\(session): \(text)", "\(session): COMMIT"]
        .flatMap { [$0, "  ?"] }
    case .cancel(let session): return [".cancel \(session)", "  ?"]
    }
  }
}

extension Import.Form {
  /// The name for such a file.
  fileprivate var told: String {
    switch self {
    case .spec: "a test for isolationtester"
    case .sql: "an SQL script"
    }
  }
}

extension Relation {
  /// Prose about what the table has become.
  fileprivate var told: String {
    let name = "Table `\(table.name.text)`: "
    let rows =
      key.map { "the row with `\($0.text)` 7 is the key `\(prefix)\(hasNumbers ? key("7") : "7")`" }
      ?? "its rows are the keys `\(prefix)1`, `\(prefix)2`, and so on"
    let value =
      value.map { "the column `\($0.name.text)` is the value" }
      ?? key.map { "the column `\($0.text)` is also the value" } ?? "the value is the same"
    let rest =
      leftOut.isEmpty
      ? "" : ". No statement uses \(leftOut.map { "`\($0)`" }.joined(separator: ", "))"
    return name + rows + ", and " + value + rest + "."
  }

  private func key(_ text: String) -> String {
    let key: Key = key(text)
    return String(key.text.dropFirst(prefix.count))
  }
}
