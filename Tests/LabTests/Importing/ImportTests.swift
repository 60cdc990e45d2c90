import Foundation
import Importing
import Language
import Testing
import Vocabulary

@testable import Runs

/// Files of SQL as lessons.
@Suite struct ImportTests {
  private static let test = """
    # Two clerks
    setup
    {
      CREATE TABLE stock (item text PRIMARY KEY, shelf int, amount int NOT NULL);
      INSERT INTO stock VALUES ('nails', 3, 7), ('screws', 4, 9);
      CREATE TABLE log (entry text);
    }
    teardown { DROP TABLE stock, log; }

    session "clerk-1"
    setup { BEGIN ISOLATION LEVEL REPEATABLE READ; }
    step r1 { SELECT amount FROM stock WHERE item = 'nails'; }
    step w1 { UPDATE stock SET amount = amount - 1 WHERE item = 'nails'; }
    step l1 { INSERT INTO log VALUES ('one'); }
    step c1 { COMMIT; }

    session c2
    step w2 { BEGIN; UPDATE stock SET amount = 5 WHERE 'nails' = item; }
    step s2 { SELECT sum(amount) FROM stock; SELECT count(*) FROM log WHERE entry = 'one'; }
    step c2 { COMMIT; }
    step n2 { SELECT * FROM stock WHERE item IN ('nails') FOR UPDATE; }

    permutation r1 w2 w1(*) c2 c1 # comment
    permutation w1 l1 w2(c1) c1 s2 c2
      n2

    """

  /// The lesson of a file; its lines of commands, without comments and question marks.
  private func commands(_ text: String, _ form: Import.Form) throws -> [String] {
    let lesson = try Import(text, named: "x", form).lesson
    let scenario = try Scenario.read(bytes: Array(lesson.utf8), file: "x.md")
    for entry in scenario.entries { _ = try entry.statement.get() }
    return scenario.entries.map(\.text)
  }

  private func objections(_ text: String, _ form: Import.Form) -> [String] {
    do throws(Objections) {
      _ = try Import(text, named: "x", form)
      return []
    } catch {
      return error.all.map { "\($0.place.line):\($0.place.column): \($0.message)" }
    }
  }

