import Foundation
import Testing

extension CommandLineTests {
  /// `isolab explore`: single orders, for people and for programs.
  @Suite struct Explore {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let command = ["explore", "needless-abort", "--part", "2", "--mode", "ssi"]

    private func objects(_ arguments: [String]) throws -> [[String: Any]] {
      let run = try isolab(Self.command + arguments, in: scratch)
      #expect(run.status == .code(0) && run.errors == "")
      return try run.output.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }

    @Test func aVerdictHasTheWordsOfExpectations() throws {
      let table = try isolab(Self.command).output
      #expect(table.contains("\n  serializable-snapshot  abort needed "))
      #expect(table.contains("\n  serializable-snapshot  abort not needed "))
      let told = try isolab(Self.command + ["--plain"]).output
      #expect(told.contains(", abort needed 9, abort not needed 54.\n"))
      #expect(!table.contains("abort-") && !told.contains("abort-"))
      let json = try #require(try objects(["--json"]).first)
      let counts = try #require(json["counts"] as? [[String: Any]])
      #expect(counts.map { $0["trait"] as? String } == ["abort-needed", "abort-not-needed"])
    }

    @Test func anOrderIsShownByEitherName() throws {
      let shown = try isolab(Self.command + ["--show", "abort-not-needed"])
      #expect(shown.output.contains("\n  ABORTED first-committer, not needed"))
      #expect(try isolab(Self.command + ["--show", "abort not needed"]).output == shown.output)
      #expect(try isolab(Self.command + ["--show", "abort"]).status == .code(2))
    }

    @Test func aCleanOrderIsShown() throws {
      let shown = try isolab(["explore", "write-skew", "--part", "1", "--show", "clean"])
      #expect(shown.output.hasPrefix("# write-skew, part 1: order 1, 1 change of session\n"))
      #expect(!shown.output.contains("ANOMALY") && !shown.output.contains("broken"))
    }

    @Test(arguments: ["abort-not-needed", "57"])
    func anOrderIsShownToPrograms(what: String) throws {
      let run = try objects(["--show", what, "--json"])
      #expect(run.first?["isolab"] as? Int == 1)
      #expect(run.first?["mode"] as? String == "serializable-snapshot")
      #expect(run.contains { ($0["reason"] as? [String: Any])?["needed"] as? Bool == false })
      #expect(run.last?["end"] as? Bool == true)
    }

    @Test func whatIsSavedIsToldToPrograms() throws {
      let saved = try objects(["--json", "--save", "found"]).compactMap { $0["saved"] as? String }
      #expect(
        saved == [
          "found/needless-abort-2-ssi-abort-needed.md",
          "found/needless-abort-2-ssi-abort-not-needed.md",
        ])
      #expect(try isolab(["test", "--strict", "found"], in: scratch).status == .code(0))
      #expect(try scratch.read(saved[0]).hasSuffix("\n"))
    }
  }
}
