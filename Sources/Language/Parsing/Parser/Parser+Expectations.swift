import Vocabulary

extension Parser {
  /// `MODE[,MODE...]|all: EXPECTATION` of `.expect`.
  mutating func expectation() throws(ScriptError) -> Expectation {
    want(.listedMode(orAll: true))
    guard next?.word != nil else { throw missing(.modesAndColon, of: word) }
    let modes = take("ALL") ? nil : try listedModes()
    guard take(.colon) else { throw missing(.modesAndColon, of: word) }
    return Expectation(modes, try claim())
  }

  private mutating func listedModes() throws(ScriptError) -> [IsolationMode] {
    var modes: [IsolationMode] = []
    repeat {
      want(.listedMode(orAll: false))
      guard let token = next, token.symbol != .colon else { throw missing(.mode, of: ",") }
      guard let mode = token.word.flatMap(IsolationMode.init(named:)) else {
        throw unknownMode(token)
      }
      guard !modes.contains(mode) else { throw error(.duplicate(typed(token)), at: token) }
      modes.append(mode)
      advance()
    } while take(.comma)
    return modes
  }

  private mutating func claim() throws(ScriptError) -> Expectation.Claim {
    for start in Expectation.starts { want(.words(start)) }
    guard let token = next else { throw missing(.claim, of: word) }
    if take("NEVER") { return .never(try finding(after: "never")) }
    if take("NO") { return .never(try finding(after: "no")) }
    if take("SOME") { return .some(try finding(after: "some")) }
    if take("ALWAYS") { return .never(.end(try ending(after: "always"), holds: false)) }
    if isAboutEnd { return .never(.end(try ending(after: word), holds: false)) }
    if take("SERIALIZABLE") { return .never(.anomaly(nil)) }
    if take("RULE") {
      let name = try nameOfRule()
      guard take("HOLDS") else { throw missing(.holds, of: "rule \(name)") }
      return .never(.ruleBroken(name))
    }
    throw error(.unknownExpectation(typed(token)), at: token)
  }

  private mutating func finding(after word: String) throws(ScriptError) -> Expectation.Finding {
    for finding in Expectation.findings + ["at the end"] + Expectation.anomalies {
      want(.words(finding))
    }
    guard let token = next else { throw missing(.finding, of: word) }
    if isAboutEnd { return .end(try ending(after: word), holds: true) }
    if take("ANOMALY") { return .anomaly(nil) }
    if take("DEADLOCK") { return .deadlock }
    if take("WAIT") { return .wait }
    if take("ERROR") { return .error }
    if take("ABORT") { return .abort(try verdict()) }
    if take("RULE") {
      let name = try nameOfRule()
      guard take("BROKEN") else { throw missing(.broken, of: "rule \(name)") }
      return .ruleBroken(name)
    }
    guard let name = token.word?.lowercased(), Expectation.anomalies.contains(name) else {
      throw error(.unknownFinding(typed(token)), at: token)
    }
    advance()
    return .anomaly(name)
  }

  /// Whether `at the end` comes next, or last in the line.
  private var isAboutEnd: Bool {
    isNext("AT") || rest.count > 3 && rest.suffix(3).map { $0.word?.keyword } == Self.atTheEnd
  }

  private static let atTheEnd: [String?] = ["AT", "THE", "END"]

  /// `at the end EXPRESSION`, or `EXPRESSION at the end`, after that word.
  private mutating func ending(after owner: String) throws(ScriptError) -> Expression {
    let isInFront = isNext("AT")
    if isInFront { try takeAtTheEnd(of: owner) }
    if !isInFront { want(.words("at the end")) }
    want(.value)
    guard let first = next else { throw missing(.value, of: isInFront ? "at the end" : owner) }
    scope.allowsVariables = false
    let formula = try formula(after: isInFront ? "at the end" : owner)
    guard formula.isCondition else {
      throw ScriptError(
        column: first.column, length: end - first.start, .notACondition(formula.source))
    }
    if !isInFront { try takeAtTheEnd(of: owner) }
    return formula
  }

  private mutating func takeAtTheEnd(of owner: String) throws(ScriptError) {
    guard !take("AT THE END") else { return }
    for word in ["AT", "THE"] {
      guard isNext(word) else { break }
      advance()
    }
    throw missing(.atTheEnd, of: owner)
  }

  private mutating func nameOfRule() throws(ScriptError) -> String {
    want(.rule(isNamed: true))
    guard next != nil else { throw missing(.name, of: "rule") }
    return try sessionName()
  }

  /// `needed`, `not needed` or `not decided`; nil where none of them stands.
  private mutating func verdict() throws(ScriptError) -> Verdict? {
    for verdict in Verdict.allCases where take(verdict.rawValue.keyword) { return verdict }
    if isNext("NOT") { throw missing(.needed, after: "not") }
    return nil
  }
}