  @Test func aTestOfIsolationtesterBecomesAPartForEachPermutation() throws {
    #expect(
      try commands(Self.test, .spec) == [
        ".modes read-committed", ".sessions clerk-1 c2",
        ".seed stock/nails=7 stock/screws=9", "clerk-1: BEGIN snapshot",
        "clerk-1: GET stock/nails", "c2: BEGIN", "c2: PUT stock/nails 5",
        "clerk-1: UPDATE stock/nails SET $value - 1", "c2: COMMIT", "clerk-1: COMMIT",
        ".reset", ".sessions clerk-1 c2", ".seed stock/nails=7 stock/screws=9",
        ".autocommit on", "clerk-1: BEGIN snapshot",
        "clerk-1: UPDATE stock/nails SET $value - 1", "clerk-1: PUT log/1 one", "c2: BEGIN",
        "c2: PUT stock/nails 5", "clerk-1: COMMIT", "c2: SUM stock/*",
        "c2: COUNT log/* = one", "c2: COMMIT", "c2: GET stock/nails FOR UPDATE",
      ])
    let lesson = try Import(Self.test, named: "clerks", .spec).lesson
    #expect(lesson.hasPrefix("# clerks: imported from a test for isolationtester\n"))
    #expect(lesson.contains("No statement uses `shelf`"))
    #expect(
      lesson.contains(
        "\n# r1, clerk-1: SELECT amount FROM stock WHERE item = 'nails';\nclerk-1: BEGIN snapshot\n"
      ))
  }

  @Test func withoutPermutationsEveryOrderIsMeant() throws {
    let cut = try #require(Self.test.range(of: "permutation"))
    let lesson = try Import(String(Self.test[..<cut.lowerBound]), named: "x", .spec).lesson
    #expect(lesson.contains("every order of its steps"))
    let scenario = try Scenario.read(bytes: Array(lesson.utf8), file: "x.md")
    #expect(scenario.partCount == 1)
    #expect(Explorable.parts(of: scenario, named: "x").count == 1)
  }

  /// What a statement means with the tables t (k, v) and u (k, b), in a transaction.
  @Test(arguments: [
    ("SELECT * FROM t", "SCAN t/*"), ("SELECT k, v FROM t ORDER BY k", "SCAN t/*"),
    ("SELECT v FROM t WHERE k = 07", "GET t/07"),
    ("SELECT v FROM t WHERE k BETWEEN 2 AND 9", "SCAN t/02..t/10"),
    ("SELECT v FROM t WHERE k > 3 AND 9 > k AND v = -1", "SCAN t/04..t/09 = -1"),
    ("SELECT v FROM t WHERE k >= 3", "SCAN t/03..t0"),
    ("SELECT count(*) FROM u WHERE b", "COUNT u/* = true"),
    ("SELECT sum(v) FROM t WHERE k < 5", "SUM t/..t/05"),
    ("DELETE FROM t WHERE k = 10", "DELETE t/10"), ("DELETE FROM t", "DELETE t/*"),
    ("UPDATE t SET v = v * (v - 2) WHERE v = 1", "UPDATE t/* = 1 SET $value * ($value - 2)"),
    ("UPDATE t SET v = 3 WHERE k = 9", "PUT t/09 3"),
    ("UPDATE t SET v = (SELECT count(*) FROM u) WHERE k = 9", "PUT t/09 count(u/*)"),
    (
      "UPDATE t SET v = v + 1 WHERE k = 9 AND (SELECT sum(v) FROM t) >= 5",
      "IF sum(t/*) >= 5 THEN UPDATE t/09 SET $value + 1"
    ),
    ("INSERT INTO u VALUES ('x', false)", "PUT u/x false"),
    ("INSERT INTO u (b, k) SELECT true, 'a b' WHERE 1 = 2", "IF 1 = 2 THEN PUT \"u/a b\" true"),
    ("INSERT INTO t VALUES (9, 1) ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v", "PUT t/09 1"),
    ("SELECT v FROM t AS x WHERE x.k = 9 FOR UPDATE", "GET t/09 FOR UPDATE"),
  ]) func whatAStatementMeans(sql: String, command: String) throws {
    // A range of t in the other session makes its keys comparable.
    let text = """
      setup {
        CREATE TABLE t (k int PRIMARY KEY, v int NOT NULL);
        CREATE TABLE u (k text PRIMARY KEY, b bool);
        INSERT INTO t VALUES (9, 1), (10, 2); INSERT INTO u VALUES ('y', true);
      }
      session a step x { BEGIN ISOLATION LEVEL REPEATABLE READ; \(sql); COMMIT; }
      session b step y { SELECT * FROM t WHERE k < 99; SELECT * FROM u; }
      """
    let commands = try commands(text, .spec)
    #expect(commands.contains("a: " + command), "\(commands)")
  }

  /// Why a statement is refused, with its column.
  @Test(arguments: [
    ("SAVEPOINT f", "24: isolab has no savepoints"),
    ("LOCK TABLE t", "24: isolab cannot lock whole tables"),
    ("SELECT * FROM t FOR SHARE", "40: isolab has only one kind of lock on a key, FOR UPDATE"),
    ("SELECT * FROM t FOR UPDATE NOWAIT", "51: isolab's FOR UPDATE always waits"),
    (
      "INSERT INTO t VALUES (1, 1)",
      "36: INSERT fails if the key exists, but isolab's PUT"
        + " replaces its value"
    ),
    (
      "INSERT INTO t VALUES (7, 1) ON CONFLICT DO NOTHING",
      "52: ON CONFLICT DO NOTHING checks"
        + " again after a wait; isolab's IF checks only before it"
    ),
    ("INSERT INTO t (k) VALUES (7)", "36: the row has no v, and isolab cannot store NULL"),
    ("INSERT INTO t VALUES (7, NULL)", "49: isolab cannot store NULL"),
    ("INSERT INTO t VALUES (7, 1.5)", "49: isolab's numbers are 64-bit integers"),
    ("INSERT INTO t VALUES (7, '1.0')", "49: isolab does not accept this as a value of type int"),
    (
      "UPDATE t SET v = (SELECT count(*) FROM t)",
      "41: in READ COMMITTED, PostgreSQL computes this before its wait, but isolab after it"
    ),
    ("UPDATE t SET k = 2", "37: isolab can change the value of a key, but not the key"),
    ("UPDATE t SET v = 1 WHERE w = 2", "49: t has no column w"),
    (
      "SELECT * FROM t WHERE k = 1 OR v = 2",
      "52: isolab can select rows only by their keys and by one"
        + " value"
    ),
    (
      "SELECT * FROM t WHERE k IN (1, 2)",
      "24: isolab needs a command for each key, and these commands"
        + " see different states here"
    ),
    ("SELECT * FROM t WHERE k <> 1", "51: isolab's ranges are contiguous; they leave no key out"),
    ("SELECT v + 1 FROM t", "33: isolab can show only keys and values, counts, and sums"),
    ("SELECT * FROM t, t", "39: isolab has no joins"),
    ("SELECT * FROM t LIMIT 1", "40: isolab has no LIMIT"),
    ("SELECT pg_sleep(1)", "31: isolab has no function pg_sleep"),
    ("SELECT v FROM gone", "38: this file creates no table gone"),
    ("DROP TABLE t", "24: isolab can change tables only before the first step"),
    ("SET statement_timeout = 5", "24: isolab has no setting statement_timeout"),
    ("BEGIN", "24: a transaction is already open"),
    ("SELECT '", "31: the quoted text is never closed"),
    ("SELEC", "24: isolab has no SELEC statement"),
  ]) func whyAStatementIsRefused(sql: String, reason: String) {
    let text = """
      setup { CREATE TABLE t (k int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1); }
      session a step x { BEGIN; \(sql); }
      """
    // The statement begins in column 24, after `session a step x { BEGIN; `.
    let first = objections(text, .spec).first ?? "imported"
    let shifted = reason.split(separator: ":", maxSplits: 1)
    let column = (Int(shifted[0]) ?? 0) + 3
    #expect(first == "2:\(column):\(shifted[1])", "\(sql)")
  }

  @Test(arguments: [
    ("CREATE TABLE t (a int, b int, PRIMARY KEY (a, b))", "isolab's keys have one part"),
    ("CREATE TABLE t (a int REFERENCES u)", "isolab has no foreign keys"),
    ("CREATE TABLE t (a serial)", "isolab has no generated numbers"),
    ("CREATE TABLE t (a timestamp PRIMARY KEY, b int)", "isolab has no values of type timestamp"),
    ("CREATE TABLE t (a int DEFAULT 1)", "isolab has no default values"),
    ("CREATE UNIQUE INDEX i ON t (a)", "expected TABLE, but found \"unique\""),
    ("CREATE TABLE t (a int, b int)", "a key has one value in isolab"),
    ("CREATE TABLE t (a int) PARTITION BY LIST (a)", "isolab has no partitions"),
  ]) func whyATableIsRefused(sql: String, reason: String) {
    let text = "setup { \(sql); }\nsession s step x { SELECT * FROM t WHERE a = 1 AND b = 2; }"
    #expect(objections(text, .spec).contains { $0.contains(": \(reason)") })
  }

  @Test(arguments: [
    ("", "1:1: expected SESSION"), ("session s", "1:10: expected STEP"),
    ("session s step x { SELECT 1", "1:18: this is never closed"),
    ("session s step x {} permutation y", "1:33: there is no step y"),
    ("session s step x {} step x {}", "1:26: two steps have the name x"),
    ("session s step x {} permutation x(x notices 1)", "1:37: isolab has no NOTICE messages"),
    ("session s ; step x {}", "1:11: this is not part of an isolationtester test"),
  ]) func whatIsNoTestIsRefused(text: String, reason: String) {
    let found = objections(text, .spec)
    #expect(found.count == 1 && found[0].hasPrefix(reason), "\(found)")
  }

  /// All that is in the way is reported, once, in the order of the file.
  @Test func allReasonsAreReported() {
    let text = """
      setup { CREATE TABLE t (k int PRIMARY KEY, v int); INSERT INTO t VALUES (1, DEFAULT); }
      session a step x { SAVEPOINT f; } step y { LOCK t; } step unused { TRUNCATE t; }
      permutation y x
      permutation x y y
      """
    #expect(objections(text, .spec).map { $0.prefix(4) } == ["1:77", "2:20", "2:44"])
  }
}
