import Chance
import Databases
import Language
import Stores
import Testing
import Vocabulary

/// UPDATE and DELETE of a range, each by one statement.
@Suite struct SQLiteChangeTests {
  @Test func whatCannotBeComputedHasNoEffect() throws {
    let rows: [Key: Value] = ["a": "1", "b": "07", "c": "0", "d": "9223372036854775807"]
    let bench = try StoreBench("sqlite:", rows)
    try bench.begin(1)
    let one = Formulas.literal("1")
    for (formula, sentence) in [
      (Formulas.binary(Formulas.value, .plus, one), "the value of b is not an integer"),
      (Formulas.binary(Formulas.value, .plus, Formulas.literal("x")), "x is not an integer"),
      (
        Expression(.count(Selection(.all, filter: nil)), column: 1, source: "count(*)"),
        "one UPDATE can compute only with $value and integers, not count(*)"
      ),
      (
        Expression(.variable("n"), column: 1, source: "$n"),
        "one UPDATE can compute only with $value and integers, not $n"
      ),
      (
        Formulas.binary(Formulas.value, .equal, one),
        "one UPDATE can compute only with $value and integers, not (value = 1)"
      ),
    ] {
      #expect(try bench.ask(1, Formulas.change(formula)) == .refused(sentence))
    }
    try bench.ask(1, .delete("b"))
    #expect(
      try bench.ask(1, Formulas.change(Formulas.binary(Formulas.value, .plus, one)))
        == .refused("the new value of d does not fit into 64 bits"))
    #expect(
      try bench.ask(1, Formulas.change(Formulas.binary(one, .divided, Formulas.value)))
        == .refused("the value of c would be divided by 0"))
    // None of that has changed a row, and the transaction goes on.
    #expect(
      try bench.ask(1, .scan(.all))
        == .rows(
          ["a", "c", "d"].map { StoredRow($0, rows[$0] ?? "", .first(by: 0)) }))
    #expect(try bench.put(1, "a", "2") == .done)
    #expect(try bench.ask(1, .commit) == .done)
  }

  /// Integer arithmetic is the same as isolab's, up to the edges of 64 bits.
  @Test func arithmeticIsThatOfIsolab() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("SQLiteChangeTests.arithmeticIsThatOfIsolab: seed \(seed)")
    var dice = Dice(seed: seed)
    let bench = try StoreBench("sqlite:", [:])
    try bench.begin(1)
    var outcomes = [0, 0]
    for _ in 0..<3_000 {
      let value = Self.number(&dice)
      let (formula, result) = Self.formula(3, value, &dice)
      try bench.put(1, "x", Value(value))
      let answer = try bench.ask(1, Formulas.change(formula))
      outcomes[result == nil ? 0 : 1] += 1
      guard let result else {
        guard case .refused = answer else {
          Issue.record("\(formula.source) of \(value): \(answer)")
          continue
        }
        continue
      }
      let changed = ChangedRow("x", Value(result), found: .first(by: 1), number: 1)
      #expect(answer == .changed([changed]), "\(formula.source) of \(value)")
    }
    #expect(outcomes[0] > 300 && outcomes[1] > 300)
  }

  private static func number(_ dice: inout Dice) -> Int64 {
    switch dice.below(4) {
    case 0: dice.pick([.min, .min + 1, .max, .max - 1, 3_037_000_500, -3_037_000_500])
    case 1: Int64(bitPattern: dice.next())
    default: Int64(dice.below(7)) - 3
    }
  }

  /// A random formula and what it amounts to; nil: it cannot be computed.
  private static func formula(
    _ depth: Int, _ own: Int64, _ dice: inout Dice
  ) -> (Expression, Int64?) {
    switch depth == 0 ? dice.below(2) : 1 + dice.below(6) {
    case 0: return (Formulas.value, own)
    case 1 where depth == 0 || dice.chance(1, in: 4):
      let number = number(&dice)
      return (Formulas.literal(Value(number)), number)
    case 2:
      let (operand, result) = formula(depth - 1, own, &dice)
      let negated = result.flatMap { checked(Int64(0).subtractingReportingOverflow($0)) }
      return (Expression(.negate(operand), column: 1, source: "-\(operand.source)"), negated)
    default:
      let sign = dice.pick([Expression.Operator.plus, .minus, .times, .divided, .modulo])
      let (left, l) = formula(depth - 1, own, &dice)
      let (right, r) = formula(depth - 1, own, &dice)
      let result = l.flatMap { l in r.flatMap { compute(l, sign, $0) } }
      return (Formulas.binary(left, sign, right), result)
    }
  }

  private static func compute(_ l: Int64, _ sign: Expression.Operator, _ r: Int64) -> Int64? {
    switch sign {
    case .plus: checked(l.addingReportingOverflow(r))
    case .minus: checked(l.subtractingReportingOverflow(r))
    case .times: checked(l.multipliedReportingOverflow(by: r))
    case .divided: checked(l.dividedReportingOverflow(by: r))
    default: r == 0 ? nil : r == -1 ? 0 : l % r
    }
  }

  private static func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
    result.overflow ? nil : result.partialValue
  }
}
