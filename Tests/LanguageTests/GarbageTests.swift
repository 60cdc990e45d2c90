import Chance
import Language
import Testing
import Vocabulary

/// Whatever is typed or read, the answer is a statement or an error with a place in the line.
@Suite struct GarbageTests {
  private static let pieces =
    Words.all.map(\.name) + [
      "x", "y", "bob:", "3 alice*> ", "AS", "n", "SET", "THEN", "FOR", "UPDATE", "READ", "ONLY",
      "DEFERRABLE", "snapshot", "and", "or", "not", "none", "value(", "count(", "sum(", "(", ")",
      "*", "a*", "a..b", "..", "$n", "$value", "-", "-1", "1", "+", "/", "%", "=", "!=", "<", ">=",
      "\"q r\"", "\"", "\\", ";", ":", "#", "é", "\u{301}", "\u{202E}", "\t", "k=v", "off",
    ]

  private func line(_ random: inout Dice) -> String {
    guard Int.random(in: 0..<4, using: &random) > 0 else { return random.text(atMost: 40) }
    var line = ""
    for _ in 0..<Int.random(in: 1...9, using: &random) {
      line += Self.pieces.randomElement(using: &random) ?? ""
      if Int.random(in: 0..<5, using: &random) > 0 { line += " " }
    }
    return line
  }

  @Test func lines() throws {
    let seed = newSeed(for: "garbage lines")
    var random = Dice(seed: seed)
    var understood = 0
    for _ in 0..<20_000 {
      let line = line(&random)
      let comment = Comment(rawValue: "seed \(seed): \(line.debugDescription)")
      do throws(ScriptError) {
        guard let statement = try Statement.parse(line: line, sessions: ["bob"]) else { continue }
        understood += 1
        try check(statement, comment)
      } catch {
        let count = line.unicodeScalars.count
        #expect((1...(count + 1)).contains(error.column) && error.length >= 1, comment)
        #expect(error.column + error.length <= count + 2, comment)
        let text = error.diagnostic(file: "f", line: 1, sourceLine: line)
        #expect(text.unicodeScalars.allSatisfy { isHarmless($0) }, comment)
      }
    }
    #expect(understood > 500)
  }

  private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t"
      || (scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\u{202E}")
  }

  /// The text of a statement, and the source of a formula, say the same again.
  private func check(_ statement: Statement, _ comment: Comment) throws(ScriptError) {
    guard statement.body != .switchSession else { return }
    let again = try Statement.parse(line: statement.text)
    #expect(again?.text == statement.text, comment)
    #expect(again?.session == nil && again?.promptSession == nil, comment)
    guard case .command(.put(_, let value)) = statement.body else { return }
    let source = try Statement.parse(line: "PUT x \(value.source)")
    guard case .command(.put(_, let same)) = source?.body else {
      Issue.record(comment)
      return
    }
    #expect(tree(same) == tree(value), comment)
    #expect(same.source == value.source, comment)
  }

  @Test func files() throws {
    let seed = newSeed(for: "garbage files")
    var random = Dice(seed: seed)
    let starts = [
      "", "", "  ", " ", "\t", "```isolab", "```", "~~~", "  [si] ", "  ; ", "# ", "   ",
    ]
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        bytes += (starts.randomElement(using: &random) ?? "").utf8
        bytes += line(&random).utf8
        bytes += Bool.random(using: &random) ? [0x0A] : [0x0D, 0x0A]
      }
      if Int.random(in: 0..<4, using: &random) == 0,
        let place = bytes.indices.randomElement(using: &random)
      {
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      let file = Bool.random(using: &random) ? "x.md" : "x"
      let comment = Comment(rawValue: "seed \(seed): \(bytes)")
      do throws(FileError) {
        let source = try Scenario.Source(bytes: bytes, file: file)
        #expect(source.bytes == bytes, comment)
        let scenario = try Scenario(source)
        #expect(scenario.entries.allSatisfy { source.lines[$0.line - 1] == $0.text }, comment)
      } catch {
        #expect(error.line >= 1 && error.column >= 1, comment)
        #expect(error.diagnostic.unicodeScalars.allSatisfy { isHarmless($0) }, comment)
      }
    }
  }

  @Test func bytes() {
    var random = Dice(seed: newSeed(for: "garbage bytes"))
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      _ = try? Scenario.read(bytes: bytes, file: "x")
    }
  }
}
