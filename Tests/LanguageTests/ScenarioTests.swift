import Language
import Testing
import Vocabulary

func scenario(_ text: String, file: String = "x.md") throws -> Scenario {
  try Scenario.read(bytes: Array(text.utf8), file: file)
}

@Suite struct ScenarioTests {
  private static let lesson = """
    # Two doctors, one rule
    One doctor must stay on call.
    <!-- note: take a vote before bob commits -->
    ```isolab
    .modes snapshot ssi
    .seed alice_status=on bob_status=on
    # nobody reads this
    alice: IF count(* = on) >= 2 THEN PUT alice_status off

      ok
      ; a note
    ```
    **Predict:** will bob's commit succeed?
    ```isolab
    bob: COMMIT
      [rc, si] ok ; prose
      [rc,snapshot] ANOMALY write-skew T1 T2
      [wsi]   ABORTED overwritten-read, needed
    \tRULE on-call broken
      ?
    ```
    """

  @Test func wholeLesson() throws {
    let scenario = try scenario(Self.lesson)
    #expect(scenario.file == "x.md")
    #expect(scenario.title == "Two doctors, one rule")
    #expect(scenario.modes == [.snapshot, .serializableSnapshot])
    #expect(scenario.entries.map(\.line) == [5, 6, 8, 15])
    #expect(scenario.entries[3].text == "bob: COMMIT")
    #expect(try scenario.entries[3].statement.get().session == "bob")
    #expect(scenario.entries[2].answers.map(\.answer) == ["ok", ""])
    #expect(scenario.entries[2].answers.map(\.line) == [10, 11])
    #expect(scenario.entries[2].answers[1].isNote)
    let answers = scenario.entries[3].answers
    #expect(
      answers.map(\.answer) == [
        "ok", "ANOMALY write-skew T1 T2", "ABORTED overwritten-read, needed",
        "RULE on-call broken", "?",
      ])
    #expect(
      answers.map(\.modes) == [
        [.readCommitted, .snapshot], [.readCommitted, .snapshot], [.writeSnapshot], nil, nil,
      ])
    #expect(answers[4].isPlaceholder)
    #expect(answers[0].concerns(.snapshot) && !answers[0].concerns(.writeSnapshot))
  }

  @Test func bytesOrderMarkAndCarriageReturns() throws {
    let plain = try scenario(Self.lesson)
    let text =
      "\u{FEFF}"
      + Self.lesson.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let windows = try scenario(text)
    #expect(windows.title == plain.title)
    #expect(windows.entries.map(\.text) == plain.entries.map(\.text))
    #expect(windows.entries.map(\.answers) == plain.entries.map(\.answers))
  }

  @Test func plainScripts() throws {
    let script =
      "#!/usr/bin/env isolab\n#\n## A title  \n# more\nBEGIN\n  ok\n\n3 alice*> GET x\n  x=0"
    let scenario = try scenario(script, file: "-")
    #expect(scenario.title == "A title")
    #expect(scenario.entries.map(\.text) == ["BEGIN", "3 alice*> GET x"])
    #expect(scenario.entries.map { $0.answers.map(\.answer) } == [["ok"], ["x=0"]])
    #expect(scenario.modes == IsolationMode.lab)
    #expect(try LanguageTests.scenario("", file: "x").entries.isEmpty)
    #expect(try LanguageTests.scenario("BEGIN", file: "x").title == nil)
  }

  @Test func markdownIsToldByNameOrByItsFences() throws {
    let text = "BEGIN is a word\n~~~~  isolab once\nCOMMIT\n~~~~\n"
    #expect(try scenario(text, file: "-").entries.map(\.text) == ["COMMIT"])
    #expect(throws: FileError.self) { try scenario("BEGIN\n", file: "A.MarkDown") }
  }

  @Test func fences() throws {
    let text = """
      ```sql
      SELECT 1
      ~~~isolab
      BEGIN
      ```
         ````isolab title="x"
         BEGIN
           ok
       COMMIT
      ```
      ~~~~
         ````
      ~~~isolab `x`
      ROLLBACK
      ~~~~\u{20}\u{9}
          ```isolab
      ``` isolab `x`
      ```isolabel
      RETRY
      ```
      ````isolab
      ````
      """
    let scenario = try scenario(text)
    let fenced = scenario.entries.map(\.text)
    #expect(fenced == ["   BEGIN", " COMMIT", "```", "~~~~", "ROLLBACK"])
    #expect(scenario.entries.map(\.indentation) == [3, 3, 3, 3, 0])
    #expect(scenario.entries[0].answers.map(\.answer) == ["ok"])
  }

  @Test func errorsInCommandsAreKept() throws {
    let scenario = try scenario("BEGIN\nSELECT 1\n  error syntax\nbob COMMIT\n", file: "x")
    #expect(throws: Never.self) { try scenario.entries[0].statement.get() }
    guard case .failure(let error) = scenario.entries[1].statement else {
      throw Unexpected(what: "SELECT")
    }
    #expect(error.problem == .sql("SELECT"))
    #expect(scenario.entries[1].answers.map(\.answer) == ["error syntax"])
    #expect(
      scenario.entries[2].statement
        == .failure(
          ScriptError(column: 1, length: 3, .sessionWithoutColon("bob", meant: "bob: COMMIT"))))
  }

  @Test func sessionsAreLearned() throws {
    let scenario = try scenario(
      ".sessions carol\ndave: BEGIN\ncarol COMMIT\ndave COMMIT", file: "x")
    for entry in scenario.entries.suffix(2) {
      guard case .failure(let error) = entry.statement, case .sessionWithoutColon = error.problem
      else { throw Unexpected(what: entry.text) }
    }
  }

  @Test(arguments: [
    ("ok", "ok"), ("ok ; prose", "ok"), ("ok ;", "ok"), ("ok; prose", "ok; prose"),
    ("; note", ""), (";note", ""), ("x=\"a ; b\" y=1 ; prose", "x=\"a ; b\" y=1"),
    ("x=\"a\\\" ; b\" ; \"", "x=\"a\\\" ; b\""), ("x=\"\\\\\" ; p", "x=\"\\\\\""),
    ("ok   ", "ok"), ("  ok", "ok"), ("? ; here", "?"), ("a ;b", "a ;b"),
    ("\u{301} ; x", "\u{301}"),
  ])
  func prose(line: String, answer: String) throws {
    let scenario = try scenario("SCAN\n  \(line)\n", file: "x")
    #expect(scenario.entries[0].answers.map(\.answer) == [answer])
  }

  @Test func taggedNotes() throws {
    let scenario = try scenario("SCAN\n  [si] ; only here\n\t[2pl]ok\n", file: "x")
    #expect(scenario.entries[0].answers.map(\.isNote) == [true, false])
    #expect(scenario.entries[0].answers.map(\.modes) == [[.snapshot], [.twoPhaseLocking]])
  }

  @Test func linesThatHoldNothingTakeNoAnswers() throws {
    let scenario = try scenario("SCAN\n;\n3 alice> # y\n# x\n  ok\n", file: "x")
    #expect(scenario.entries.map { $0.answers.count } == [1])
  }
}
