import Chance
import Language
import Layout
import Runs
import Testing
import Vocabulary

@testable import Completing

/// What Tab offers, for each place in a line.
@Suite struct CompletionTests {
  private static let data = Words.data.map(\.name)
  private static let afterThen = data.filter { $0 != "BEGIN" && $0 != "RETRY" }
  private static let modes = IsolationMode.allCases.map(\.name)
  private static let functions = ["value(", "count(", "sum("]
  /// Keys of all kinds, in their order.
  private static let seed = #".seed room2=1 room1=2 apple=3 "two words"=4 日本=5 "say \"no\""=6 "#
  private static let keys = [
    "apple", "room1", "room2", #""say \"no\"""#, #""two words""#, "日本",
  ]

  struct Row: CustomTestStringConvertible {
    var setup: [String] = []
    let text: String
    let offer: Offer

    var testDescription: String { text }
  }

  // MARK: The start of a line

  @Test(arguments: [
    row("", [data, ["alice:", "bob:"]].flatMap { $0 }),
    row("be", ["begin"]), row("BE", ["BEGIN"]), row("Be", ["BEGIN"]), row("begin", ["begin"]),
    row("c", ["count", "commit"]), row("b", ["begin", "bob:"]), row("B", ["BEGIN"]),
    row("bo", ["bob:"]), row("bob", ["bob:"]), row("he", ["help"]), row("x", []),
    row(".un", [".undo"]), row(".UN", [".undo"]), row(".ru", [".rule", ".rules"]),
    row(".", Words.lab.map(\.name)), row("..", [], replacing: 0), row("\u{E9}", []),
    row("  be", ["begin"], replacing: 2), row("\tbe", ["begin"], replacing: 2),
    row("3 alice*> ", [data, ["alice:", "bob:"]].flatMap { $0 }, replacing: 0),
    row("3 alice*> be", ["begin"], replacing: 2), row("3 alice> .un", [".undo"], replacing: 3),
    row("3 alice~> bo", ["bob:"], replacing: 2), row("3 alice*>be", [], replacing: 0),
    row("bob: be", ["begin"], replacing: 2), row("bob: ", data, replacing: 0),
    row("bob:be", ["begin"], replacing: 2), row("bob: .lo", [".locks"], replacing: 3),
    row("bob: al", []), row("3 alice!> bob: ab", ["abort"], replacing: 2),
    row("# be", []), row("3 alice*> # be", []), row("SELECT ", []), row("bob COM", []),
  ]) func starts(row: Row) { check(row) }

  @Test(arguments: [
    row("IF 1 = 1 THEN ", afterThen, replacing: 0, usage: "IF"),
    row("if 1 = 1 then ", afterThen.map { $0.lowercased() }, replacing: 0, usage: "IF"),
    row("IF 1 = 1 THEN r", ["rollback"], replacing: 1),
    row("IF value(then) = 1 THEN GET x f", ["for update"]),
    row("IF 1 = 1 THEN IF 1 = 1 THEN be", []),
    row("IF 1 = 1 THEN PUT ", keys, replacing: 0, usage: "PUT", setup: [seed]),
    row("IF 1 = 1 THEN GET x f", ["for update"], replacing: 1),
    row("IF 1 = 1 THEN .lo", []), row("IF 1 = 1 THEN al", []),
    row("COMMIT ", []), row("GET x AS n ", []), row("PUT x 5 ", []), row("GET x; ", []),
    row("GET x;", []), row(".locks ", []), row("PUT x \"a\"", []), row("BEGIN", ["BEGIN"]),
    row("COMMIT", ["COMMIT"]), row("COMMIT x", []), row("GET x AS ", [], usage: "GET"),
    row("GET x AS n", []), row(".undo ", [], usage: ".undo"), row(".undo 1", []),
  ]) func later(row: Row) { check(row) }

  // MARK: Keys

