import Testing

extension CommandLineTests {
  /// `isolab import`.
  @Suite struct Importing {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let clicks = """
      setup { CREATE TABLE n (id int PRIMARY KEY, v int); INSERT INTO n VALUES (1, 0); }
      session s1
      step a1 { BEGIN ISOLATION LEVEL SERIALIZABLE; UPDATE n SET v = v + 1 WHERE id = 1; }
      step c1 { COMMIT; }
      session s2
      step a2 { BEGIN ISOLATION LEVEL SERIALIZABLE; UPDATE n SET v = v + 1 WHERE id = 1; }
      step c2 { COMMIT; }
      permutation a1 a2 c1 c2
      permutation a1 c1 a2 c2

      """

    @Test func theLessonRecordsWhatIsolabAnswers() throws {
      try scratch.write(Self.clicks, to: "clicks.spec")
      let run = try isolab(["import", "clicks.spec", "-o", "clicks.md"], in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      #expect(run.output == "clicks.md: now read it; isolab run clicks.md plays it\n")
      let lesson = try scratch.read("clicks.md")
      #expect(lesson == (try isolab(["import", "clicks.spec"], in: scratch).output))
      #expect(
        lesson.contains("  WAITS s1\n# c1, s1: COMMIT;\ns1: COMMIT\n  ok\n  RESUMED s2 ABORTED "))
      #expect(!lesson.contains("  ?"))
      let test = try isolab(["test", "clicks.md", "--strict"], in: scratch)
      #expect(test.status == .code(0) && test.output.contains("1 passed, 0 failed"))
      let again = try isolab(["import", "clicks.spec", "-o", "clicks.md"], in: scratch)
      #expect(again.status == .code(2) && again.errors.contains("exists"))
    }

    @Test func aRefusalHasThePlaceOfEachReason() throws {
      let text = Self.clicks.replacing("step c1 { COMMIT; }", with: "step c1 { SAVEPOINT x; }")
      try scratch.write(text, to: "clicks.spec")
      let run = try isolab(["import", "clicks.spec", "-o", "clicks.md"], in: scratch)
      #expect(run.status == .code(1) && run.output == "")
      #expect(
        run.errors == """
          clicks.spec:4:11: error: isolab has no savepoints
          step c1 { SAVEPOINT x; }
                    ^~~~~~~~~~~~~~
          clicks.spec: not imported; isolab import never guesses

          """)
      #expect(try scratch.files() == ["clicks.spec"])
      let other = try isolab(["import", "clicks.md"], in: scratch)
      #expect(other.status == .code(2))
      #expect(other.errors.hasPrefix("Error: The file name must end in .spec or .sql."))
    }

    /// In names, in texts, in comments, and where nothing is expected.
    @Test(arguments: Hostile.texts) func hostileTextsDoNoHarm(text: String) throws {
      let line = Hostile.line(text)
      for (spec, status) in [
        (Self.clicks.replacing("c1 { COMMIT", with: "c1 { /* \(line) */ COMMIT"), Int32(0)),
        (
          Self.clicks.replacing("v int)", with: "v text COLLATE \"C\")")
            .replacing("(1, 0)", with: "(1, '\(line)')").replacing("v + 1", with: "'\(line)'"), 0
        ),
        (Self.clicks.replacing("session s1", with: "session \"\(line)\""), 1),
        (Self.clicks.replacing("UPDATE n SET", with: "UPDATE \"\(line)\" SET"), 1),
        (Self.clicks + line, 1),
      ] {
        try scratch.write(spec, to: "x.spec")
        let run = try isolab(["import", "x.spec"], in: scratch)
        #expect(run.status == .code(status), "\(run.errors)")
        expectHarmless(run.output + run.errors, spec, tabs: true)
      }
    }

    @Test func theInputIsBounded() throws {
      let long = String(repeating: "v = 1 AND\n", count: 3_000)
      for (name, text, reason) in [
        ("a.sql", String(repeating: "-- a\n", count: 300_000), "longer than 1 MiB"),
        ("a.spec", "session s step x { SELECT v FROM t WHERE \(long) v = 2; }", "is too long"),
        (
          "b.spec", "session s step x { SELECT \(String(repeating: "(", count: 30_000)) }",
          "is nested too deeply"
        ),
        (
          "c.spec",
          "session s step x { SELECT 1 }"
            + String(repeating: "\npermutation\(String(repeating: " x", count: 500))", count: 50),
          "more than 20000 steps"
        ),
      ] {
        try scratch.write(text, to: name)
        let run = try isolab(["import", name], in: scratch)
        #expect(run.status != .code(0) && run.output == "")
        #expect(run.errors.contains(reason), "\(run.errors.prefix(300))")
      }
    }
  }
}
