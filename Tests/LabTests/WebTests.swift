import Exploring
import Foundation
import Language
import Layout
import Pages
import Runs
import Testing
import Vocabulary
import Web

/// What the page of the lab asks, and what it gets.
@Suite struct WebTests {
  private func fields(_ json: JSON) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(json.text.utf8))
    return try #require(object as? [String: Any])
  }

  private func rows(_ json: JSON) throws -> [String] {
    let rows = try fields(json)["rows"] as? [String]
    return try #require(rows).map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
  }

  private func lesson(_ name: String) throws -> WebLesson {
    let text = try #require(Lesson.text(named: name))
    return try WebLesson(String(decoding: text, as: UTF8.self), named: name)
  }

  // MARK: The shell

  @Test func answersAsTheShellDoes() throws {
    var lab = WebLab()
    #expect(try rows(lab.enter("BEGIN", columns: 80)) == ["  ok ; T1 sees state 0"])
    let told = try fields(lab.enter("PUT x 1", columns: 80))
    #expect(told["changed"] as? Bool == true)
    #expect(try rows(lab.enter("FROM x", columns: 80))[0].hasPrefix("  error syntax"))
    #expect(try rows(lab.enter("  ok", columns: 80))[0].contains("answers from a transcript"))
    let prompt = try #require(told["prompt"] as? [String: Any])
    #expect(prompt["session"] as? String == "alice" && prompt["sign"] as? String == "*")
  }

  @Test func offersWhatMayFollow() throws {
    let offer = try fields(WebLab().offer(for: "ROL"))
    #expect(offer["candidates"] as? [String] == ["ROLLBACK"] && offer["replace"] as? Int == 3)
  }

  @Test func handsFilesToThePage() throws {
    var lab = WebLab()
    #expect(try fields(lab.enter(".save empty.md", columns: 80))["file"] == nil)
    for line in ["BEGIN", "PUT x 1", "COMMIT"] { _ = lab.enter(line, columns: 80) }
    let answer = try fields(lab.enter(".save kept.md", columns: 80))
    let file = try #require(answer["file"] as? [String: String])
    #expect(file["name"] == "kept.md")
    let saved = try #require(file["text"])
    let kept = try WebLesson(saved, named: "kept")
    #expect(kept.export(as: .notation, in: .snapshot)?.contains("W1(x)") == true)
    let picture = try fields(lab.enter(".export it.svg", columns: 80))["file"] as? [String: String]
    #expect(picture?["text"]?.hasPrefix("<svg") == true)
    #expect(try fields(lab.enter(".once next.txt", columns: 80))["file"] == nil)
    let once = try fields(lab.enter(".timeline", columns: 80))["file"] as? [String: String]
    #expect(once?["text"]?.contains("PUT x 1") == true)
    #expect(try fields(lab.enter(".open other.md", columns: 80))["open"] as? String == "other.md")
    #expect(try rows(lab.enter(".on sqlite:", columns: 80))[0].hasPrefix("  error unavailable"))
  }

  @Test func playsAFile() throws {
    var lab = WebLab()
    let text = "# One\n\n```isolab\nBEGIN\nPUT x 7\nCOMMIT\n```\n"
    let played = try rows(lab.open(text, named: "one.md", columns: 80))
    #expect(played.contains { $0.contains("PUT x 7") })
    _ = lab.enter("BEGIN", columns: 80)
    #expect(try rows(lab.enter("GET x", columns: 80)) == ["  x=7"])
    #expect(try rows(lab.open("```isolab\n", named: "bad.md", columns: 80))[0].hasPrefix("  error"))
  }

  // MARK: A lesson

  @Test func showsALesson() throws {
    let page = try fields(lesson("write-skew").page(first: .serializableSnapshot))
    #expect(page["mode"] as? String == "ssi")
    let steps = try #require(page["steps"] as? [[String: Any]])
    #expect(
      steps.contains { ($0["answer"] as? [String])?.first?.hasPrefix("ABORTED dangerous") == true })
    let markup = try #require(page["markup"] as? String)
    #expect(markup.contains("data-mode=\"rc\"") && markup.contains("class=\"prompts\""))
  }

  @Test func movesAStep() throws {
    let lesson = try lesson("write-skew")
    let page = try fields(lesson.page(first: .snapshot))
    let steps = try #require(page["steps"] as? [[String: Any]])
    let first = steps.filter { $0["part"] as? Int == 1 }
    let commits = first.filter { $0["command"] as? String == "COMMIT" }
    let begin = try #require(first.first { $0["session"] as? String == "bob" })
    // Bob begins only after alice has committed.
    let after = try #require(
      first.first { ($0["line"] as? Int ?? 0) > (commits[0]["line"] as? Int ?? 0) })
    let (line, place) = (begin["line"] as? Int ?? 0, after["line"] as? Int ?? 0)
    let text = try #require(lesson.moved(line, before: place, in: .snapshot))
    let moved = try WebLesson(text, named: "moved")
    let now = try fields(moved.page(first: nil))["steps"] as? [[String: Any]]
    let commands = try #require(now).map { "\($0["session"] ?? ""): \($0["command"] ?? "")" }
    let begun = try #require(commands.firstIndex(of: "bob: BEGIN"))
    #expect(commands[begun - 1] == "alice: COMMIT")
    #expect(text.contains(".modes snapshot read-committed"))
  }

  /// The squares of the grid are what the explorer counts, which merges equal states.
  @Test(arguments: ["lost-update", "write-skew", "deadlock", "long-fork", "read-only-anomaly"])
  func countsTheOrdersAsTheExplorerDoes(name: String) throws {
    let text = try #require(Lesson.text(named: name))
    let scenario = try Scenario.read(bytes: text, file: name)
    for mode in [IsolationMode.snapshot, .serializableSnapshot] {
      for part in Explorable.parts(of: scenario, named: name) {
        let program = part.program(in: mode)
        var exploration = Exploration()
        exploration.limit = 5_000
        guard let orders = exploration.orders(of: program) else { continue }
        let tally = Exploration().tally(of: program)
        #expect(UInt64(orders.count) == tally.possible)
        #expect(UInt64(orders.count { $0.traits.isEmpty }) == tally.clean)
        for (trait, count) in tally.counts {
          #expect(UInt64(orders.count { $0.traits.contains(trait) }) == count, "\(trait.name)")
        }
      }
    }
  }

  @Test func runsAnOrder() throws {
    let lesson = try lesson("lost-update")
    let found = try fields(lesson.orders(ofPart: 1, in: .snapshot, most: 1_000))
    let orders = try #require(found["orders"] as? [[Any]])
    let last = try #require(orders.last?[0] as? String)
    let order = last.split(separator: " ").compactMap { Int($0) }
    let text = try #require(lesson.reordered(order, ofPart: 1, in: .snapshot))
    let page = try fields(WebLesson(text, named: "order").page(first: nil))
    let lanes = try #require(found["lanes"] as? [String])
    let steps = try #require(page["steps"] as? [[String: Any]])
    #expect(steps.compactMap { $0["session"] as? String } == order.map { lanes[$0] })
    #expect(lesson.orders(ofPart: 1, in: .snapshot, most: 10) == .null)
  }
}
