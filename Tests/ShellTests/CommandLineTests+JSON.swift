import Foundation
import Layout
import Testing

extension CommandLineTests {
  /// `--json`: one object a line, for programs that drive isolab through a pipe.
  @Suite struct JSON {
    /// The objects of an output; fails where a line is none.
    private func objects(_ output: String) throws -> [[String: Any]] {
      #expect(output.hasSuffix("\n"))
      return try output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { try object(String($0)) }
    }

    private func object(_ line: String) throws -> [String: Any] {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [String: Any])
    }

    private func stream(_ options: String...) throws -> PipedProgram {
      try PipedProgram(["run", "-", "--json"] + options)
    }

    /// A resumed COMMIT tells of its anomaly itself, not the command that let it go on.
    @Test func anomaliesStandWhereTheCommitIs() throws {
      let program = try stream()
      _ = try program.line()
      var last: [String: Any] = [:]
      for line in [
        "BEGIN rc", "bob: BEGIN rc", "GET x", "bob: GET x", "PUT x 1", "bob: PUT x 2",
        "bob: COMMIT",
        "COMMIT",
      ] {
        program.send(line + "\n")
        last = try object(program.line())
      }
      #expect((last["anomalies"] as? [Any])?.isEmpty == true)
      let resumed = try #require(last["resumed"] as? [[String: Any]])
      #expect(resumed.first?["anomalies"] == nil)
      let anomalies = resumed.last?["anomalies"] as? [[String: Any]]
      #expect(anomalies?.first?["name"] as? String == "lost-update")
      _ = try program.finish()
    }

    @Test func everyAnswerComesBeforeTheNextCommandIsSent() throws {
      let program = try stream()
      #expect(try object(program.line())["isolab"] as? Int == 1)
      for (index, (line, outcome)) in [
        ("BEGIN", "begun"), ("bob: BEGIN", "begun"), ("PUT x 1", "ok"), ("GET x", "value"),
        ("bob: PUT x 2", "waits"), ("bob: GET x", "held"), ("SCAN", "rows"), ("COUNT", "count"),
        ("SUM", "sum"), ("IF value(x) = 2 THEN DELETE x", "skipped"), ("ROLLBACK", "rolledback"),
        ("bob: COMMIT", "committed"),
      ].enumerated() {
        program.send(line + "\n")
        let answer = try object(program.line())
        #expect(answer["outcome"] as? String == outcome)
        #expect(answer["step"] as? Int == index + 1)
        #expect(answer["session"] as? String == (line.hasPrefix("bob") ? "bob" : "alice"))
      }
      let end = try objects(program.finish().output)
      #expect(end.count == 1)
      #expect(end.first?["end"] as? Bool == true)
      #expect(end.first?["final"] as? [[String]] == [["x", "2"]])
    }

    @Test func theCommitTellsWhatBecameOfTheWaitingCommand() throws {
      let lines = ["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT"]
      let run = try isolab(["run", "-", "--json"], input: lines.joined(separator: "\n"))
      #expect(run.status == .code(0))
      let objects = try objects(run.output)
      #expect(objects.count == 7)
      let resumed = try #require((objects[5]["resumed"] as? [[String: Any]])?.first)
      #expect(objects[5]["commit"] as? Int == 1)
      #expect(resumed["session"] as? String == "bob")
      #expect(resumed["step"] as? Int == 4)
      #expect(resumed["outcome"] as? String == "aborted")
      let reason = try #require(resumed["reason"] as? [String: Any])
      #expect(reason["kind"] as? String == "concurrent-update")
      #expect(reason["rivals"] as? [String] == ["alice"])
      #expect(reason["keys"] as? [String] == ["x"])
    }

    @Test func valuesComeWholeAndExact() throws {
      let long = String(repeating: "日本", count: 5000)
      let text = "BEGIN\nPUT \"a \\u{0}\\u{1B}\\\"\\\\\\n\" \(long)\nSCAN\nGET gone\n"
      let answers = try objects(isolab(["run", "-", "--json"], input: text).output)
      #expect(answers[3]["rows"] as? [[String]] == [["a \0\u{1B}\"\\\n", long]])
      #expect(answers[4]["value"] is NSNull)
    }

    @Test func theFirstErrorEndsTheStream() throws {
      let program = try stream()
      program.send("GET x\nBEGIN\n")
      let result = try program.finish()
      #expect(result.status == .code(1))
      let answers = try objects(result.output)
      #expect(answers[1]["outcome"] as? String == "error")
      #expect(answers[1]["kind"] as? String == "no-transaction")
      #expect(answers[1]["line"] as? Int == 1)
      #expect(!answers.contains { $0["outcome"] as? String == "begun" })
      #expect(result.errors.hasPrefix("-:1:1: error: "))
    }

    @Test func keepGoingAnswersErrorsAndGoesOn() throws {
      let program = try stream("--keep-going")
      _ = try program.line()
      for (line, kind) in [
        ("GET x", "no-transaction"), ("PUTT", "syntax"), ("carol: BEGIN", "unknown-session"),
      ] {
        program.send(line + "\n")
        let answer = try object(program.line())
        #expect(answer["kind"] as? String == kind)
        #expect((answer["message"] as? String)?.isEmpty == false)
      }
      program.send("BEGIN\n")
      #expect(try object(program.line())["outcome"] as? String == "begun")
    }

    @Test func keepGoingAnswersALineThatIsNoTextToo() throws {
      let program = try stream("--keep-going")
      _ = try program.line()
      program.send("GET \0\n")
      #expect(try object(program.line())["outcome"] as? String == "error")
    }

    @Test func resetAndModeGiveANewHeader() throws {
      let program = try stream()
      #expect(try object(program.line())["mode"] as? String == "snapshot")
      for (line, mode) in [(".mode ssi", "serializable-snapshot"), (".reset", "snapshot")] {
        program.send("BEGIN\n\(line)\n")
        #expect(try object(program.line())["transaction"] as? Int == 1)
        if line == ".reset" { #expect(try object(program.line())["end"] as? Bool == true) }
        #expect(try object(program.line())["outcome"] as? String == "ok")
        let header = try object(program.line())
        #expect(header["isolab"] as? Int == 1)
        #expect(header["mode"] as? String == mode)
        program.send("ROLLBACK\n")
        guard line == ".mode ssi" else { break }
        #expect(try object(program.line())["outcome"] as? String == "rolledback")
        program.send(".reset\n")
        _ = try (program.line(), program.line(), program.line())
      }
    }

    @Test func aFileGivesTheSameObjectsAsAPipe() throws {
      let scratch = try Scratch()
      let lines = ["BEGIN", "bob: BEGIN", "PUT x 1", "bob: PUT x 2", "COMMIT", "bob: ROLLBACK"]
      let text = lines.joined(separator: "\n") + "\n"
      let file = try scratch.write(text, to: "lines.isolab")
      let streamed = try isolab(["run", "-", "--json"], input: text).output
      #expect(try isolab(["run", file, "--json"]).output == streamed)
      let redirected = try PipedProgram(["run", "-", "--json"], inputFile: file).finish()
      #expect(redirected.output == streamed)
    }

    @Test func aTranscriptMayBePipedIntoIt() throws {
      let transcript = "1 alice> BEGIN\n  ok ; T1 sees state 0\n2 alice*> GET x\n  (none)\n"
      let run = try isolab(["run", "-", "--json"], input: transcript)
      #expect(run.status == .code(0))
      #expect(run.errors == "")
      #expect(try objects(run.output).last?["end"] as? Bool == true)
    }
  }
}
