import Testing

extension CommandLineTests {
  /// What `run` prints is a scenario again, and the same every time.
  @Suite struct Transcripts {
    private let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.write(Self.scenario, to: "scenario.isolab")
    }

    /// A bit of everything: waits, aborts, errors, quoting, rules, notes.
    private static let scenario = """
      # A bit of everything
      .seed x=0 y="two ; \\"words\\"" "é \\u{1B}"=日本
      .rule positive: value(x) >= 0
      BEGIN
      bob: BEGIN READ ONLY
      bob: PUT x 1
        error read-only
      bob: ROLLBACK
      bob: BEGIN
      SCAN
      PUT x value(x) - 1
      bob: UPDATE x* SET $value + 5
      bob: GET y
      COMMIT
        ok
        RULE positive broken
      bob: GET x
      bob: RETRY
      IF value(x) = 0 THEN PUT x 1
        error no-transaction
      bob: COMMIT
      bob: BEGIN
      .sessions carol
      carol: BEGIN rc;
      .mode
      bob: ROLLBACK

      """

    @Test(arguments: ["rc", "si", "wsi", "ssi", "ru", "2pl", "sgt"])
    func aTranscriptIsAScenarioThatGivesTheSameTranscript(mode: String) throws {
      let first = try isolab(["run", "scenario.isolab", "--mode", mode], in: scratch)
      #expect(first.status == .code(0))
      #expect(first.errors == "")
      try scratch.write(first.output, to: "transcript.isolab")
      let second = try isolab(["run", "transcript.isolab", "--mode", mode], in: scratch)
      #expect(second.status == .code(0))
      #expect(second.output == first.output)
      let test = try isolab(["test", "transcript.isolab", "--mode", mode], in: scratch)
      #expect(!test.output.contains("FAILED"))
    }

    @Test(arguments: ["carol: BEGIN\n  error unknown-session\n", "bob:\nBEGIN\nalice:\nBEGIN\n"])
    func soIsATranscriptOfSessionWords(scenario: String) throws {
      let first = try isolab([], input: scenario)
      #expect(first.status == .code(0))
      #expect(try isolab([], input: first.output).output == first.output)
    }

    @Test(arguments: [[], ["--json"]])
    func theSameInputGivesTheSameBytes(options: [String]) throws {
      let first = try isolab(["run", "scenario.isolab"] + options, in: scratch).output
      for _ in 0..<3 {
        #expect(try isolab(["run", "scenario.isolab"] + options, in: scratch).output == first)
      }
    }

    @Test func standardInputIsAScenario() throws {
      let named = try isolab(["run", "scenario.isolab"], in: scratch).output
      #expect(try isolab(["run", "-"], input: Self.scenario).output == named)
      let bare = try isolab([], input: Self.scenario)
      #expect(bare.output == named)
      #expect(bare.errors == "")
      #expect(bare.status == .code(0))
    }

    @Test func standardInputMayBeMarkdown() throws {
      let lesson = "# Two\nprose\n```isolab\nBEGIN\n```\nprose\n```isolab\nPUT x 1\n```\n"
      let run = try isolab([], input: lesson)
      #expect(run.status == .code(0))
      #expect(
        run.output == """
          # Two
          1 alice> BEGIN
            ok ; T1 sees state 0
          2 alice*> PUT x 1
            ok ; only T1 sees it until COMMIT

          """)
    }

    @Test func errorsOfStandardInputNameTheLine() throws {
      let run = try isolab([], input: "BEGIN\nGET x\nGET\n")
      #expect(run.status == .code(2))
      #expect(run.output == "")
      #expect(run.errors.hasPrefix("-:3:4: error: GET needs a key\nGET\n   ^\n"))
    }

    @Test func emptyInputIsWell() throws {
      let run = try isolab([])
      #expect(run.status == .code(0))
      #expect(run.output == "")
      #expect(run.errors == "")
    }

    @Test func aReplayHoldsTheCommandsOfAWaitingSession() throws {
      let lines = ["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "bob: GET x", "ROLLBACK"]
      let run = try isolab([], input: lines.joined(separator: "\n"))
      #expect(run.status == .code(0))
      let transcript = run.output
      #expect(transcript.contains("\n4 bob*> PUT x 2\n  WAITS alice ; "))
      #expect(transcript.contains(" bob~> GET x\n  HELD ; "))
      #expect(transcript.contains("  RESUMED bob ok ; "))
      #expect(transcript.contains("  RESUMED bob x=2 ; step 5 bob: GET x\n"))
    }

    @Test func keepGoingRunsOnAfterErrors() throws {
      let run = try isolab(["--keep-going"], input: "GET x\nBEGIN\nPUTT x\nGET x\n")
      #expect(run.output.hasSuffix("2 alice*> GET x\n  (none)\n"))
      #expect(run.output.contains("1 alice> GET x\n  error no-transaction ; "))
      #expect(run.output.contains("2 alice*> PUTT x\n  error syntax ; "))
    }

    @Test func controlCharactersNeverReachTheOutput() throws {
      let text = "BEGIN\nPUT x \"\\u{1B}[31m\\u{7}\\u{202E}\"\nSCAN\nCOMMIT\n"
      for options in [[], ["--json"]] {
        let run = try isolab(["run", "-"] + options, input: text)
        #expect(run.status == .code(0))
        let forbidden: Set<Unicode.Scalar> = ["\u{1B}", "\u{7}", "\u{202E}"]
        #expect(!run.output.unicodeScalars.contains { forbidden.contains($0) })
      }
    }
  }
}
