import Language
import Pages
import Testing
import Vocabulary

@testable import Runs

/// Lessons to hand out hold no answers.
@Suite struct HandOutTests {
  private static func handOut(_ name: String) throws -> (before: Scenario, text: String) {
    let text = try #require(Lesson.text(named: name))
    let source = try Scenario.Source(bytes: text, file: "\(name).md")
    let scenario = try Scenario(source)
    return (scenario, HandOut(scenario).text(of: source))
  }

  @Test(arguments: Lesson.names)
  func holdsNoAnswer(name: String) throws {
    let (before, text) = try Self.handOut(name)
    let after = try Scenario.read(bytes: Array(text.utf8), file: "\(name).md")
    #expect(!after.entries.contains { !$0.answers.isEmpty })
    #expect(before.entries.contains { !$0.answers.isEmpty })
    for word in [".expect", ".why", "<!--", "ANOMALY ", "ABORTED ", "What each mode did"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("**Predict:**"))
    #expect(text.contains("____"))
  }

  /// What is to be played is all there, so that it can be tried.
  @Test(arguments: Lesson.names)
  func holdsEveryCommand(name: String) throws {
    let (before, text) = try Self.handOut(name)
    let after = try Scenario.read(bytes: Array(text.utf8), file: "\(name).md")
    func steps(_ scenario: Scenario) -> [String] {
      scenario.entries.filter { (try? $0.statement.get())?.isStep == true }.map(\.text)
    }
    #expect(steps(before) == steps(after))
    #expect(after.title == before.title)
    #expect(after.modes == before.modes)
  }

  /// What comes before the first commands is kept to the letter, and an explanation goes.
  @Test func keepsTheStoryAndTheQuestion() throws {
    let (_, text) = try Self.handOut("write-skew")
    #expect(text.contains("Watch which keys are written. Alice writes `alice_status`"))
    #expect(text.contains("Alice has committed: she is off call."))
    #expect(text.contains("## If all you have is snapshot"))
    #expect(!text.contains("The abort is not the end."))
    #expect(!text.contains("Bob is stopped at his first read"))
  }
}
