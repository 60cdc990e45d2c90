import Scripting
import Sessions
import Vocabulary

/// A command as statements for psql.
struct SQLCommand {
  let lines: [String]

  /// `mode` is that of the transaction, for BEGIN.
  init(_ command: Command, mode: IsolationMode) { lines = Self.lines(of: command, nil, mode) }

  private static func lines(
    of command: Command, _ condition: String?, _ mode: IsolationMode
  ) -> [String] {
    let also = condition.map { " AND (\($0))" } ?? ""
    switch command {
    case .begin(_, let readOnly, let deferrable):
      let access = (readOnly ? " READ ONLY" : "") + (deferrable ? " DEFERRABLE" : "")
      let begin = "BEGIN ISOLATION LEVEL \(mode.sql)\(access);"
      // PostgreSQL takes the snapshot with the first query and not at BEGIN.
      return mode.readsSnapshot ? [begin, "SELECT 'snapshot';"] : [begin]
    case .get(let key, let forUpdate, let name):
      let row = "FROM kv WHERE key = \(SQLText.literal(key.text))\(also)"
      return select("value", row + (forUpdate ? " FOR UPDATE" : ""), as: name)
    case .put(let key, let formula): return [put(key, formula, condition)]
    case .delete(let key):
      return ["DELETE FROM kv WHERE key = \(SQLText.literal(key.text))\(also);"]
    case .scan(let selection, let name):
      let rows = "FROM kv WHERE \(SQLText.condition(selection))\(also)"
      let all = "SELECT key, value \(rows) ORDER BY key;"
      return name.map { [all, "SELECT count(*) AS \"\($0)\" \(rows) \\gset"] } ?? [all]
    case .count(let selection, let name):
      return select("count(*)", "FROM kv WHERE \(SQLText.condition(selection))\(also)", as: name)
    case .sum(let range, let name):
      return select(
        "coalesce(sum(value::bigint), 0)", "FROM kv WHERE \(SQLText.condition(range))\(also)",
        as: name)
    case .updateRange(let selection, let formula):
      return [
        "UPDATE kv SET value = \(SQLText(formula).text) "
          + "WHERE \(SQLText.condition(selection))\(also);"
      ]
    case .deleteRange(let selection):
      return ["DELETE FROM kv WHERE \(SQLText.condition(selection))\(also);"]
    case .commit: return only(condition, ["COMMIT;"])
    case .rollback: return only(condition, ["ROLLBACK;"])
    case .when(let formula, let inner):
      let own = "\(SQLText(formula).source)"
      let both = condition.map { "(\($0)) AND (\(own))" } ?? own
      return lines(of: inner, both, mode)
    case .retry: return []
    }
  }

  private static func put(_ key: Key, _ formula: Expression, _ condition: String?) -> String {
    let row = "\(SQLText.literal(key.text)), \(stored(formula))"
    return "INSERT INTO kv "
      + (condition.map { "SELECT \(row) WHERE \($0)" } ?? "VALUES (\(row))")
      + " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;"
  }

  /// What is stored is text.
  private static func stored(_ formula: Expression) -> String {
    if case .literal(let value) = formula.node { return SQLText.literal(value.text) }
    return SQLText(formula).text
  }

  /// With a name, the value goes into a variable of psql, which then shows it.
  private static func select(_ what: String, _ rest: String, as name: String?) -> [String] {
    guard let name else { return ["SELECT \(what) \(rest);"] }
    return ["SELECT \(what) AS \"\(name)\" \(rest) \\gset", "\\echo :\(name)"]
  }

  /// Statements that know no WHERE.
  private static func only(_ condition: String?, _ lines: [String]) -> [String] {
    guard let condition else { return lines }
    return ["SELECT (\(condition)) AS isolab_if \\gset", "\\if :isolab_if"] + lines + ["\\endif"]
  }
}

extension IsolationMode {
  /// The level of PostgreSQL that is the same, or comes nearest.
  var sql: String {
    switch self {
    case .readUncommitted: "READ UNCOMMITTED"
    case .readCommitted: "READ COMMITTED"
    case .snapshot: "REPEATABLE READ"
    case .writeSnapshot, .serializableSnapshot, .twoPhaseLocking, .serializationGraph:
      "SERIALIZABLE"
    }
  }

  /// In which way that level is another one.
  var differenceInSQL: String? {
    switch self {
    case .readUncommitted: "PostgreSQL runs READ UNCOMMITTED as READ COMMITTED: no dirty reads."
    case .readCommitted, .snapshot: nil
    case .serializableSnapshot:
      "PostgreSQL waits for writers of a key here; .conflicts first-updater does so, too."
    case .writeSnapshot, .serializationGraph:
      "PostgreSQL has no \(name); SERIALIZABLE is nearest, and may abort others."
    case .twoPhaseLocking:
      "PostgreSQL does not lock what is read; SERIALIZABLE is nearest: aborts, where isolab waits."
    }
  }
}
