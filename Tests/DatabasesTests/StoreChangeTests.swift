import Language
import Stores
import Testing
import Vocabulary

/// UPDATE and DELETE of a range, each by one statement.
@Suite struct StoreChangeTests {
  @Test(arguments: TestDatabase.all)
  func anUpdateKeepsTheVersionThatItFound(database: TestDatabase) throws {
    let bench = try database.bench(["a1": "1", "a2": "2", "b": "3"])
    try bench.begin(1)
    try bench.put(1, "a2", "5")
    let more = Formulas.binary(Formulas.value, .plus, "10")
    #expect(
      try bench.ask(1, Formulas.change(more, .prefix("a"), numbers: ["a2": 2, "b": 7]))
        == .changed([
          ChangedRow("a1", "11", found: .first(by: 0), number: 1),
          ChangedRow("a2", "15", found: .first(by: 1), number: 2),
        ]))
    // A second one finds what the first has written.
    #expect(
      try bench.ask(1, Formulas.change(more, .only("a1"), filter: "11", numbers: ["a1": 2]))
        == .changed([ChangedRow("a1", "21", found: .first(by: 1), number: 2)]))
    #expect(
      try bench.ask(1, .get("a1"))
        == .row(StoredRow("a1", "21", .written(by: TransactionID(1), number: 2))))
    #expect(
      try bench.ask(1, Formulas.change(nil, .prefix("a"), filter: "15", numbers: ["a2": 3]))
        == .changed([
          ChangedRow("a2", nil, found: .written(by: TransactionID(1), number: 2), number: 3)
        ]))
    #expect(try bench.ask(1, Formulas.change(more, .prefix("z"))) == .changed([]))
    #expect(try bench.ask(1, .commit) == .done)
  }

  private static let sevens: [(sign: Expression.Operator, right: Value, result: Value)] = [
    (.times, "-3", "-21"), (.divided, "-2", "-3"), (.modulo, "-2", "1"), (.minus, "9", "-2"),
  ]

  @Test(arguments: TestDatabase.all, sevens)
  func arithmeticIsThatOfIsolab(
    database: TestDatabase, formula: (sign: Expression.Operator, right: Value, result: Value)
  ) throws {
    let bench = try database.bench(["a": "7"])
    try bench.begin(1)
    let change = Formulas.change(Formulas.binary(Formulas.value, formula.sign, formula.right))
    #expect(
      try bench.ask(1, change)
        == .changed([ChangedRow("a", formula.result, found: .first(by: 0), number: 1)]))
  }

  private typealias Failing = (value: Value, sign: Expression.Operator, right: Value)
  private static let failing: [Failing] = [
    ("text", .plus, "1"), ("9223372036854775807", .plus, "1"),
    ("-9223372036854775808", .divided, "-1"), ("1", .modulo, "0"),
  ]
  private static let reports: [TestDatabase: [String]] = [
    .postgresql: [
      "22P02 invalid input syntax for type bigint: \"text\"", "22003 bigint out of range",
      "22003 bigint out of range", "22012 division by zero",
    ],
    .mariadb: [
      "1292 Truncated incorrect INTEGER value: 'text'",
      "1690 BIGINT value is out of range in 'cast(`isolab`.`v` as signed) + 1'",
      "1690 BIGINT value is out of range in 'cast(`isolab`.`v` as signed) DIV -1'",
      "1365 Division by 0",
    ],
  ]

  /// On PostgreSQL the transaction is over; on MariaDB it goes on, with what it has written.
  @Test(arguments: TestDatabase.servers, 0..<4)
  func whatCannotBeComputedIsReported(database: TestDatabase, number: Int) throws {
    let (value, sign, right) = Self.failing[number]
    let report = try #require(Self.reports[database]?[number])
    let bench = try database.bench(["a": value, "b": "1"])
    try bench.begin(1)
    try bench.put(1, "b", "2")
    let formula = Formulas.binary(Formulas.value, sign, right)
    let answer = try bench.ask(1, Formulas.change(formula, .only("a")))
    if database == .postgresql {
      #expect(answer == .aborted(.serverError, report: report))
      #expect(try bench.begin(1) == .done)
    } else {
      #expect(answer == .refused(report))
      #expect(try bench.ask(1, .get("b")) == .row("b", "2", by: 1))
    }
    #expect(try bench.ask(1, .get("a")) == .row("a", value))
    #expect(try bench.ask(1, .commit) == .done)
  }

  @Test(arguments: TestDatabase.all) func textsAreSetAndKept(database: TestDatabase) throws {
    let bench = try database.bench(["a": "text", "b": "07"])
    try bench.begin(1)
    let kept = ChangedRow("a", "text", found: .first(by: 0), number: 1)
    #expect(try bench.ask(1, Formulas.change(Formulas.value, .only("a"))) == .changed([kept]))
    let text: Value = database == .postgresql ? "it's" : "it's\0"
    let set = ChangedRow("b", text, found: .first(by: 0), number: 1)
    #expect(
      try bench.ask(1, Formulas.change(Formulas.literal(text), .only("b"))) == .changed([set]))
    let none = Expression(.none, column: 1, source: "none")
    guard case .refused = try bench.ask(1, Formulas.change(none)) else {
      Issue.record("none was stored")
      return
    }
    #expect(try bench.ask(1, .commit) == .done)
  }

  private static let updates: [TestDatabase: [String]] = [
    .postgresql: [
      "UPDATE isolab SET v = ((v::bigint + '-1'::bigint))::text, "
        + "w = CASE k WHEN 'x' THEN '1.2' ELSE '1.1' END || '<' || split_part(w, '<', 1)"
        + " WHERE k >= '' RETURNING k, v, w;"
    ],
    .mariadb: [
      "UPDATE isolab FORCE INDEX (PRIMARY) SET v = (CAST(v AS SIGNED) + -1),"
        + " w = CONCAT(CASE k WHEN 'x' THEN '1.2' ELSE '1.1' END, '<',"
        + " SUBSTRING_INDEX(w, '<', 1)) WHERE k >= '';",
      "SELECT k, v, w FROM isolab FORCE INDEX (PRIMARY) WHERE k >= ''"
        + " AND SUBSTRING_INDEX(w, '<', 1) = CASE k WHEN 'x' THEN '1.2' ELSE '1.1' END"
        + " ORDER BY k;",
    ],
  ]

  @Test(arguments: TestDatabase.servers) func itIsShownAsTyped(database: TestDatabase) throws {
    let bench = try database.bench()
    try bench.begin(1)
    _ = bench.run.takeStatements()
    try bench.ask(
      1, Formulas.change(Formulas.binary(Formulas.value, .plus, "-1"), numbers: ["x": 2]))
    #expect(bench.run.takeStatements() == Self.updates[database])
  }
}
