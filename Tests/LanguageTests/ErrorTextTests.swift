import Language
import Testing
import Vocabulary

/// A line, the place of its error, and every word that is said about it.
struct Row: Sendable, CustomTestStringConvertible {
  let line: String
  let column: Int
  let length: Int
  let message: String
  let hint: String?

  init(_ line: String, _ column: Int, _ length: Int, _ message: String, _ hint: String?) {
    self.line = line
    self.column = column
    self.length = length
    self.message = message
    self.hint = hint
  }

  var testDescription: String { line }
}

@Suite struct ErrorTextTests {
  @Test(arguments: errorRows + expectationErrorRows)
  func texts(row: Row) throws {
    let error = try failure(row.line)
    #expect(error.message == row.message)
    #expect(error.hint == row.hint)
    #expect(error.column == row.column)
    #expect(error.length == row.length)
    #expect(error.kind == .syntax)
  }

  @Test func limits() throws {
    let deep = try failure("PUT x " + String(repeating: "(", count: 101))
    #expect(deep.message == "nested more than 100 levels deep")
    #expect(deep.hint == nil)
    #expect(deep.kind == .limit)
    let long = try failure("PUT x " + String(repeating: "x", count: 65_531))
    #expect(long.message == "the line is longer than 65536 bytes")
    #expect(long.hint == nil)
    #expect(long.kind == .limit)
    #expect(try command("PUT x " + String(repeating: "x", count: 65_530)) != .commit)
  }

  @Test func longTextsAreCutAndEscapedInMessages() throws {
    #expect(try failure("\\\u{1B}[31m").message == "there is no word \\\\u{1B}[31m")
    #expect(try failure("x\u{202E}y").message == "there is no word x")
    let long = try failure(String(repeating: "y", count: 100))
    #expect(long.message == "there is no word " + String(repeating: "y", count: 60) + "…")
    #expect(try failure("GET \u{202E}").message == "unexpected character \\u{202E}")
  }

  @Test func unknownSessionsAreNoHint() throws {
    #expect(try failure("carol COMMIT").problem == .unknownWord("carol"))
    #expect(
      try failure("carol COMMIT", sessions: ["carol"]).problem
        == .sessionWithoutColon("carol", meant: "carol: COMMIT"))
    #expect(try failure("bob x'").problem == .sessionWithoutColon("bob", meant: "bob: x'"))
  }

  /// Every case of `Problem` has a row; a new case does not compile before it has a number here.
  @Test func noProblemIsMissing() throws {
    let limits: [ScriptError.Problem] = [.limit(.nesting), .unknownLevel("", known: [])]
    let covered =
      try (errorRows + expectationErrorRows).map { try failure($0.line).problem } + limits
    #expect(Set(covered.map(number)) == Set(0..<41))
    let parts = covered.compactMap { problem -> ScriptError.Part? in
      if case .missing(let part, _) = problem { part } else { nil }
    }
    #expect(Set(parts) == Set(ScriptError.Part.allCases))
  }

  private func number(_ problem: ScriptError.Problem) -> Int {
    switch problem {
    case .unclosedQuote: 0
    case .badEscape: 1
    case .unexpectedCharacter: 2
    case .foreignOperator: 3
    case .unknownWord: 4
    case .wrongWord: 5
    case .sessionWithoutColon: 6
    case .sql: 7
    case .missing: 8
    case .unexpected: 9
    case .operatorsNeedSpaces: 10
    case .severalWords: 11
    case .equalsAfterKey: 12
    case .proseAfterCommand: 13
    case .notAKey: 14
    case .notAName: 15
    case .notAStep: 16
    case .takenName: 17
    case .unknownFunction: 18
    case .unknownMode: 19
    case .unknownPolicy: 20
    case .emptyRange: 21
    case .chainedComparison: 22
    case .notInsideFormula: 23
    case .noFilter: 24
    case .noneAsValue: 25
    case .deferrableNotReadOnly: 26
    case .notAfterThen: 27
    case .variableOutside: 28
    case .rowValueOutsideUpdate: 29
    case .blanksAroundEquals: 30
    case .duplicate: 31
    case .limit: 32
    case .notANumber: 33
    case .unknownExpectation: 34
    case .unknownFinding: 35
    case .notASpan: 36
    case .notACondition: 37
    case .answerAfterCommand: 38
    case .transactionWord: 39
    case .unknownLevel: 40
    }
  }
}
