import Chance
import Language
import Testing
import Vocabulary

/// The command of a line that holds nothing else.
func command(_ line: String) throws -> Command {
  let statement = try #require(try Statement.parse(line: line))
  guard case .command(let command) = statement.body else {
    throw Unexpected(what: "no command: \(statement.body)")
  }
  return command
}

/// The directive of a line that holds nothing else.
func directive(_ line: String) throws -> Directive {
  let statement = try #require(try Statement.parse(line: line))
  guard case .directive(let directive) = statement.body else {
    throw Unexpected(what: "no directive: \(statement.body)")
  }
  return directive
}

/// Why a line is not in the language.
func failure(_ line: String, sessions: [SessionName] = ["alice", "bob"]) throws -> ScriptError {
  let statement: Statement?
  do throws(ScriptError) {
    statement = try Statement.parse(line: line, sessions: sessions)
  } catch {
    return error
  }
  throw Unexpected(what: "no error: \(String(describing: statement))")
}

struct Unexpected: Error {
  let what: String
}

/// The value written by `PUT x ...`, with every operation in brackets.
func tree(_ formula: String) throws -> String {
  guard case .put(_, let expression) = try command("PUT x \(formula)") else { return "?" }
  return tree(expression)
}

func tree(_ expression: Expression) -> String {
  switch expression.node {
  case .literal(let value): quoted(value.text)
  case .none: "none"
  case .variable(let name): "$\(name)"
  case .value(let key): "value(\(quoted(key.text)))"
  case .count(let selection): "count(\(tree(selection)))"
  case .sum(let range): "sum(\(tree(range)))"
  case .negate(let inner): "[- \(tree(inner))]"
  case .not(let inner): "[not \(tree(inner))]"
  case .binary(let sign, let left, let right): "[\(tree(left)) \(sign.rawValue) \(tree(right))]"
  }
}

func tree(_ selection: Selection) -> String {
  tree(selection.range) + (selection.filter.map { " = \(tree($0))" } ?? "")
}

func tree(_ range: KeyRange) -> String {
  "\(quoted(range.low.text))..<\(range.high.map { quoted($0.text) } ?? "")"
}

/// Put a printed seed here to repeat a failing run.
private let repeatedSeed: UInt64? = nil

/// A seed for a test with random input, printed.
func newSeed(for test: String) -> UInt64 {
  let seed = repeatedSeed ?? UInt64.random(in: 0...UInt64.max)
  print("\(test) seed \(seed)")
  return seed
}

extension Dice {
  /// A text that mixes plain, foreign, invisible and dangerous scalars.
  mutating func text(atMost most: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<below(most + 1) { scalars.append(scalar()) }
    return String(scalars)
  }

  private mutating func scalar() -> Unicode.Scalar {
    let special: [Unicode.Scalar] = [
      "\"", "\\", "\n", "\t", "\r", "\0", ".", "-", "/", "*", "=", " ", ";", "#", "$", "_",
      "\u{301}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{3000}", "\u{FE0F}",
    ]
    switch below(4) {
    case 0: return pick(special)
    case 1: return Unicode.Scalar(UInt8.random(in: 0x20..<0x7F, using: &self))
    case 2: return Unicode.Scalar(UInt32.random(in: 0xA0..<0x3000, using: &self)) ?? "x"
    default: return Unicode.Scalar(UInt32.random(in: 0..<0x110000, using: &self)) ?? "x"
    }
  }
}
