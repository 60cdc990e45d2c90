import Language
import Testing
import Vocabulary

@Suite struct DirectiveTests {
  @Test(
    arguments: [
      (".help", .help(topic: nil)), ("help", .help(topic: nil)), ("?", .help(topic: nil)),
      ("\\?", .help(topic: nil)), ("HELP;", .help(topic: nil)),
      ("help begin", .help(topic: "begin")),
      (".help sql", .help(topic: "sql")), ("? .why", .help(topic: ".why")),
      ("help read committed ;", .help(topic: "read committed")),
      (".help '*' \"", .help(topic: "'*' \"")),
      (".quit", .quit), ("quit", .quit), ("exit;", .quit), ("\\q", .quit), ("\\Q", .quit),
      (".mode", .mode(nil)), (".mode snapshot", .mode(.snapshot)),
      (".mode SSI", .mode(.serializableSnapshot)),
      (".MODE rc;", .mode(.readCommitted)),
      (".modes snapshot serializable-snapshot", .modes([.snapshot, .serializableSnapshot])),
      (".modes all", .modes(nil)), (".MODES ALL;", .modes(nil)),
      (".sessions", .sessions([])),
      (".sessions alice bob T-1", .sessions(["alice", "bob", "T-1"])),
      (".rules", .rules), (".transactions", .transactions), (".locks", .locks), (".reset", .reset),
      (".conflicts", .showConflicts), (".conflicts mode", .conflicts(nil)),
      (".conflicts first-updater", .conflicts(.firstUpdater)),
      (".conflicts First-Committer", .conflicts(.firstCommitter)),
      (".timeout", .showTimeouts), (".timeout off;", .timeoutsOff),
      (".timeout 30s", .timeout(.total, TimeSpan(milliseconds: 30_000))),
      (".TIMEOUT Total 1.5M", .timeout(.total, TimeSpan(milliseconds: 90_000))),
      (".timeout idle 500ms", .timeout(.idle, TimeSpan(milliseconds: 500))),
      (".timeout wait OFF", .timeout(.wait, nil)),
      (".advance 0.001s", .advance(TimeSpan(milliseconds: 1))),
      (".advance 007s", .advance(TimeSpan(milliseconds: 7000))),
      (".advance 10000h;", .advance(TimeSpan(milliseconds: 36_000_000_000))),
      (".why", .why(step: nil)), (".why 8", .why(step: 8)),
      (".why Serializable", .whySerializable), (".graph", .graph),
      (".versions", .versions(.all)), (".versions *", .versions(.all)),
      (".versions x", .versions(.only("x"))),
      (".versions a*", .versions(.prefix("a"))),
      (".versions a..b", .versions(KeyRange(low: "a", high: "b"))),
      (".cancel", .cancel(nil)), (".cancel bob", .cancel("bob")),
      (".retry", .retry(nil)), (".retry bob;", .retry("bob")),
      (".autocommit on", .autocommit(true)), (".ascii OFF", .ascii(false)),
      (".vacuum", .vacuum(marksToo: false)), (".VACUUM Marks;", .vacuum(marksToo: true)),
      (".bloat", .bloat), (".autovacuum", .showAutovacuum),
      (".autovacuum on", .autovacuum(.on)), (".autovacuum OFF", .autovacuum(.off)),
      (".autovacuum 12", .autovacuum(.every(12))),
      (".sql on", .sql(true)), (".on", .shell(.on(place: nil))),
      (".ON lab", .shell(.on(place: "lab"))),
      (".on sqlite:a b.db;", .shell(.on(place: "sqlite:a b.db"))),
      (".timing on", .shell(.timing(true))), (".timeline", .timeline), (".timeline RW", .notation),
      (".undo", .workspace(.undo(1))), (".undo 12", .workspace(.undo(12))),
      (".redo 2", .workspace(.redo(2))),
      (".branches", .workspace(.branches(nil))), (".branches 2", .workspace(.branches(2))),
      (".rerun ssi", .workspace(.rerun(.serializableSnapshot))), (".resume", .shell(.resume)),
      (".compare", .workspace(.compare([]))),
      (".COMPARE si 2pl;", .workspace(.compare([.snapshot, .twoPhaseLocking]))),
      (".lesson", .workspace(.lesson(nil))),
      (".lesson write-skew", .workspace(.lesson("write-skew"))),
      (".play", .shell(.play(file: nil, notes: nil))),
      (".PLAY a b.md;", .shell(.play(file: "a b.md", notes: nil))),
      (".play \"a b.md\" --notes c d ;", .shell(.play(file: "a b.md", notes: "c d"))),
      (".play --notes \"c\"", .shell(.play(file: nil, notes: "c"))),
      (".play a--notes b", .shell(.play(file: "a--notes b", notes: nil))),
      (".open ../a b.md", .shell(.open(file: "../a b.md"))),
      (".save \"a;\\u{e9}.md\" ;", .shell(.save(file: "a;é.md"))),
      (".once out.txt", .shell(.once(file: "out.txt"))),
      (".export h.json", .shell(.export(file: "h.json"))),
      (".seed x=0", .seed([.init("x", "0")])),
      (
        ".seed a=-1 b=\"two words\" \"c d\"=e/f g=not",
        .seed([.init("a", "-1"), .init("b", "two words"), .init("c d", "e/f"), .init("g", "not")])
      ),
      (".seed x=\"\" y=\"none\"", .seed([.init("x", ""), .init("y", "none")])),
    ] as [(String, Directive)])
  func directives(line: String, expected: Directive) throws {
    #expect(try directive(line) == expected)
  }

