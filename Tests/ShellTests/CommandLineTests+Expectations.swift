import Testing

extension CommandLineTests {
  /// `isolab test --explore`.
  @Suite struct Expectations {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let lesson = """
      # Two clicks
      ```isolab
      .modes rc si
      .seed n=0
      .rule even: value(n) != 1
      alice: BEGIN
      alice: GET n AS n
      alice: PUT n $n + 1
      alice: COMMIT
      bob: BEGIN
      bob: GET n AS n
      bob: PUT n $n + 1
      bob: COMMIT
      .expect rc: never lost-update
      .expect si: never lost-update
      .expect rc: some lost-update
      .expect si: rule even holds
      .expect si: some deadlock
      .expect si: rule evn holds
      ```

      """

    @Test func withoutTheWordNothingIsChecked() throws {
      try scratch.write(Self.lesson, to: "clicks.md")
      let run = try isolab(["test", "clicks.md"], in: scratch)
      #expect(run.status == .code(0))
      #expect(run.output.hasSuffix("\n0 passed, 0 failed, 0 answers compared\n"))
      #expect(!run.output.contains("never"))
    }

    @Test func aFailureShowsTheShortestOrder() throws {
      try scratch.write(Self.lesson, to: "clicks.md")
      let run = try isolab(["test", "--explore", "clicks.md"], in: scratch)
      #expect(run.status == .code(1))
      #expect(run.errors == "")
      #expect(
        run.output.contains(
          """
          FAILED read-committed         clicks.md:14: never lost-update
                 fails in 40 of 50 possible orders; the shortest:
          1 alice> .modes read-committed
            ok
          1 alice> .seed n=0
          """))
      #expect(
        run.output.contains("ok     snapshot               clicks.md:15: never lost-update\n"))
      #expect(
        run.output.contains("clicks.md:16: some lost-update (40 of 50 possible orders)\n"))
      #expect(run.output.contains("FAILED snapshot               clicks.md:17: rule even holds\n"))
      #expect(
        run.output.contains(
          "clicks.md:18: some deadlock\n       happens in none of 50 possible orders\n"))
      #expect(run.output.contains("       this part has no such rule; did you mean even?\n"))
      #expect(run.output.hasSuffix("\n2 passed, 4 failed, 0 answers compared\n"))

      let one = try isolab(["test", "--explore", "--mode", "si", "clicks.md"], in: scratch)
      #expect(!one.output.contains("read-committed"))
    }

    @Test func aSlipIsASyntaxError() throws {
      try scratch.write("BEGIN\n.expect si: never wirte-skew\n", to: "slip.isolab")
      let run = try isolab(["test", "slip.isolab"], in: scratch)
      #expect(run.status == .code(2))
      #expect(
        run.errors == """
          slip.isolab:2:19: error: there is no anomaly wirte-skew
          .expect si: never wirte-skew
                            ^~~~~~~~~~
          hint: did you mean write-skew?

          """)
    }

    /// A mode in which nothing ran has kept no rule; the table has one row.
    @Test func aModeThatDidNotRunFailsWithItsLine() throws {
      let named = Self.lesson.replacing("BEGIN", with: "BEGIN ssi")
      try scratch.write(named, to: "clicks.md")
      let run = try isolab(["test", "--explore", "clicks.md"], in: scratch)
      #expect(run.status == .code(1))
      #expect(
        run.output.contains(
          """
          FAILED snapshot               clicks.md:15: never lost-update
                 no transaction of this part ran in snapshot, only in serializable-snapshot

          """))
      let table = try isolab(["explore", "clicks.md"], in: scratch).output
      #expect(
        table.contains("\nevery BEGIN names its own mode, so no other mode ran: serializable-snap"))
      #expect(table.contains("\nas named in BEGIN  ") && !table.contains("snapshot  "))
      let json = try isolab(["explore", "clicks.md", "--json"], in: scratch).output
      #expect(json.split(separator: "\n").count == 1)
      #expect(json.contains("\"mode\":null,\"modes\":[\"serializable-snapshot\"],"))
      let sides = try isolab(["compare", "clicks.md"], in: scratch).output
      #expect(sides.contains("\nstep  as named in BEGIN\n") && !sides.contains("snapshot"))
    }

    /// Another program than the lesson's is not counted; what `run` answers is answered.
    @Test(arguments: [
      ("bob: BEGIN", ".seed n=7\nbob: BEGIN", 10, 1), ("bob: BEGIN", "bob: BEGINN", 10, 2),
    ])
    func whatIsRefusedIsNotCounted(line: String, other: String, at number: Int, status: Int32)
      throws
    {
      try scratch.write(Self.lesson.replacing(line, with: other), to: "clicks.md")
      let played = try isolab(["run", "clicks.md"], in: scratch)
      #expect(played.status == .code(status))
      for command in [
        ["explore"], ["compare"], ["explore", "--json"], ["explore", "--show", "1"],
      ] {
        let run = try isolab(command + ["clicks.md"], in: scratch)
        #expect(run.status == .code(status) && run.output == "")
        #expect(run.errors.hasPrefix("clicks.md:\(number):"))
        #expect(run.errors.replacing("mode: read-committed\n", with: "") == played.errors)
      }
      let test = try isolab(["test", "--explore", "clicks.md"], in: scratch)
      #expect(test.status == .code(status) && !test.output.contains("lost-update"))
    }

    /// Refused only in a mode that an expectation names.
    @Test func whatIsRefusedInAnotherModeIsNotCountedEither() throws {
      let text = """
        .modes rc
        .seed x=1
        alice: BEGIN
        bob: BEGIN
        bob: GET x
        alice: PUT x one
        alice: COMMIT
        bob: PUT y value(x) + 1
          [rc] error arithmetic
        bob: COMMIT
        .expect rc,ru: never abort

        """
      try scratch.write(text, to: "odd.isolab")
      let run = try isolab(["test", "--explore", "odd.isolab"], in: scratch)
      #expect(run.status == .code(1))
      #expect(
        run.output.contains("FAILED read-uncommitted       odd.isolab\nodd.isolab:8:6: error: "))
      #expect(!run.output.contains("never abort"))
      let explored = try isolab(["explore", "odd.isolab", "--mode", "rc,ru"], in: scratch)
      #expect(explored.status == .code(1) && explored.output == "")
      #expect(explored.errors.hasSuffix("\nmode: read-uncommitted\n"))
    }

    @Test func theEndIsAsked() throws {
      let text = Self.lesson.replacing("rc: never lost-update", with: "rc: at the end value(n) = 2")
        .replacing("si: some deadlock", with: "si: some value(n) = 1 at the end")
      try scratch.write(text, to: "clicks.md")
      let run = try isolab(["test", "--explore", "--mode", "rc", "clicks.md"], in: scratch)
      #expect(
        run.output.contains(
          """
          FAILED read-committed         clicks.md:14: at the end value(n) = 2
                 fails in 40 of 50 possible orders; the shortest:

          """))
      #expect(
        run.output.contains(
          "> .rule at-the-end: value(n) = 2\n"
            + "  RULE at-the-end broken ; value(n) is 1, but must be = 2\n"
        ))
      let other = try isolab(["test", "--explore", "--mode", "si", "clicks.md"], in: scratch)
      #expect(other.output.contains("clicks.md:18: some at the end value(n) = 1 (4"))
    }

    @Test func aTranscriptOnlySaysSo() throws {
      let run = try isolab(["run", "-"], input: "BEGIN\n.expect si: never abort\nCOMMIT\n")
      #expect(run.status == .code(0))
      #expect(
        run.output.contains(
          "2 alice*> .expect si: never abort\n"
            + "  ; this claim is about every order; isolab test --explore checks it\n"
        ))
    }
  }
}
