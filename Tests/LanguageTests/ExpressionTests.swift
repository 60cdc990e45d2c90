import Language
import Testing
import Vocabulary

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "[1 + [2 * 3]]"),
    ("1 * 2 + 3", "[[1 * 2] + 3]"),
    ("1 - 2 - 3", "[[1 - 2] - 3]"),
    ("8 / 4 % 3", "[[8 / 4] % 3]"),
    ("(1 + 2) * 3", "[[1 + 2] * 3]"),
    ("-$n * 2", "[[- $n] * 2]"),
    ("- 5", "[- 5]"),
    ("- -5", "[- -5]"),
    ("1 - -5", "[1 - -5]"),
    ("-(1 + 2)", "[- [1 + 2]]"),
    ("-count(*)", "[- count(\"\"..<)]"),
    ("- value(x) + 1", "[[- value(x)] + 1]"),
    ("1 + 2 < 3 * 4", "[[1 + 2] < [3 * 4]]"),
    ("$a = 1 and $b != 2", "[[$a = 1] and [$b != 2]]"),
    ("$a = 1 or $b = 2 and $c = 3", "[[$a = 1] or [[$b = 2] and [$c = 3]]]"),
    ("not $a = 1 and $b = 2", "[[not [$a = 1]] and [$b = 2]]"),
    ("not not $a = 1", "[not [not [$a = 1]]]"),
    ("$a = 1 or not $b = 2", "[[$a = 1] or [not [$b = 2]]]"),
    ("($a < 1) = ($b < 2)", "[[$a < 1] = [$b < 2]]"),
    ("$a <= 1 OR $b >= 2 AND NOT $c > 3", "[[$a <= 1] or [[$b >= 2] and [not [$c > 3]]]]"),
    ("none", "none"), ("NONE", "none"), ("value(x) = none", "[value(x) = none]"),
    ("value(\"a b\")", "value(\"a b\")"), ("VALUE( x )", "value(x)"), ("value (x)", "value(x)"),
    ("count(*)", "count(\"\"..<)"), ("count()", "count(\"\"..<)"), ("count(a*)", "count(a..<b)"),
    ("count(a..c = on)", "count(a..<c = on)"), ("count(* = $n)", "count(\"\"..< = $n)"),
    ("count(= on)", "count(\"\"..< = on)"), ("count(as)", "count(as..<\"as\\u{0}\")"),
    ("sum(acct/*)", "sum(acct/..<acct0)"), ("sum(x)", "sum(x..<\"x\\u{0}\")"),
    ("sum()", "sum(\"\"..<)"),
    ("\"a\" + \"b\"", "[a + b]"), ("$n", "$n"), ("$é1_", "$é1_"), ("((((1))))", "1"),
  ])
  func precedence(typed: String, expected: String) throws {
    #expect(try tree(typed) == expected)
  }

  @Test func placesAndSources() throws {
    guard
      case .put(_, let sum) = try command("PUT x  ( $n  +  1 )*".dropLast() + " * -value(y)"),
      case .binary(.times, let left, let right) = sum.node,
      case .binary(.plus, let n, _) = left.node, case .negate(let value) = right.node
    else { throw Unexpected(what: "other tree") }
    #expect(sum.source == "( $n  +  1 ) * -value(y)")
    #expect(sum.column == 21)
    #expect(left.source == "$n  +  1")
    #expect(left.column == 14)
    #expect(n.source == "$n")
    #expect(n.column == 10)
    #expect(right.source == "-value(y)")
    #expect(right.column == 23)
    #expect(value.source == "value(y)")
    #expect(value.column == 24)
  }

  @Test func columnsCountWhatStandsBeforeTheCommand() throws {
    let statement = try #require(try Statement.parse(line: "3 alice*> bob: PUT é $n"))
    guard case .command(.put(_, let value)) = statement.body else { throw Unexpected(what: "PUT") }
    #expect(value.column == 22)
    #expect(value.source == "$n")
  }

  @Test func nestingIsBounded() throws {
    func parentheses(_ count: Int) -> String {
      "PUT x " + String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
    }
    #expect(try tree(String(parentheses(99).dropFirst(6))) == "1")
    let deep = [
      parentheses(100), parentheses(30_000), String(repeating: "IF 1 = 1 THEN ", count: 4_000),
      "PUT x " + String(repeating: "- ", count: 30_000) + "1",
      "IF " + String(repeating: "not ", count: 15_000) + "$a = 1 THEN COMMIT",
      "PUT x 1" + String(repeating: " + 1", count: 15_000),
      "IF " + String(repeating: "1 or 1 and 1 = 1 + 1 * (", count: 2_000),
    ]
    for line in deep {
      #expect(try failure(line).problem == .limit(.nesting), "\(line.prefix(40))")
      #expect(try failure(line).kind == .limit)
    }
    #expect(try command("PUT x 1" + String(repeating: " + 1", count: 100)) != .commit)
    let ifs = String(repeating: "IF 1 = 1 THEN ", count: 99) + "COMMIT"
    #expect(try command(ifs) != .commit)
  }
}
