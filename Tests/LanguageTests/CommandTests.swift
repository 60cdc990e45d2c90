import Language
import Testing
import Vocabulary

@Suite struct CommandTests {
  @Test(
    arguments: [
      ("BEGIN", nil, false, false),
      ("begin;", nil, false, false),
      ("BEGIN snapshot", .snapshot, false, false),
      ("BEGIN SI ;", .snapshot, false, false),
      ("Begin serializable", .serializableSnapshot, false, false),
      ("BEGIN READ ONLY", nil, true, false),
      ("BEGIN read only deferrable", nil, true, true),
      ("BEGIN rc READ ONLY", .readCommitted, true, false),
      ("BEGIN ssi READ ONLY DEFERRABLE", .serializableSnapshot, true, true),
    ] as [(String, IsolationMode?, Bool, Bool)])
  func begin(line: String, mode: IsolationMode?, readOnly: Bool, deferrable: Bool) throws {
    #expect(try command(line) == .begin(mode, readOnly: readOnly, deferrable: deferrable))
  }

  @Test func get() throws {
    #expect(try command("GET x") == .get("x", forUpdate: false, as: nil))
    #expect(try command("get x for update") == .get("x", forUpdate: true, as: nil))
    #expect(try command("GET x AS n") == .get("x", forUpdate: false, as: "n"))
    #expect(try command("GET x FOR UPDATE AS n_1") == .get("x", forUpdate: true, as: "n_1"))
    #expect(try command("GET \"a key\" as é") == .get("a key", forUpdate: false, as: "é"))
  }

  @Test func keysAreWhateverStandsInTheirPlace() throws {
    #expect(try command("GET for") == .get("for", forUpdate: false, as: nil))
    #expect(try command("GET as AS as") == .get("as", forUpdate: false, as: "as"))
    #expect(try command("DELETE none") == .delete("none"))
    #expect(try command("DELETE FROM") == .delete("FROM"))
    #expect(try command("GET a.b/c-d_1") == .get("a.b/c-d_1", forUpdate: false, as: nil))
    #expect(try command("GET \".hidden\"") == .get(".hidden", forUpdate: false, as: nil))
    #expect(try command("GET \"\"") == .get("", forUpdate: false, as: nil))
    #expect(try command("GET ключ") == .get("ключ", forUpdate: false, as: nil))
    #expect(try command("GET 鍵") == .get("鍵", forUpdate: false, as: nil))
    #expect(try command("GET e\u{301}") == .get("e\u{301}", forUpdate: false, as: nil))
  }

  @Test func put() throws {
    guard case .put(let key, let value) = try command("PUT x 1") else { throw Unexpected(what: "") }
    #expect(key == "x")
    #expect(value == Expression(.literal("1"), column: 7, source: "1"))
  }

  @Test(arguments: [
    ("a-1", "a-1"), ("10/2", "10/2"), ("-5", "-5"), ("3.14", "3.14"), (".5", "\".5\""),
    ("\"two words\"", "\"two words\""), ("\"a\\\"b\\\\c\\n\\t\"", "\"a\\\"b\\\\c\\n\\t\""),
    ("\"\\u{e9}\"", "é"), ("\"none\"", "\"none\""), ("a;", "a"), ("\u{E9}", "é"),
  ])
  func literals(typed: String, expected: String) throws {
    #expect(try tree(typed) == expected)
  }

  @Test(arguments: [
    ("SCAN", "\"\"..<"), ("SCAN *", "\"\"..<"), ("scan a*", "a..<b"),
    ("SCAN \"a b\"*", "\"a b\"..<\"a c\""),
    ("SCAN a..b", "a..<b"), ("SCAN a .. b", "a..<b"), ("SCAN \"a b\"..c", "\"a b\"..<c"),
    ("SCAN 1..5", "1..<5"), ("SCAN x", "x..<\"x\\u{0}\""), ("SCAN a.b..c.d", "a.b..<c.d"),
    ("SCAN as*", "as..<at"), ("SCAN as..b", "as..<b"), ("SCAN = on", "\"\"..< = on"),
    ("SCAN a* = \"on call\"", "a..<b = \"on call\""),
    ("SCAN = $n", "\"\"..< = $n"), ("SCAN a..b = -5", "a..<b = -5"),
    ("SCAN * = on AS n", "\"\"..< = on"),
    ("SCAN \"as\"", "as..<\"as\\u{0}\""),
  ])
  func ranges(line: String, expected: String) throws {
    guard case .scan(let selection, _) = try command(line) else { throw Unexpected(what: line) }
    #expect(tree(selection) == expected)
  }

