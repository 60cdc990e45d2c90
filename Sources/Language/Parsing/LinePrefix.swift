import Vocabulary

/// What can stand before a command: a pasted prompt (`3 alice*> `) and a session (`bob:`).
struct LinePrefix {
  private(set) var promptSession: SessionName?
  private(set) var session: SessionName?
  /// Where the command starts, after blanks.
  private(set) var end = 0
  private let scalars: [Unicode.Scalar]

  init(of scalars: [Unicode.Scalar]) throws(ScriptError) {
    self.scalars = scalars
    skipBlanks()
    if let prompt = prompt() {
      promptSession = prompt.session
      end = prompt.end
      skipBlanks()
    }
    try takeSession()
  }

  /// `STEP SESSION` and perhaps one of `* ! ~`, then `>` and a blank or nothing.
  private func prompt() -> (session: SessionName, end: Int)? {
    let digits = run(from: end) { $0.isASCIIDigit }
    guard !digits.isEmpty else { return nil }
    let blanks = run(from: digits.upperBound) { $0.isBlank }
    let name = run(from: blanks.upperBound) { $0.isNameScalar || $0 == "-" }
    var next = name.upperBound
    guard !blanks.isEmpty, isName(text(name)), next < scalars.count else {
      return nil
    }
    if "*!~".unicodeScalars.contains(scalars[next]) { next += 1 }
    guard next < scalars.count, scalars[next] == ">" else { return nil }
    next += 1
    guard next == scalars.count || scalars[next].isBlank else { return nil }
    return (SessionName(text(name)), next)
  }

  /// A word and a colon; a word of the lab is none, for `.rule: ...` only lacks its name.
  private mutating func takeSession() throws(ScriptError) {
    let name = run(from: end) { $0.isWordScalar }
    let colon = run(from: name.upperBound) { $0.isBlank }.upperBound
    guard !name.isEmpty, scalars[name.lowerBound] != ".", colon < scalars.count,
      scalars[colon] == ":"
    else { return }
    guard isName(text(name)) else {
      throw ScriptError(column: end + 1, length: name.count, .notAName(text(name)))
    }
    session = SessionName(text(name))
    end = colon + 1
    skipBlanks()
  }

  private mutating func skipBlanks() {
    end = run(from: end) { $0.isBlank }.upperBound
  }

  private func run(from start: Int, while belongs: (Unicode.Scalar) -> Bool) -> Range<Int> {
    start..<(scalars[start...].firstIndex { !belongs($0) } ?? scalars.count)
  }

  private func text(_ range: Range<Int>) -> String { String(scalars: scalars[range]) }
}
