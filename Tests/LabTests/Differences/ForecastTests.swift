import Databases
import Language
import Runs
import Sessions
import Stores
import Testing
import Vocabulary

@testable import Differences

/// The model of SQLite foretells every answer of the real one.
@Suite("Differences between stores and the engine")
struct ForecastTests {
  private static let urls = ["sqlite:", "sqlite:?journal=delete"]

  @Test("No lesson is unexplained on SQLite", arguments: Lesson.names, urls)
  func lessons(name: String, url: String) throws {
    let store = try KnownStores.open(url, StoreOptions())
    defer { store.close() }
    let text = try #require(Lesson.text(named: name))
    let scenario = try Scenario.read(bytes: text, file: "\(name).md")
    for mode in IsolationMode.allCases where store.identity.level(for: mode) != nil {
      for (own, theirs) in zip(parts(of: scenario, in: mode), parts(of: scenario, in: mode, store))
      {
        #expect(theirs.end.place.failure == nil)
        #expect(Forecast.best(for: theirs.end)?.isRight ?? true, "\(name) \(mode)")
        #expect(Agreement(between: own, and: theirs) != .unexplained, "\(name) \(mode)")
      }
    }
  }

  @Test("No random program is unexplained on SQLite", arguments: urls)
  func programs(url: String) throws {
    let store = try KnownStores.open(url, StoreOptions())
    defer { store.close() }
    for seed in 0..<300 as Range<UInt64> {
      for mode in store.identity.levels.map(\.mode) {
        let program = RandomProgram(seed: seed, mode: mode)
        let text = program.lines.joined(separator: "\n") + "\n"
        let scenario = try Scenario.read(bytes: Array(text.utf8), file: "seed\(seed).isolab")
        for (own, theirs) in zip(
          parts(of: scenario, in: mode), parts(of: scenario, in: mode, store))
        {
          let forecast = try #require(Forecast.best(for: theirs.end))
          #expect(
            forecast.isRight || forecast.exchanges.isEmpty,
            "seed \(seed) \(mode) \(url) after \(forecast.exchanges.prefix(forecast.foreseen.count + 1).map { "\($0.step) \($0.asked) -> \($0.answer)" }.joined(separator: "\n"))"
          )
          #expect(
            Agreement(between: own, and: theirs) != .unexplained,
            "seed \(seed) \(mode) \(url) \(FirstDifference(between: own, and: theirs)?.step ?? -1)\n\(program.lines.joined(separator: "\n"))"
          )
        }
      }
    }
  }

  /// What a lesson led to in each part, up to its first failure.
  private func parts(
    of scenario: Scenario, in mode: IsolationMode, _ store: (any Store)? = nil
  ) -> [Conduct] {
    let lines = scenario.lines.filter { [.lab, .mode].contains($0.subject) }
    var replay = Replay(lines, of: scenario.file, in: mode, on: store)
    var conducts: [Conduct] = []
    var last = Conduct([], replay.lab.runner)
    while let played = replay.next() {
      if played.line.part > conducts.count + 1 { conducts.append(last) }
      last = Conduct(replay.lab.replies, replay.lab.runner)
    }
    return conducts + [last]
  }
}
