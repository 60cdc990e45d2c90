/// A program of several sessions in SQL, and the orders in which its steps should run.
struct SQLProgram {
  /// Statements that a person or a tool sends at once.
  struct Step {
    /// Its name in the file; empty if it has no name.
    let name: String
    let session: SQLName
    /// Its text in the file, on one line.
    let text: String
    let statements: [Placed]
    /// Whether it is sent as one request; outside a transaction, its statements are then one
    /// transaction.
    let isOneRequest: Bool
  }

  /// A statement and its place, or why isolab does not know the statement.
  struct Placed {
    let place: Position
    let statement: Result<SQLStatement, Objection>
  }

  /// The statements that make the tables and their first rows.
  var preparation: [Placed] = []
  /// In the order of the file.
  var sessions: [SQLName] = []
  var steps: [Step] = []
  /// The numbers of steps that are run one after another; each is a part of the lesson.
  var orders: [[Int]] = []
  /// Whether the file stands for every order of the steps; `orders` then has one of them.
  var isForEveryOrder = false

  /// How many steps all orders together may have.
  static let mostSteps = 20_000
}

/// Cuts tokens into statements.
struct SQLCutter {
  private let scalars: [Unicode.Scalar]

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// The statements between semicolons.
  func statements(_ tokens: [SQLToken]) -> [SQLProgram.Placed] {
    tokens.filter { !$0.isComment }
      .split(omittingEmptySubsequences: true) { $0.kind == .symbol(";") }
      .map { placed(Array($0)) }
  }

  func placed(_ tokens: [SQLToken]) -> SQLProgram.Placed {
    let place = tokens.first?.place ?? Position()
    let end = tokens.last?.place ?? place
    do throws(Objection) {
      let statement = try SQLParser.statement(tokens, end: end)
      return SQLProgram.Placed(place: place, statement: .success(statement))
    } catch {
      return SQLProgram.Placed(place: place, statement: .failure(error))
    }
  }

  /// The text from the first token to the last, with one space for each gap.
  func text(_ tokens: [SQLToken]) -> String {
    tokens.filter { !$0.isComment }.reduce(into: "") { text, token in
      let piece = String(String.UnicodeScalarView(scalars[token.range]))
      let touches = token.range.lowerBound > 0 && !scalars[token.range.lowerBound - 1].isGap
      text += (text.isEmpty || touches ? "" : " ") + piece
    }
  }
}

extension Unicode.Scalar {
  var isGap: Bool { self == " " || self == "\t" || self == "\r" || self == "\n" }
}