  @Test(arguments: [
    row("GET ", keys, replacing: 0, usage: "GET", setup: [seed]),
    row("GET ", [], usage: "GET"),
    row("GET r", ["room1", "room2"], replacing: 1, setup: [seed]),
    row("GET room1", ["room1"], replacing: 5, setup: [seed]),
    row("GET R", [], setup: [seed]), row("get app", ["apple"], replacing: 3, setup: [seed]),
    row("GET \u{65E5}", ["日本"], replacing: 1, setup: [seed]),
    row("GET two", [#""two words""#], replacing: 3, setup: [seed]),
    row("GET \"two w", [#""two words""#], replacing: 6, setup: [seed]),
    row("GET \"app", [#""apple""#], replacing: 4, setup: [seed]),
    row(#"GET "say \"#, [#""say \"no\"""#], replacing: 6, setup: [seed]),
    row(#"GET "say \""#, [#""say \"no\"""#], replacing: 7, setup: [seed]),
    row(#"GET "x\"#, [#""x\"1""#, #""x\\3""#], setup: [#".seed "x\"1"=1 x2=1 "x\\3"=1"#]),
    row(#"GET "\u{"#, [#""\u{1B}""#], setup: [#".seed x=1 "\u{1B}"=1"#]),
    row("GET \"two words\"", [], setup: [seed]), row("GET a b", [], setup: [seed]),
    row("PUT ap", ["apple"], replacing: 2, setup: [seed]),
    row("PUT apple ap", [], setup: [seed]),
    row("PUT x value(", keys, replacing: 0, suffix: ")", setup: [seed]),
    row("PUT x value(ap", ["apple"], replacing: 2, suffix: ")", setup: [seed]),
    row("PUT x -value(ap", ["apple"], replacing: 2, suffix: ")", setup: [seed]),
    row("IF value(ap", ["apple"], replacing: 2, suffix: ")", setup: [seed]),
    row(".rule r: value(ap", ["apple"], replacing: 2, suffix: ")", setup: [seed]),
    row(".seed ap", ["apple"], replacing: 2, suffix: "=", setup: [seed]),
    row(".seed x=1 ", keys, replacing: 0, suffix: "=", setup: [seed]),
    row(".seed room1=1 r", ["room2"], replacing: 1, suffix: "=", setup: [seed]),
    row(".seed ", keys, replacing: 0, suffix: "=", usage: ".seed", setup: [seed]),
    row(".seed apple=", [], setup: [seed]), row(".seed apple=a", [], setup: [seed]),
    row("GET t", ["tomb"], replacing: 1, setup: [".seed tomb=1", "BEGIN", "DELETE tomb"]),
    row("GET n", ["new"], replacing: 1, setup: ["BEGIN", "PUT new 1"]),
    row("GET n", [], setup: ["BEGIN", "PUT new 1", "ROLLBACK"]),
    row("GET ", [#""\u{1B}""#], replacing: 0, usage: "GET", setup: [#".seed "\u{1B}"=1"#]),
  ]) func liveKeys(row: Row) { check(row) }

  @Test(arguments: [
    row("SCAN ", keys, replacing: 0, suffix: "", usage: "SCAN", setup: [seed]),
    row("DELETE app", ["apple"], replacing: 3, suffix: "", setup: [seed]),
    row("DELETE apple", ["apple"], replacing: 5, setup: [seed]),
    row("COUNT room", ["room1", "room2"], replacing: 4, suffix: "", setup: [seed]),
    row("SUM ap", ["apple"], replacing: 2, suffix: "", setup: [seed]),
    row("UPDATE ", keys, replacing: 0, suffix: "", usage: "UPDATE", setup: [seed]),
    row(".versions ap", ["apple"], replacing: 2, suffix: "", setup: [seed]),
    row("SCAN apple..", Array(keys.dropFirst()), replacing: 0, setup: [seed]),
    row("SCAN apple..room2", ["room2"], replacing: 5, setup: [seed]),
    row("SCAN room*", [], setup: [seed]), row("SCAN room* ", ["=", "AS"], setup: [seed]),
    row("SCAN a", ["apple", "as"], replacing: 1, suffix: " ", setup: [seed]),
    row("scan as", [#""as""#, "as"], replacing: 2, suffix: " ", setup: [".seed as=1"]),
    row("IF count(ap", ["apple"], replacing: 2, suffix: "", setup: [seed]),
    row("IF count(apple", ["apple"], replacing: 5, suffix: ")", setup: [seed]),
    row("IF sum(", keys, replacing: 0, suffix: "", setup: [seed]),
    row("IF sum(apple..room", ["room1", "room2"], replacing: 4, suffix: ")", setup: [seed]),
  ]) func ranges(row: Row) { check(row) }

  // MARK: Keywords

  @Test(arguments: [
    row("GET x ", ["FOR UPDATE", "AS"]), row("get x ", ["for update", "as"]),
    row("GET x F", ["FOR UPDATE"]), row("GET x FOR ", ["UPDATE"], usage: "GET"),
    row("GET x FOR up", ["update"]), row("GET x FOR UPDATE ", ["AS"]),
    row("COUNT x ", ["=", "AS"]), row("COUNT x = 1 ", ["AS"]), row("SUM x ", ["AS"]),
    row("DELETE x ", ["="]), row("DELETE x = 1 ", []),
    row("UPDATE x ", ["=", "SET"], usage: "UPDATE"), row("UPDATE x s", ["set"]),
    row("UPDATE x = 1 ", ["SET"], usage: "UPDATE"), row("UPDATE x SET 1 ", []),
    row("IF 1 = 1 ", ["THEN"], usage: "IF"), row("if 1 = 1 ", ["then"], usage: "IF"),
    row("IF 1 = 1 T", ["THEN"]), row("IF 1 = 1 and ", functions, suffix: ""),
    row("BEGIN snapshot ", ["READ ONLY"]), row("BEGIN ssi READ ONLY ", ["DEFERRABLE"]),
    row("BEGIN READ ", ["ONLY"], usage: "BEGIN"), row("BEGIN READ ONLY DEFERRABLE ", []),
    row("begin read only d", ["deferrable"]), row("BEGIN DE", []),
  ]) func keywords(row: Row) { check(row) }

  @Test(arguments: [
    row("PUT x ", functions, suffix: "", usage: "PUT"), row("PUT x va", ["value("], suffix: ""),
    row("PUT x VA", ["value("], suffix: ""), row("PUT x 1 + ", functions, suffix: ""),
    row("PUT x (", functions, replacing: 0, suffix: ""), row("PUT x 1 +", []), row("PUT x $", []),
    row("IF ", functions, suffix: "", usage: "IF"), row("IF s", ["sum("], suffix: ""),
    row(".rule r: ", functions, suffix: "", usage: ".rule"),
    row("UPDATE x SET ", functions + ["$value"], suffix: " ", usage: "UPDATE"),
    row("UPDATE x SET $", ["$value"]), row("SCAN = ", [], usage: nil),
    row("PUT x ", functions + ["$n"], suffix: " ", usage: "PUT", setup: begun),
    row("PUT x $", ["$n"], setup: begun), row("SCAN = ", ["$n"], setup: begun),
    row("COUNT x = $", ["$n"], setup: begun), row("bob: PUT x $", [], setup: begun),
    row("PUT x $", ["$n", "$m"], setup: begun + ["SCAN AS m", "GET y AS n"]),
    row("3 alice*> PUT x $n", ["$n"], setup: begun + ["bob:"]), row(".rule r: $", [], setup: begun),
    row("PUT x $", [], setup: begun + ["COMMIT"]), row("PUT x $", ["$n"], setup: retried),
    row("PUT x $", ["$n"], setup: begun + ["IF 1 = 2 THEN GET y AS m", "GET 1 2 AS l"]),
    row("PUT x $", ["$n", "$m"], setup: begun + ["IF 1 = 1 THEN GET y AS m"]),
  ]) func formulas(row: Row) { check(row) }

  private static let begun = ["BEGIN", "GET x AS n"]
  private static let retried =
    begun + ["bob: BEGIN", "bob: PUT x 2", "bob: COMMIT", "PUT x 3", "RETRY"]

  // MARK: Names

  @Test(arguments: [
    row("BEGIN ", modes, usage: "BEGIN"),
    row("BEGIN r", ["read-uncommitted", "read-committed", "read only"]),
    row("BEGIN SNA", ["snapshot"]),
    row("BEGIN s", ["snapshot", "serializable-snapshot", "serialization-graph"]),
    row("BEGIN ssi", ["ssi"]), row("BEGIN SI", ["SI"]), row("BEGIN ss", []),
    row("BEGIN serializable", ["serializable-snapshot"]),
    row(".mode ", modes, usage: ".mode"), row(".mode w", ["write-snapshot"]),
    row(".mode snapshot ", []), row(".rerun t", ["two-phase-locking"]),
    row(".compare ", modes, usage: ".compare"), row(".com", [".compare"]),
    row(".compare rc w", ["write-snapshot"]),
    row(".modes ", modes, usage: ".modes"),
    row(".modes rc s", ["snapshot", "serializable-snapshot", "serialization-graph"]),
    row(".modes snapshot si", []),
    row(".modes snapshot s", ["serializable-snapshot", "serialization-graph"]),
    row(".expect ", ["all"] + modes, suffix: ": ", usage: ".expect"),
    row(".expect sn", ["snapshot"], suffix: ": "),
    row(".expect snapshot,t", ["two-phase-locking"], replacing: 1, suffix: ": "),
    row(".expect si,a", []),
    row(
      ".expect all: ",
      ["never", "some", "rule", "no", "serializable", "always", "at the end"], usage: ".expect"),
    row(".expect all: al", ["always"]), row(".expect all: at ", ["the end"], usage: ".expect"),
    row(".expect all: at the ", ["end"], usage: ".expect"),
    row(".expect all: never at", ["at the end"]),
    row(".expect all: always ", ["at the end", "value(", "count(", "sum("]),
    row(".expect all: at the end c", ["count("], suffix: ""),
    row(".expect all: some at the end not s", ["sum("], suffix: ""),
    row(".expect all: always count(*) = 2 ", ["at the end"]),
    row(".expect all: n", ["never", "no"]), row(".expect all: never write", ["write-skew"]),
    row(".expect si: some a", ["anomaly", "abort", "at the end", "aborted-read"]),
    row(".expect si: some abort ", ["needed", "not needed", "not decided"]),
    row(".expect si: never abort not ", ["needed", "decided"]), row(".expect si: never wait ", []),
    row(".expect si: rule ", ["small", "big"], setup: rules),
    row(".expect si: rule big ", ["holds"], setup: rules),
    row(".expect si: some rule big ", ["broken"], setup: rules),
    row(".conflicts ", ["first-updater", "first-committer", "mode"], usage: ".conflicts"),
    row(".conflicts first-c", ["first-committer"]),
    row(".timeout ", ["total", "idle", "wait", "off"], usage: ".timeout"),
    row(".timeout i", ["idle"]), row(".timeout idle o", ["off"]), row(".timeout 30s ", []),
    row(".autocommit ", ["on", "off"], usage: ".autocommit"),
    row(".timeline ", ["rw"], usage: ".timeline"),
    row(".vacuum ", ["marks"], usage: ".vacuum"),
    row(".autovacuum o", ["on", "off"]),
    row(".timing of", ["off"]), row(".ascii O", ["on", "off"]), row(".ascii on ", []),
  ]) func fixedNames(row: Row) { check(row) }

  private static let waiting = [
    ".sessions carol", ".seed x=1", "alice: BEGIN", "bob: BEGIN", "alice: PUT x 2", "bob: PUT x 3",
  ]
  private static let aborted = waiting + ["alice: COMMIT"]

  @Test(arguments: [
    row(".sessions ", ["alice", "bob"], usage: ".sessions"), row(".sessions al", ["alice"]),
    row(".sessions alice ", ["bob"]), row(".sessions A", []),
    row(".cancel ", ["bob", "alice", "carol"], usage: ".cancel", setup: waiting),
    row(".cancel c", ["carol"], setup: waiting), row(".cancel bob ", [], setup: waiting),
    row(".retry ", ["alice", "bob", "carol"], usage: ".retry", setup: waiting),
    row(".retry ", ["bob", "alice", "carol"], usage: ".retry", setup: aborted),
    row(".cancel ", ["alice", "bob", "carol"], usage: ".cancel", setup: aborted),
    row(".why ", ["4"], usage: ".why", setup: waiting),
    row(".why ", ["4"], usage: ".why", setup: aborted),
    row(
      ".why ", ["3", "7"], usage: ".why",
      setup: [
        rules[0], "BEGIN", ".rule x: value(x) != 1", "PUT x 1", "COMMIT", "BEGIN", "bob: BEGIN",
        "PUT x 2", "bob: PUT x 2",
      ]),
    row(".why ", [], usage: ".why"), row(".branches ", ["1"], usage: ".branches"),
    row(
      ".branches ", ["1", "2"], usage: ".branches", setup: ["BEGIN", ".undo", "GET x", "BEGIN ru"]),
    row(".rule ", ["small:", "big:"], usage: ".rule", setup: rules),
    row(".rule b", ["big:"], setup: rules), row(".rule big ", [], usage: ".rule", setup: rules),
    row("c", ["count", "commit", "carol:"], setup: waiting),
  ]) func names(row: Row) { check(row) }

  private static let rules = [".rule small: 1 < 2", ".rule big: 1 > 2"]

  // MARK: Free text

  @Test(arguments: [
    row(
      ".on ", ["lab", "sqlite:", "postgresql://", "mariadb://", "exec:"], suffix: " ", usage: ".on"),
    row(".on l", ["lab"], replacing: 1), row(".on post", ["postgresql://"], suffix: ""),
    row(".on x", []), row(".sql ", ["on", "off"], usage: ".sql"),
  ]) func places(row: Row) { check(row) }

  @Test func modesAreThoseOfThePlace() throws {
    let workspace = Workspace(isInteractive: true, on: FragileStore())
    #expect(
      workspace.offer(for: ".mode ").candidates
        == ["read-committed", "snapshot", "two-phase-locking"])
    #expect(workspace.offer(for: ".rerun ss").candidates == [])
  }

  @Test(arguments: [
    row(".lesson ", Lesson.names, usage: ".lesson"), row(".lesson lost", ["lost-update"]),
    row(".LESSON LOST", ["lost-update"]), row(".lesson lost-update ", []),
    row("bob: .lesson ph", ["phantom"], replacing: 2),
    row("help un", []), row("help .un", [".undo"]), row("? beg", ["begin"]),
    row("help BEG", ["BEGIN"]),
    row(".help two", ["two-phase-locking"]), row("help BEGIN ", []),
    file(".open ", "", usage: ".open"), file(".save my f", "my f"),
    file("bob: .once /tmp/", "/tmp/"),
    file(".play x --notes ", "", usage: ".play"), file(".play --notes my f", "my f"),
    file(".open \"my f", "my f", suffix: "\""), row(".open \"my f\"", []), row(".open", [".open"]),
    row("quit ", []), row("exit n", []),
  ]) func freeText(row: Row) { check(row) }

  @Test func helpTellsAboutEverything() {
    let offer = offer("help ")
    #expect(Set(offer.candidates).isSuperset(of: Words.all.map(\.name) + Self.modes))
    #expect(offer.usage == ".help [topic]")
    #expect(Set(offer.candidates).count == offer.candidates.count)
  }

  @Test func keysAreNotWithoutEnd() {
    let keys = (1000..<2500).map { "k\($0)" }
    let workspace = workspace([".seed " + keys.map { "\($0)=1" }.joined(separator: " ")])
    #expect(workspace.offer(for: "GET ").candidates == Array(keys.prefix(1000)))
    #expect(workspace.offer(for: "GET k24").candidates == Array(keys.suffix(100)))
  }

  @Test func longLinesGetNoOffer() {
    #expect(offer("PUT x \"" + String(repeating: "é", count: 600)) == Offer())
    #expect(offer(String(repeating: "(", count: 1000)) == Offer())
  }
}

// MARK: Properties

/// What is true of every offer.
@Suite struct CompletionPropertyTests {
  private static let pieces =
    Words.all.map(\.name) + [
      "x", "bob:", "3 alice*> ", "AS", "n", "SET", "THEN", "FOR", "UPDATE", "READ", "ONLY", "help",
      "snapshot", "and", "not", "none", "value(", "count(", "sum(", "(", ")", "*", "a*", "a..b",
      "..", "$n", "$", "-", "1", "+", "=", "!=", "<", "\"q r\"", "\"", "\\", "\\u{", ";", ":", "#",
      "é", "\u{301}", "\u{202E}", "\t", "k=v", "日本", "\u{1F600}", ".", "a", "r", "s", "\"a", "?",
    ]

  private func text(_ dice: inout Dice) -> String {
    var text = ""
    for _ in 0..<dice.below(9) {
      text += dice.pick(Self.pieces)
      if dice.chance(3, in: 4) { text += " " }
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.dropLast(dice.below(3))))
  }

  private static let setup = [
    #".seed a=1 as=2 "a b"=3 "a\"c"=4 "\u{1B}x"=5 日本=6 日=7 set=8 "\u{301}"=9 é=10 e\#u{301}=11"#,
    #".rule r: value(a) > 0"#, "BEGIN", "GET a AS n", "COUNT AS 日", "bob: BEGIN", "PUT a 2",
    "bob: PUT a 3",
  ]

  @Test func anyText() {
    let workspace = workspace(Self.setup)
    var dice = Dice(seed: 1)
    var found = 0
    for _ in 0..<6_000 {
      let text = text(&dice)
      let offer = workspace.offer(for: text)
      check(offer, text)
      if !offer.candidates.isEmpty { found += 1 }
    }
    #expect(found > 500)
  }

  @Test func anyScalars() {
    let workspace = workspace(Self.setup)
    var dice = Dice(seed: 2)
    for _ in 0..<3_000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<dice.below(20) {
        let limit = dice.pick([0x80, 0x80, 0x400, 0x110000])
        if let scalar = Unicode.Scalar(UInt32(dice.below(limit))) { view.append(scalar) }
      }
      check(workspace.offer(for: String(view)), String(view))
    }
  }

  @Test func prefixesOfPrograms() {
    for seed in UInt64(1)...20 {
      var dice = Dice(seed: seed)
      var workspace = Workspace(isInteractive: true)
      for line in RandomProgram(seed: seed, mode: nil).lines {
        let scalars = line.unicodeScalars
        let text = String(scalars.prefix(dice.below(scalars.count + 1)))
        check(workspace.offer(for: text), text)
        workspace.play(line)
      }
    }
  }

  @Test(arguments: Words.all) func everyWordIsFound(word: Word) {
    for count in 1...word.name.count {
      for typed in [word.name.lowercased(), word.name.uppercased()].map({ $0.prefix(count) }) {
        let offer = offer(String(typed))
        check(offer, String(typed))
        let isData = word.name == word.name.uppercased()
        let name = typed == typed.lowercased() || !isData ? word.name.lowercased() : word.name
        #expect(offer.candidates.contains(name), "\(typed)")
      }
    }
  }

  /// Every word of these lines is offered wherever its beginning is typed.
  @Test(arguments: [
    "BEGIN serializable-snapshot READ ONLY DEFERRABLE", "GET a FOR UPDATE AS", "PUT a value( a",
    "PUT 日本 count( 日本", "DELETE as", "SCAN a = $n AS", "COUNT 日 = $日 AS", "SUM é AS",
    "UPDATE a = $n SET $value", "COMMIT", "ROLLBACK", "ABORT", "RETRY",
    "IF value( a ) = $n THEN IF sum( a ) = 1 THEN UPDATE a SET count( 日", "bob: BEGIN snapshot",
    "3 bob*> alice: GET a", ".seed a", ".modes snapshot read-committed", ".cancel bob",
    ".sessions bob alice", ".rule r:", ".lesson phantom", ".conflicts mode", ".help .rules",
    ".why 5", ".branches 1", ".rerun two-phase-locking", ".compare snapshot write-snapshot",
    ".versions set",
  ]) func wordsAreFound(line: String) {
    let workspace = workspace(Self.setup)
    let scalars = Array(line.unicodeScalars)
    for end in 0...scalars.count {
      let start = scalars[..<end].lastIndex(of: " ").map { $0 + 1 } ?? 0
      let typed = String(String.UnicodeScalarView(scalars[start..<end]))
      let word = line.unicodeScalars.dropFirst(start).prefix { $0 != " " }
      guard let last = typed.last, last.isLetter else { continue }
      let head = String(String.UnicodeScalarView(scalars[..<end]))
      let offer = workspace.offer(for: head)
      let isFound = offer.candidates.contains { candidate in
        Array(candidate.lowercased().unicodeScalars).starts(
          with: Array(String(word).lowercased().unicodeScalars))
      }
      let isPrompt = line.hasPrefix("3 ") && end < 8
      #expect(isFound || isPrompt, "\(head)| \(offer.candidates)")
    }
  }

  // MARK: What is checked

  private func check(_ offer: Offer, _ text: String) {
    let scalars = Array(text.unicodeScalars)
    let comment = Comment(rawValue: "\(text.debugDescription) \(offer)")
    guard offer.replaceCount >= 0, offer.replaceCount <= scalars.count else {
      Issue.record(comment)
      return
    }
    let head = String(String.UnicodeScalarView(scalars.dropLast(offer.replaceCount)))
    let typed = String(String.UnicodeScalarView(scalars.suffix(offer.replaceCount)))
    #expect(offer.file.map { $0 == typed } ?? true, comment)
    #expect(Set(offer.candidates.map { Key($0) }).count == offer.candidates.count, comment)
    for candidate in offer.candidates {
      #expect(candidate.unicodeScalars.allSatisfy { !$0.isUnprintable }, comment)
      #expect(begins(candidate, with: typed), comment)
      #expect(isBeginning(head + candidate), comment)
    }
    if offer.candidates.count == 1, ["=", ")", " "].contains(offer.suffix) {
      #expect(isBeginning(head + offer.candidates[0] + offer.suffix), comment)
    }
  }

  /// Quotes may be added around a key.
  private func begins(_ candidate: String, with typed: String) -> Bool {
    let small = Array(typed.lowercased().unicodeScalars)
    if candidate.lowercased().unicodeScalars.starts(with: small) { return true }
    guard let content = try? Statement.parse(line: "GET \(candidate)"),
      case .command(.get(let key, _, _)) = content.body
    else { return false }
    let bare = typed.hasPrefix("\"") ? typed.unicodeScalars.dropFirst() : typed.unicodeScalars[...]
    return key.text.unicodeScalars.starts(with: bare)
  }

  /// Whether the line parses or lacks only what would follow.
  private func isBeginning(_ line: String) -> Bool {
    do throws(ScriptError) {
      return try Statement.parse(line: line) != nil
    } catch {
      guard case .missing = error.problem else { return false }
      let text = line.unicodeScalars.reversed().drop { $0 == " " }
      return error.column > text.count
    }
  }
}

// MARK: Helpers

private func workspace(_ lines: [String]) -> Workspace {
  var workspace = Workspace(isInteractive: true)
  for line in lines { workspace.play(line) }
  return workspace
}

private func offer(_ text: String, after setup: [String] = []) -> Offer {
  workspace(setup).offer(for: text)
}

private func check(_ row: CompletionTests.Row) {
  let offer = offer(row.text, after: row.setup)
  #expect(offer == row.offer)
  let same = zip(offer.candidates, row.offer.candidates).allSatisfy {
    Array($0.utf8) == Array($1.utf8)
  }
  #expect(same)
}

/// `replacing` nil: the last word, if there are candidates; the usage is that of the word.
private func row(
  _ text: String, _ candidates: [String], replacing: Int? = nil, suffix: String? = nil,
  usage: String? = nil, setup: [String] = []
) -> CompletionTests.Row {
  let last = text.unicodeScalars.reversed().prefix { $0 != " " }.count
  let offer = Offer(
    replaceCount: candidates.isEmpty ? 0 : replacing ?? last, candidates: candidates,
    suffix: candidates.isEmpty ? "" : suffix ?? " ",
    usage: usage.flatMap { Words.named($0)?.usage })
  return CompletionTests.Row(setup: setup, text: text, offer: offer)
}

private func file(
  _ text: String, _ file: String, suffix: String = "", usage: String? = nil
) -> CompletionTests.Row {
  let offer = Offer(
    replaceCount: file.unicodeScalars.count, suffix: suffix,
    usage: usage.flatMap { Words.named($0)?.usage }, file: file)
  return CompletionTests.Row(text: text, offer: offer)
}

extension Workspace {
  fileprivate mutating func play(_ line: String) {
    if case .success(let statement)? = lab.read(line) { _ = enter(statement) }
  }
}