  @Test func readsThatKeepTheirAnswer() throws {
    #expect(try command("SCAN AS n") == .scan(Selection(.all), as: "n"))
    #expect(try command("COUNT a* AS n") == .count(Selection(.prefix("a")), as: "n"))
    #expect(try command("COUNT") == .count(Selection(.all), as: nil))
    #expect(try command("SUM acct/* AS total") == .sum(.prefix("acct/"), as: "total"))
    #expect(try command("SUM") == .sum(.all, as: nil))
    guard case .count(let selection, let name) = try command("COUNT = on AS n") else {
      throw Unexpected(what: "COUNT")
    }
    #expect(name == "n")
    #expect(selection.filter == Expression(.literal("on"), column: 9, source: "on"))
  }

  @Test func delete() throws {
    #expect(try command("DELETE x") == .delete("x"))
    #expect(try command("DELETE \"x\"") == .delete("x"))
    #expect(try command("DELETE *") == .deleteRange(Selection(.all)))
    #expect(try command("DELETE x*") == .deleteRange(Selection(.prefix("x"))))
    #expect(try command("DELETE a..c") == .deleteRange(Selection(KeyRange(low: "a", high: "c"))))
    for (line, range) in [("DELETE x = on", KeyRange.only("x")), ("DELETE = on", .all)] {
      guard case .deleteRange(let selection) = try command(line) else {
        throw Unexpected(what: line)
      }
      #expect(selection.range == range)
      #expect(selection.filter?.node == .literal("on"))
    }
  }

  @Test(arguments: [
    ("UPDATE * SET $value + 1", "\"\"..<", "[$value + 1]"),
    ("UPDATE SET 0", "\"\"..<", "0"),
    ("UPDATE x SET off", "x..<\"x\\u{0}\"", "off"),
    ("update a* = on set off", "a..<b = on", "off"),
    ("UPDATE set* SET set", "set..<seu", "set"),
    ("UPDATE a..b = $n SET $value * 2", "a..<b = $n", "[$value * 2]"),
  ])
  func update(line: String, selected: String, written: String) throws {
    guard case .updateRange(let selection, let value) = try command(line) else {
      throw Unexpected(what: line)
    }
    #expect(tree(selection) == selected)
    #expect(tree(value) == written)
  }

  @Test func ends() throws {
    #expect(try command("COMMIT") == .commit)
    #expect(try command("commit ;") == .commit)
    #expect(try command("ROLLBACK") == .rollback)
    #expect(try command("Abort") == .rollback)
    #expect(try command("RETRY") == .retry)
  }

  @Test func conditions() throws {
    guard
      case .when(let condition, .put("alice_status", let value)) =
        try command("IF count(* = on) >= 2 THEN PUT alice_status off")
    else { throw Unexpected(what: "IF") }
    #expect(tree(condition) == "[count(\"\"..< = on) >= 2]")
    #expect(condition.source == "count(* = on) >= 2")
    #expect(condition.column == 18)
    #expect(tree(value) == "off")
    guard
      case .when(_, .when(let inner, .commit)) =
        try command("if $a = 1 then if not $b = 2 then commit")
    else { throw Unexpected(what: "nested IF") }
    #expect(tree(inner) == "[not [$b = 2]]")
    guard case .when(_, .put(_, let then)) = try command("IF 1 = 1 THEN PUT x then") else {
      throw Unexpected(what: "then")
    }
    #expect(tree(then) == "then")
    for rest in ["GET x", "DELETE *", "SCAN", "COUNT", "SUM", "UPDATE * SET 1", "ROLLBACK"] {
      guard case .when = try command("IF $n > 1 THEN \(rest)") else { throw Unexpected(what: rest) }
    }
  }
}
