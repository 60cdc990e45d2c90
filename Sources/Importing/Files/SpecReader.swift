import Layout

/// Reads a test of PostgreSQL's isolationtester.
struct SpecReader {
  private enum Kind: Equatable {
    case keyword(String)
    case name(String)
    case number
    case symbol(Unicode.Scalar)
    case block(Range<Int>)
    case end
  }

  private let scalars: [Unicode.Scalar]
  private let cutter: SQLCutter
  private var index = 0
  private var place = Position()
  /// The next token, and its place.
  private var next: (kind: Kind, place: Position, inner: Position)
  private var program = SQLProgram()
  /// For each session, the steps of its setup and teardown.
  private var frames: [(setup: [Int], teardown: [Int])] = []
  private var byName: [String: Int] = [:]

  private init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
    cutter = SQLCutter(scalars)
    next = (.end, place, place)
  }

  static func program(_ scalars: [Unicode.Scalar]) throws(Objection) -> SQLProgram {
    var reader = SpecReader(scalars)
    try reader.advance()
    try reader.readFile()
    return reader.program
  }

  // MARK: The parts

  private mutating func readFile() throws(Objection) {
    while try skip("setup") { program.preparation += try statements() }
    while try skip("teardown") { _ = try statements() }
    guard next.kind == .keyword("session") else { throw expected("SESSION") }
    while next.kind == .keyword("session") { try readSession() }
    while try skip("permutation") { try readPermutation() }
    guard next.kind == .end else { throw expected("PERMUTATION or the end of the file") }
    guard program.orders.isEmpty else { return }
    program.isForEveryOrder = true
    let ordinary = frames.indices.flatMap { session in
      program.steps.indices.filter { step in
        byName[program.steps[step].name] == step
          && program.steps[step].session == program.sessions[session]
      }
    }
    program.orders = [framed(ordinary)]
  }

  private mutating func readSession() throws(Objection) {
    try advance()
    let session = try name()
    program.sessions.append(session)
    var frame: (setup: [Int], teardown: [Int]) = ([], [])
    if try skip("setup") { frame.setup = [try readStep("", session)] }
    guard next.kind == .keyword("step") else { throw expected("STEP") }
    while try skip("step") {
      let name = try name()
      guard byName[name.text] == nil else {
        throw Objection(name.place, "two steps have the name \(printable(name.text))")
      }
      byName[name.text] = try readStep(name.text, session)
    }
    if try skip("teardown") { frame.teardown = [try readStep("", session)] }
    frames.append(frame)
  }

  /// Adds the next block as a step, and returns its number.
  private mutating func readStep(_ name: String, _ session: SQLName) throws(Objection) -> Int {
    let tokens = try tokens()
    program.steps.append(
      SQLProgram.Step(
        name: name, session: session, text: cutter.text(tokens),
        statements: cutter.statements(tokens), isOneRequest: true))
    return program.steps.count - 1
  }

  private mutating func readPermutation() throws(Objection) {
    let start = next.place
    var steps: [Int] = []
    while case .name = next.kind {
      steps.append(try step())
      if next.kind == .symbol("(") { try readMarkers() }
    }
    guard !steps.isEmpty else { throw expected("the name of a step") }
    program.orders.append(framed(steps))
    let count = program.orders.reduce(0) { $0 + $1.count }
    guard count <= SQLProgram.mostSteps else {
      throw Objection(start, "the permutations have more than \(SQLProgram.mostSteps) steps")
    }
  }

  /// The steps with each session's setup before them, and its teardown after them.
  private func framed(_ steps: [Int]) -> [Int] {
    frames.flatMap { $0.setup } + steps + frames.flatMap { $0.teardown }
  }

  private mutating func step() throws(Objection) -> Int {
    let name = try name()
    guard let step = byName[name.text] else {
      throw Objection(name.place, "there is no step \(printable(name.text))")
    }
    return step
  }

  /// Markers delay a report; isolab reports each answer as soon as it is known, in an order of its
  /// own.
  private mutating func readMarkers() throws(Objection) {
    repeat {
      try advance()
      if next.kind == .symbol("*") {
        try advance()
      } else {
        _ = try step()
        if next.kind == .keyword("notices") {
          throw Objection(next.place, "isolab has no NOTICE messages to wait for")
        }
      }
    } while next.kind == .symbol(",")
    guard next.kind == .symbol(")") else { throw expected(")") }
    try advance()
  }

  // MARK: Tokens

  private func expected(_ what: String) -> Objection { Objection(next.place, "expected \(what)") }

  private mutating func skip(_ keyword: String) throws(Objection) -> Bool {
    guard next.kind == .keyword(keyword) else { return false }
    try advance()
    return true
  }

  private mutating func name() throws(Objection) -> SQLName {
    guard case .name(let text) = next.kind else { throw expected("a name") }
    let name = SQLName(text: text, place: next.place)
    try advance()
    return name
  }

  private mutating func tokens() throws(Objection) -> [SQLToken] {
    guard case .block(let range) = next.kind else { throw expected("a block of SQL in braces") }
    let tokens = try SQLLexer.tokens(scalars, in: range, at: next.inner)
    try advance()
    return tokens
  }

  private mutating func statements() throws(Objection) -> [SQLProgram.Placed] {
    cutter.statements(try tokens())
  }

  private func peek() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func step(over scalar: Unicode.Scalar) {
    index += 1
    place =
      scalar == "\n"
      ? Position(line: place.line + 1) : Position(line: place.line, column: place.column + 1)
  }

  private mutating func take(while holds: (Unicode.Scalar) -> Bool) -> Range<Int> {
    let start = index
    while let scalar = peek(), holds(scalar) { step(over: scalar) }
    return start..<index
  }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private static let keywords: Set<String> = [
    "notices", "permutation", "session", "setup", "step", "teardown",
  ]

  private mutating func advance() throws(Objection) {
    while let scalar = peek(), scalar.isGap || scalar == "\u{C}" || scalar == "#" {
      _ = scalar == "#" ? take { $0 != "\n" } : take { $0.isGap || $0 == "\u{C}" }
    }
    let start = place
    guard let first = peek() else {
      next = (.end, start, start)
      return
    }
    switch first {
    case "{", "\"":
      step(over: first)
      let inner = place
      let range = take { $0 != (first == "{" ? "}" : "\"") }
      guard let last = peek() else { throw Objection(start, "this is never closed") }
      step(over: last)
      next = (first == "{" ? .block(range) : .name(text(range)), start, inner)
    case _ where first.isDigit:
      _ = take { $0.isDigit }
      next = (.number, start, start)
    case _ where first.isSQLWord:
      let word = text(take { $0.isSQLWord || $0 == "$" })
      next = (Self.keywords.contains(word) ? .keyword(word) : .name(word), start, start)
    case "(", ")", ",", "*":
      step(over: first)
      next = (.symbol(first), start, start)
    default: throw Objection(start, "this is not part of an isolationtester test")
    }
  }
}
