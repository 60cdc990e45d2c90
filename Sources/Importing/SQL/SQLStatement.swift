import Vocabulary

/// A statement that may have a counterpart in isolab's language.
indirect enum SQLStatement {
  case begin(SQLTransaction)
  /// SET TRANSACTION of the open transaction.
  case characteristics(SQLTransaction)
  /// The level of transactions that begin without one.
  case sessionLevel(IsolationMode)
  case commit
  case rollback
  case create(SQLTable)
  /// ALTER TABLE with ADD PRIMARY KEY.
  case primaryKey(of: SQLName, SQLName)
  case insert(SQLInsert)
  case update(SQLUpdate)
  case delete(SQLDelete)
  case select(SQLSelect)
  /// What psql does only under a condition.
  case when(SQLExpression, SQLStatement)
  /// Ctrl-C in the window.
  case cancel
  /// DROP, VACUUM, ANALYZE, or CREATE INDEX, which change no answer before the first step.
  case maintenance(isDrop: Bool)
  /// A setting that changes no answer, and why.
  case nothing(String)
}

/// A name where it stands.
struct SQLName: Hashable {
  let text: String
  let place: Position
}

/// How a transaction begins; nil is the default of its session.
struct SQLTransaction {
  var mode: IsolationMode?
  var readOnly = false
  var deferrable = false
}

/// A table as CREATE TABLE describes it.
struct SQLTable {
  struct Column {
    let name: SQLName
    let type: String
    var isNullable = true
    /// Whether it is compared byte by byte.
    var isBinary = false
  }

  let name: SQLName
  var columns: [Column] = []
  /// The column that is the primary key.
  var key: SQLName?
}

/// Rows for a table.
struct SQLInsert {
  let table: SQLName
  /// Empty if all of them are used, in their order.
  var columns: [SQLName] = []
  var rows: [[SQLExpression]] = []
  /// The WHERE of the SELECT whose row it is.
  var condition: SQLExpression?
  /// Whether an existing row gets the new value (ON CONFLICT DO UPDATE).
  var replaces = false
}

/// New values for rows of a table.
struct SQLUpdate {
  let table: SQLName
  var changes: [(column: SQLName, value: SQLExpression)] = []
  var condition: SQLExpression?
}

/// Rows that are to go.
struct SQLDelete {
  let table: SQLName
  var condition: SQLExpression?
}

/// A query.
struct SQLSelect {
  let place: Position
  /// Empty: `*`.
  var items: [SQLExpression] = []
  var table: SQLName?
  var condition: SQLExpression?
  var forUpdate = false
  /// The name of its last column.
  var alias: String?
  /// The variable of psql that keeps the answer.
  var variable: String?
}

/// A formula.
struct SQLExpression {
  indirect enum Node {
    case number(String)
    case text(String)
    case truth(Bool)
    case null
    case column(String)
    /// A column of EXCLUDED, the row that INSERT would have inserted.
    case excluded(String)
    case variable(String)
    case negative(SQLExpression)
    case not(SQLExpression)
    case binary(String, SQLExpression, SQLExpression)
    case isNull(SQLExpression, Bool)
    /// IS TRUE, or IS NOT TRUE.
    case isTrue(SQLExpression, Bool)
    case oneOf(SQLExpression, [SQLExpression])
    case between(SQLExpression, SQLExpression, SQLExpression)
    case call(String, [SQLExpression])
    /// count(*)
    case countAll
    case cast(SQLExpression, String)
    case query(SQLSelect)
  }

  let node: Node
  let place: Position

  /// The conditions that must all hold.
  var conjuncts: [SQLExpression] {
    guard case .binary("and", let left, let right) = node else { return [self] }
    return left.conjuncts + right.conjuncts
  }

  /// The columns of the current row, with the places of their use.
  var columns: [SQLName] {
    switch node {
    case .column(let name): [SQLName(text: name, place: place)]
    case .number, .text, .truth, .null, .excluded, .variable, .countAll, .query: []
    case .negative(let inner), .not(let inner), .isNull(let inner, _), .isTrue(let inner, _),
      .cast(let inner, _):
      inner.columns
    case .binary(_, let left, let right): left.columns + right.columns
    case .oneOf(let inner, let list): inner.columns + list.flatMap { $0.columns }
    case .between(let inner, let low, let high): inner.columns + low.columns + high.columns
    case .call(_, let arguments): arguments.flatMap { $0.columns }
    }
  }

  /// The queries in it, themselves without those inside.
  var queries: [SQLSelect] {
    switch node {
    case .query(let select): [select]
    case .number, .text, .truth, .null, .excluded, .variable, .countAll, .column: []
    case .negative(let inner), .not(let inner), .isNull(let inner, _), .isTrue(let inner, _),
      .cast(let inner, _):
      inner.queries
    case .binary(_, let left, let right): left.queries + right.queries
    case .oneOf(let inner, let list): inner.queries + list.flatMap { $0.queries }
    case .between(let inner, let low, let high): inner.queries + low.queries + high.queries
    case .call(_, let arguments): arguments.flatMap { $0.queries }
    }
  }
}
