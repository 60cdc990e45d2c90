import Databases
import Foundation
import Language
import Sessions
import Stores
import Testing
import Vocabulary

@testable import Differences
@testable import Runs

/// The model of a database foretells every answer of the real one.
///
/// ISOLAB_STORE names another one than SQLite, and ISOLAB_STORE_PROGRAMS the number of random
/// programs in each of its levels.
@Suite("Differences between stores and the engine")
struct ForecastTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let urls =
    environment["ISOLAB_STORE"].map { [$0] } ?? ["sqlite:", "sqlite:?journal=delete"]
  private static let seeds: [UInt64] =
    environment["ISOLAB_STORE_PROGRAMS"].flatMap { UInt64($0) }.map { Array(0..<$0) }
    ?? Array(0..<150) + [272]

  @Test("No lesson is unexplained", arguments: Lesson.names, urls)
  func lessons(name: String, url: String) throws {
    let text = try #require(Lesson.text(named: name))
    let scenario = try Scenario.read(bytes: text, file: "\(name).md")
    try expectForetold(scenario, on: url)
  }

  @Test("No random program is unexplained", arguments: urls)
  func programs(url: String) throws {
    for seed in Self.seeds {
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
        let forecast = Forecast.best(for: theirs.end)
        #expect(
          forecast?.isRight ?? true, "\(scenario.file) \(mode) \(forecast?.firstMistake ?? "")")
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

extension Forecast {
  /// The exchange that the model did not foretell.
  fileprivate var firstMistake: String {
    guard foreseen.count < exchanges.count else { return "" }
    let exchange = exchanges[foreseen.count]
    let next = model(after: foreseen.count).map { model in
      var model = model
      return model.foresee(exchange.asked).map { "\($0.expected)" } ?? "nothing"
    }
    return "step \(exchange.step): \(exchange.answer), not \(next ?? "")"
  }
}
