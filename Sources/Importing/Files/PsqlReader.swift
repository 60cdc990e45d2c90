/// Reads the psql commands that isolab's own scripts use, for variables and conditions.
struct PsqlReader {
  typealias Piece = (tokens: [SQLToken], meta: (word: String, rest: String)?)

  private var rest: ArraySlice<Piece>
  private let cutter: SQLCutter

  /// The statements of the pieces.
  static func statements(
    _ pieces: [Piece], _ cutter: SQLCutter
  ) throws(Objection) -> [SQLProgram.Placed] {
    var reader = PsqlReader(rest: pieces[...], cutter: cutter)
    var statements: [SQLProgram.Placed] = []
    while !reader.rest.isEmpty { statements += try reader.next() }
    return statements
  }

  private func objection(_ piece: Piece) -> Objection {
    Objection(
      piece.tokens.last?.place ?? Position(), "isolab does not know this psql command here")
  }

  private mutating func next() throws(Objection) -> [SQLProgram.Placed] {
    let piece = rest.removeFirst()
    switch piece.meta?.word {
    case nil:
      let placed = cutter.placed(piece.tokens)
      guard case .set(let name, ":ROW_COUNT")? = rest.first.flatMap(Command.init) else {
        return [placed]
      }
      rest.removeFirst()
      return [named(placed, name)]
    case "gset"?:
      _ = rest.first.flatMap(Command.init).map { if case .echo = $0 { rest.removeFirst() } }
      return [named(cutter.placed(piece.tokens.dropLast()), nil)]
    case "cancel"?: return [placed(.cancel, piece)]
    case "set"? where piece.meta?.rest == "condition f": return try conditional()
    default: throw objection(piece)
    }
  }

  /// The commands `\set name value` and `\echo`.
  private enum Command {
    case set(String, String)
    case echo

    init?(_ piece: Piece) {
      guard let meta = piece.meta else { return nil }
      let words = meta.rest.split(separator: " ")
      switch meta.word {
      case "set" where words.count == 2: self = .set(String(words[0]), String(words[1]))
      case "echo": self = .echo
      default: return nil
      }
    }
  }

  private func placed(_ statement: SQLStatement, _ piece: Piece) -> SQLProgram.Placed {
    SQLProgram.Placed(
      place: piece.tokens.first?.place ?? Position(), statement: .success(statement))
  }

  /// The query with its variable, which has the given name, or the name of the query's column.
  private func named(_ placed: SQLProgram.Placed, _ name: String?) -> SQLProgram.Placed {
    let statement = placed.statement.flatMap { statement -> Result<SQLStatement, Objection> in
      guard case .select(var select) = statement, let name = name ?? select.alias else {
        return .failure(Objection(placed.place, "isolab can keep only the answer of a query"))
      }
      select.variable = name
      return .success(.select(select))
    }
    return SQLProgram.Placed(place: placed.place, statement: statement)
  }

  /// Reads a query for a condition, `\if :condition`, statements, and `\endif`.
  private mutating func conditional() throws(Objection) -> [SQLProgram.Placed] {
    guard let query = rest.popFirst(), query.meta?.word == "gset",
      let start = rest.popFirst(), start.meta?.word == "if", start.meta?.rest == ":condition"
    else { throw Objection(Position(), "isolab does not support this use of psql's variables") }
    let condition = cutter.placed(query.tokens.dropLast()).statement
    var statements: [SQLProgram.Placed] = []
    while let piece = rest.first, piece.meta?.word != "endif" {
      guard piece.meta?.word != "set" || piece.meta?.rest != "condition f" else {
        throw objection(piece)
      }
      statements += try next()
    }
    guard rest.popFirst() != nil else { throw objection(start) }
    return statements.map { placed in
      let both = condition.flatMap { condition -> Result<SQLStatement, Objection> in
        guard case .select(let select) = condition, let formula = select.items.first else {
          return .failure(Objection(placed.place, "isolab needs a condition here"))
        }
        return placed.statement.map { .when(formula, $0) }
      }
      return SQLProgram.Placed(place: placed.place, statement: both)
    }
  }
}
