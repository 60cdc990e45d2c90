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
      #expect(run.output.hasSuffix("\n2 passed, 0 failed\n"))
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
                 not so in 40 of 50 possible orders; the shortest:
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
        run.output.contains("clicks.md:18: some deadlock\n       in none of 50 possible orders\n"))
      #expect(run.output.contains("       this part has no such rule; did you mean even?\n"))
      #expect(run.output.hasSuffix("\n4 passed, 4 failed\n"))

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

    @Test func aTranscriptOnlySaysSo() throws {
      let run = try isolab(["run", "-"], input: "BEGIN\n.expect si: never abort\nCOMMIT\n")
      #expect(run.status == .code(0))
      #expect(
        run.output.contains(
          "2 alice*> .expect si: never abort\n  ; of every order; isolab test --explore checks it\n"
        ))
    }
  }
}
