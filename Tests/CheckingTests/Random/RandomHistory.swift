import Foundation
import Testing
import Vocabulary

/// A random history: of a mode, of mixed modes, or of no mode at all.
struct RandomHistory {
  let events: [Event]
  /// What is there at first; a few equal values are written again and again.
  let initial: [Key: Value]
  /// The mode of all its transactions, nil if they have none in common.
  let mode: IsolationMode?
  /// Where it comes from: the name of the mode, mixed modes, or chaotic.
  let kind: String
  /// The same with the seed, to be seen when a test fails.
  let name: String

  /// How many there are in all; a long run sets it higher.
  static let count =
    ProcessInfo.processInfo.environment["ISOLAB_HISTORIES"].flatMap { Int($0) } ?? 3_000

  /// Half of them chaotic, the others from the modes and from mixed modes in turn.
  init(number: Int) {
    let seed = UInt64(number)
    let kinds: [IsolationMode?] = IsolationMode.allCases + [nil]
    if number % 2 == 0 {
      mode = nil
      let history = ChaoticHistory(seed: seed)
      (events, initial) = (history.events, history.initial)
      kind = "chaotic"
    } else {
      mode = kinds[number / 2 % kinds.count]
      let history = EngineHistory(seed: seed, mode: mode)
      (events, initial) = (history.events, history.initial)
      kind = mode?.name ?? "mixed modes"
    }
    name = "\(kind), seed \(seed)"
  }

  /// Fails the test with the whole history.
  func fail(_ what: String) {
    Issue.record("\(name): \(what)\n\(events.map { "\($0)" }.joined(separator: "\n"))")
  }
}
