#if PostgreSQL
  import Databases
  import Language
  import Stores
  import Testing
  import Vocabulary

  /// UPDATE and DELETE of a range, each by one statement.
  @Suite(.enabled(if: PostgreSQLServer.isInstalled, PostgreSQLServer.isMissing))
  struct PostgreSQLChangeTests {
    private let server: PostgreSQLServer

    init() throws { server = try #require(PostgreSQLServer.shared) }

    @Test func anUpdateKeepsTheVersionThatItFound() throws {
      let bench = try server.bench(["a1": "1", "a2": "2", "b": "3"])
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

    @Test(
      arguments: [
        (Expression.Operator.times, "-3", "-21"), (.divided, "-2", "-3"), (.modulo, "-2", "1"),
        (.minus, "9", "-2"),
      ] as [(Expression.Operator, Value, Value)])
    func arithmeticIsThatOfIsolab(sign: Expression.Operator, right: Value, result: Value) throws {
      let bench = try server.bench(["a": "7"])
      try bench.begin(1)
      #expect(
        try bench.ask(1, Formulas.change(Formulas.binary(Formulas.value, sign, right)))
          == .changed([ChangedRow("a", result, found: .first(by: 0), number: 1)]))
    }

    @Test(
      arguments: [
        ("text", .plus, "1", "22P02 invalid input syntax for type bigint: \"text\""),
        ("9223372036854775807", .plus, "1", "22003 bigint out of range"),
        ("-9223372036854775808", .divided, "-1", "22003 bigint out of range"),
        ("1", .modulo, "0", "22012 division by zero"),
      ] as [(Value, Expression.Operator, Value, String)])
    func whatCannotBeComputedAborts(
      value: Value, sign: Expression.Operator, right: Value, report: String
    ) throws {
      let bench = try server.bench(["a": value])
      try bench.begin(1)
      #expect(
        try bench.ask(1, Formulas.change(Formulas.binary(Formulas.value, sign, right)))
          == .aborted(.serverError, report: report))
      // The session is free again.
      #expect(try bench.begin(1) == .done)
      #expect(try bench.ask(1, .get("a")) == .row("a", value))
    }

    @Test func textsAreSetAndKept() throws {
      let bench = try server.bench(["a": "text", "b": "07"])
      try bench.begin(1)
      let kept = ChangedRow("a", "text", found: .first(by: 0), number: 1)
      #expect(try bench.ask(1, Formulas.change(Formulas.value, .only("a"))) == .changed([kept]))
      let set = ChangedRow("b", "it's", found: .first(by: 0), number: 1)
      #expect(
        try bench.ask(1, Formulas.change(Formulas.literal("it's"), .only("b"))) == .changed([set]))
      let none = Expression(.none, column: 1, source: "none")
      guard case .refused = try bench.ask(1, Formulas.change(none)) else {
        Issue.record("none was stored")
        return
      }
      #expect(try bench.ask(1, .commit) == .done)
    }

    @Test func itIsShownAsTyped() throws {
      let bench = try server.bench()
      try bench.begin(1)
      _ = bench.run.takeStatements()
      try bench.ask(
        1, Formulas.change(Formulas.binary(Formulas.value, .plus, "-1"), numbers: ["x": 2]))
      #expect(
        bench.run.takeStatements() == [
          "UPDATE isolab SET v = ((v::bigint + '-1'::bigint))::text, "
            + "w = CASE k WHEN 'x' THEN '1.2' ELSE '1.1' END || '<' || split_part(w, '<', 1)"
            + " WHERE k >= '' RETURNING k, v, w;"
        ])
    }
  }
#endif