  @Test(
    arguments: [
      ("all: never anomaly", nil, .never(.anomaly(nil))),
      ("ALL : NO Anomaly;", nil, .never(.anomaly(nil))),
      ("all: serializable", nil, .never(.anomaly(nil))),
      ("si: some write-skew", [.snapshot], .some(.anomaly("write-skew"))),
      ("si: some Write-Skew", [.snapshot], .some(.anomaly("write-skew"))),
      ("si,ssi:some abort", [.snapshot, .serializableSnapshot], .some(.abort(nil))),
      (
        "rc , 2pl: never abort needed", [.readCommitted, .twoPhaseLocking],
        .never(.abort(.needed))
      ),
      ("sgt: no abort not needed", [.serializationGraph], .never(.abort(.notNeeded))),
      ("si: some abort not decided", [.snapshot], .some(.abort(.notDecided))),
      ("write-snapshot: never deadlock", [.writeSnapshot], .never(.deadlock)),
      ("all: some wait", nil, .some(.wait)), ("all: never error", nil, .never(.error)),
      ("all: rule on-call holds", nil, .never(.ruleBroken("on-call"))),
      ("all: rule rule holds", nil, .never(.ruleBroken("rule"))),
      ("all: some rule on-call broken", nil, .some(.ruleBroken("on-call"))),
    ] as [(String, [IsolationMode]?, Language.Expectation.Claim)])
  func expectations(line: String, modes: [IsolationMode]?, claim: Language.Expectation.Claim)
    throws
  {
    #expect(try directive(".expect " + line) == .expect(Language.Expectation(modes, claim)))
    #expect(
      try directive(".expect all: " + claim.text) == .expect(Language.Expectation(nil, claim)))
  }

  /// What is expected of the end, and how it is written then.
  @Test(
    arguments: [
      ("at the end count(*) = 2", "at the end count(*) = 2"),
      ("always at the end count(*) = 2", "at the end count(*) = 2"),
      ("always count(*) = 2 at the end", "at the end count(*) = 2"),
      ("Count(*)=2 At The End;", nil),
      ("count(*) = 2 AT the end", "at the end count(*) = 2"),
      (
        "some at the end (value(a) = at or sum(x*) > 3) and not value(b) = none",
        "some at the end (value(a) = at or sum(x*) > 3) and not value(b) = none"
      ),
      ("some not value(b) = end at the end", "some at the end not value(b) = end"),
      ("never at the end sum(*) < 0", "never at the end sum(*) < 0"),
      ("no sum(*) < 0 at the end", "never at the end sum(*) < 0"),
    ] as [(String, String?)])
  func expectationsOfTheEnd(typed: String, written: String?) throws {
    guard let written else {
      #expect(throws: ScriptError.self) { try directive(".expect all: " + typed) }
      return
    }
    for text in [typed, written] {
      guard case .expect(let expectation) = try directive(".expect all: " + text) else {
        throw Unexpected(what: text)
      }
      #expect(expectation.claim.text == written)
    }
  }

  @Test func rule() throws {
    guard case .rule("on-call", let formula) = try directive(".rule on-call: count(* = on) >= 1")
    else { throw Unexpected(what: "rule") }
    #expect(tree(formula) == "[count(\"\"..< = on) >= 1]")
    #expect(formula.source == "count(* = on) >= 1")
    guard case .rule("r", _) = try directive(".RULE r : sum(*) = 0;") else {
      throw Unexpected(what: "rule")
    }
  }

  @Test func seedKeysDifferByBytes() throws {
    let composed = try directive(".seed \u{E9}=1 e\u{301}=2")
    #expect(composed == .seed([.init("\u{E9}", "1"), .init("e\u{301}", "2")]))
  }
}
