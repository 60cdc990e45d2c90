import Foundation
import Testing

extension CommandLineTests {
  /// The plan of docs/for-teachers.md can be typed as it stands.
  @Suite struct Teaching {
    /// The cells of the plan's column *type*, in the order of the class.
    private static var cells: [String] {
      get throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
          .appendingPathComponent("../../docs/for-teachers.md").standardizedFileURL
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap {
          $0.firstMatch(of: /^\| \d+-\d+ \| [^|]* \| ((?:\\\||[^|])*) \|/).map { String($0.1) }
        }
      }
    }

    /// What stands in a cell as code.
    private static func commands(_ cell: String) -> [String] {
      cell.matches(of: /`([^`]+)`/).map { String($0.1) }
    }

    /// Two rows that follow one another in one shell, a `.reset` between their halves.
    @Test func whatIsTypedIntoTheShellIsAnswered() throws {
      let words = try Self.cells[..<2].flatMap(Self.commands)
      #expect(words.first == "isolab" && words.contains(".reset"))
      let run = try isolab(words.dropFirst().flatMap { ["-e", $0] })
      #expect(run.status == .code(0) && run.errors == "")
      #expect(run.output.contains("; differs from snapshot at step 6: tea=5 -> tea=4."))
      #expect(run.output.contains(/tea +5 .* pinned +bob/))
      #expect(run.output.contains("alice*> GET tea\n  tea=5\n"))
      #expect(words.last == ".quit" && !run.output.contains("still open"))
    }

    /// An option alone stands for the command in front of it with this one in place of its own.
    @Test func whatIsPrintedFitsTheScreen() throws {
      var last: [String] = []
      var count = 0
      for command in try Self.cells.dropFirst(2).flatMap(Self.commands) {
        var words = command.split(separator: " ").prefix { $0 != "\\|" }.map(String.init)
        if words.first == "--mode" { words = last.dropLast(2) + words }
        guard words.first == "isolab", words.count > 1 else { continue }
        last = words
        let run = try isolab(Array(words.dropFirst()))
        #expect(run.status == .code(0) && run.errors == "", "\(command)")
        if words[1] == "simulate" { checkSimulation(run.output) }
        guard ["compare", "explore"].contains(words[1]) else { continue }
        count += 1
        // Of an order that is shown, the title may scroll away.
        let most = words.contains("--show") ? 24 : 22
        #expect(run.output.split(separator: "\n").count <= most, "\(command)")
      }
      #expect(count == 5)
    }

    /// Charts and table are on the screen, with their headings, when the next prompt is; and they
    /// show what the page says.
    private func checkSimulation(_ output: String) {
      let screen = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .suffix(23)
      #expect(screen.contains { $0.hasPrefix("aborts, % of ended transactions") })
      #expect(screen.contains { $0.hasSuffix("commits that broke the rule") })
      #expect(screen.contains("  a read-committed  b snapshot  c serializable-snapshot"))
      #expect(screen.contains { $0.hasPrefix("clients commits aborts broken ") })
      let last = screen.filter { $0.hasPrefix("     32 ") }.map {
        $0.split(separator: " ")[2...3].joined(separator: " ")
      }
      #expect(last == ["0.0 296", "30.6 149", "40.7 0"])
    }
  }
}
