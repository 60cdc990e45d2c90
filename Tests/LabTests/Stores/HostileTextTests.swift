import Chance
import Databases
import Foundation
import Language
import Runs
import Sessions
import Stores
import Telling
import Testing
import Vocabulary

/// Any key and any value comes back from a database as it was, and none becomes SQL.
@Suite struct HostileTextTests {
  private static let url = ProcessInfo.processInfo.environment["ISOLAB_STORE"] ?? "sqlite:"

  private static let texts: [String] = [
    "'", "''", "\"", "\\", "`", "%", "_", "?1", "$1", ":k", "--", "/*", ";", "NULL", "0", "-0",
    "1e3", "é", "e\u{301}", "👩‍👩‍👧", "🏳️‍🌈", "\u{202E}abc", "\u{FEFF}", "\u{10FFFF}", "\u{FFFF}",
    "\u{1}", "\u{7F}", "\t", "\n", "\r\n", " ", "a ", "A", "a", "isolab", "x' OR '1'='1",
    "'; DROP TABLE isolab; --", "\"; DELETE FROM isolab; --", "'); COMMIT; --", "1.1<2.1", "0.1",
    "7 @3.1", "@", " @", String(repeating: "k", count: 300),
  ]

  /// SQLite keeps a NUL in a text; PostgreSQL has no such texts.
  private static let isSQLite = url.hasPrefix("sqlite:")
  private static let nuls = ["\0", "a\0", "a\0b", "\0'; DROP TABLE isolab; --"]

  @Test func whatIsStoredIsReadBack() throws {
    let store = try KnownStores.open(Self.url, StoreOptions())
    defer { store.close() }
    let mode = store.identity.standardMode
    for seed in 0..<25 as Range<UInt64> {
      var dice = Dice(seed: seed)
      let lines = program(&dice, mode)
      let engine = said(lines, mode, on: nil)
      let found = said(lines, mode, on: store)
      for (line, answers) in zip(lines, zip(engine, found)) where answers.0 != answers.1 {
        Issue.record("seed \(seed): \(line.prefix(90))\n\(answers.0)\n\(answers.1)")
        return
      }
    }
  }

  /// One transaction after the other, so that the answers do not depend on the place.
  private func program(_ dice: inout Dice, _ mode: IsolationMode) -> [String] {
    let texts = Self.texts + (Self.isSQLite ? Self.nuls : [])
    let keys = (0..<8).map { _ in quoted(dice.pick(texts)) }
    let big = quoted(String(repeating: dice.pick(["v", "'", "\\", "é", "👩‍👩‍👧"]), count: 65_536))
    func value(_ dice: inout Dice) -> String {
      dice.chance(1, in: 10) ? big : quoted(dice.pick(texts))
    }
    var lines = [".seed \(keys[0])=\(value(&dice)) \(keys[1])=\(value(&dice))"]
    for _ in 0..<6 {
      lines.append("BEGIN \(mode.name)")
      for _ in 0..<6 {
        let key = dice.pick(keys)
        lines.append(
          dice.pick([
            "GET \(key)", "PUT \(key) \(value(&dice))", "SCAN *", "DELETE \(key)",
            "SCAN \(key)..\(dice.pick(keys))", "SCAN \(key)*", "SCAN * = \(value(&dice))",
            "UPDATE * = \(value(&dice)) SET \(value(&dice))", "DELETE \(key)* = \(value(&dice))",
          ]))
      }
      lines.append(dice.chance(1, in: 5) ? "ROLLBACK" : "COMMIT")
    }
    return lines
  }

  private func said(
    _ lines: [String], _ mode: IsolationMode, on store: (any Store)?
  ) -> [[String]] {
    var lab = Lab(mode: mode, manner: .replay, on: store)
    return lines.map { line in
      guard case .success(let statement)? = lab.read(line) else { return ["not in the language"] }
      return lab.enter(statement).lines.map { $0.answer }
    }
  }
}
