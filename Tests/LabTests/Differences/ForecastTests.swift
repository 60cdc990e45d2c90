import Databases
import Language
import Sessions
import Stores
import Testing
import Vocabulary

@testable import Differences
@testable import Runs

/// The model of SQLite foretells every answer of the real one.
@Suite("Differences between stores and the engine")
struct ForecastTests {
  private static let urls = ["sqlite:", "sqlite:?journal=delete"]

  @Test("No lesson is unexplained on SQLite", arguments: Lesson.names, urls)
  func lessons(name: String, url: String) throws {
    let text = try #require(Lesson.text(named: name))
    let scenario = try Scenario.read(bytes: text, file: "\(name).md")
    try expectForetold(scenario, on: url)
  }

  @Test("No random program is unexplained on SQLite", arguments: urls)
  func programs(url: String) throws {
    for seed in Array(0..<150) + [272] as [UInt64] {
      let program = RandomProgram(seed: seed, mode: .snapshot)
      let text = program.lines.joined(separator: "\n") + "\n"
      // Some lines are garbled, and not even text.
      guard let scenario = try? Scenario.read(bytes: Array(text.utf8), file: "seed\(seed).isolab")
      else { continue }
      try expectForetold(scenario, on: url)
    }
  }

  /// In each level of the store.
  private func expectForetold(_ scenario: Scenario, on url: String) throws {
    let store = try KnownStores.open(url, StoreOptions())
    defer { store.close() }
    let leftOut = Set(scenario.partsWithoutLevel(on: store.identity).keys)
    for mode in store.identity.levels.map(\.mode) {
      for (own, theirs) in zip(
        parts(of: scenario, in: mode, without: leftOut),
        parts(of: scenario, in: mode, store, without: leftOut))
      {
        #expect(theirs.end.place.failure == nil)
        #expect(Forecast.best(for: theirs.end)?.isRight ?? true, "\(scenario.file) \(mode)")
        #expect(Agreement(between: own, and: theirs) != .unexplained, "\(scenario.file) \(mode)")
      }
    }
  }

  /// What a lesson led to in each part, up to its first failure.
  private func parts(
    of scenario: Scenario, in mode: IsolationMode, _ store: (any Store)? = nil,
    without leftOut: Set<Int> = []
  ) -> [Conduct] {
    let lines = scenario.lines.filter {
      [.lab, .mode].contains($0.subject) && ($0.isReset || !leftOut.contains($0.part))
    }
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
