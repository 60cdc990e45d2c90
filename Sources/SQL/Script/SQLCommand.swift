import Language
import Vocabulary

/// An action in a window of psql, as lines to type.
struct SQLCommand {
  let lines: [String]

  init(_ action: Action) {
    lines =
      switch action {
      case .begin(let level, let readOnly, let deferrable, let takesSnapshot):
        Self.begin(
          level.rawValue + (readOnly ? " READ ONLY" : "") + (deferrable ? " DEFERRABLE" : ""),
          takesSnapshot)
      case .run(let command): Self.lines(of: command, nil)
      case .clearAway: ["ROLLBACK;"]
      case .interrupt: ["-- if this window hangs, press Ctrl-C"]
      case .fail: ["SELECT 1 / 0; -- an error, in place of the time limit"]
      case .level(let level):
        ["SET default_transaction_isolation = '\(level.rawValue.lowercased())';"]
      }
  }

  /// PostgreSQL takes the snapshot with the first query, not at BEGIN.
  private static func begin(_ how: String, _ takesSnapshot: Bool) -> [String] {
    ["BEGIN ISOLATION LEVEL \(how);"] + (takesSnapshot ? ["SELECT 'snapshot';"] : [])
  }

  private static func lines(of command: Command, _ condition: String?) -> [String] {
    let also = condition.map { " AND (\($0))" } ?? ""
    switch command {
    case .put(let key, let formula): return [put(key, formula, condition, also)]
    case .delete(let key):
      return ["DELETE FROM kv WHERE key = \(SQLText.literal(key.text))\(also);"]
    case .updateRange(let selection, let formula):
      return [
        "UPDATE kv SET value = \(SQLText(formula).text) "
          + "WHERE \(SQLText.condition(selection))\(also);"
      ]
    case .deleteRange(let selection):
      return ["DELETE FROM kv WHERE \(SQLText.condition(selection))\(also);"]
    case .when(let formula, let inner):
      let own = SQLText(formula).source
      return lines(of: inner, condition.map { "(\($0)) AND (\(own))" } ?? own)
    case .get, .scan, .count, .sum, .commit, .rollback, .begin, .retry:
      return only(condition, plain(command))
    }
  }

  /// Statements that only read, or end the transaction.
  private static func plain(_ command: Command) -> [String] {
    switch command {
    case .get(let key, let forUpdate, let name): return get(key, forUpdate, as: name)
    case .scan(let selection, let name):
      let all =
        "SELECT key, value FROM kv WHERE \(SQLText.condition(selection)) ORDER BY key;"
      return [all] + (name.map { ["\\set \(SQLText.variable($0)) :ROW_COUNT"] } ?? [])
    case .count(let selection, let name):
      return select("count(*)", "FROM kv WHERE \(SQLText.condition(selection))", as: name)
    case .sum(let range, let name):
      let sum = "coalesce(sum(value::bigint), 0)"
      return select(
        name == nil ? sum : "quote_nullable(\(sum))", "FROM kv WHERE \(SQLText.condition(range))",
        as: name)
    case .commit: return ["COMMIT;"]
    case .rollback: return ["ROLLBACK;"]
    case .put, .delete, .updateRange, .deleteRange, .when, .begin, .retry: return []
    }
  }

  private static func get(_ key: Key, _ forUpdate: Bool, as name: String?) -> [String] {
    let row =
      "SELECT value FROM kv WHERE key = \(SQLText.literal(key.text))"
      + (forUpdate ? " FOR UPDATE" : "")
    return name == nil ? ["\(row);"] : select("quote_nullable((\(row)))", "", as: name)
  }

  /// A value that is computed from the old one becomes an UPDATE, which sees the newest value after
  /// a wait; any other value is written blindly.
  private static func put(
    _ key: Key, _ formula: Expression, _ condition: String?, _ also: String
  ) -> String {
    let literal = SQLText.literal(key.text)
    guard !formula.reads(key) else {
      return
        "UPDATE kv SET value = \(SQLText(formula, at: key).text) WHERE key = \(literal)\(also);"
    }
    let row = "\(literal), \(stored(formula))"
    return "INSERT INTO kv "
      + (condition.map { "SELECT \(row) WHERE \($0)" } ?? "VALUES (\(row))")
      + " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;"
  }

  /// Stored values are text.
  private static func stored(_ formula: Expression) -> String {
    if case .literal(let value) = formula.node { return SQLText.literal(value.text) }
    return SQLText(formula).text
  }

  /// With a name, the value goes into a variable of psql, which then shows it.
  private static func select(_ what: String, _ rest: String, as name: String?) -> [String] {
    let query = "SELECT \(what)"
    let from = rest.isEmpty ? "" : " \(rest)"
    guard let name = name.map(SQLText.variable) else { return ["\(query)\(from);"] }
    return ["\(query) AS \"\(name)\"\(from) \\gset", "\\echo :\(name)"]
  }

  /// Statements that have no WHERE.
  private static func only(_ condition: String?, _ lines: [String]) -> [String] {
    guard let condition else { return lines }
    return ["\\set condition f", "SELECT (\(condition)) IS TRUE AS condition \\gset"]
      + ["\\if :condition"] + lines + ["\\endif"]
  }
}
