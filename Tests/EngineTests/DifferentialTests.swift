import Engine
import Foundation
import Testing
import Vocabulary

/// The engine and the naive reference model answer every request of random schedules alike.
@Suite struct DifferentialTests {
  /// How many schedules for each mode; the soak sets it higher.
  private static let count =
    ProcessInfo.processInfo.environment["ISOLAB_SCHEDULES"].flatMap { UInt64($0) } ?? 300

  @Test(arguments: IsolationMode.allCases)
  func oneMode(_ mode: IsolationMode) { compare(seeds: 0..<Self.count, mode) }

  @Test func mixedModes() { compare(seeds: 0..<(4 * Self.count), nil) }

  private func compare(seeds: Range<UInt64>, _ mode: IsolationMode?) {
    for seed in seeds {
      let generator = ProgramGenerator(seed: seed, mode: mode)
      let start = generator.seed
      var run = PairedRun(generator, Database(start), ReferenceModel(seed: start))
      if let difference = run.difference({ $0.engine.brokenInvariant }) ?? run.differenceAtTheEnd {
        return run.record(difference, seed, mode)
      }
    }
  }
}

extension PairedRun<ReferenceModel> {
  fileprivate var differenceAtTheEnd: String? {
    generator.keys.first { engine.committedValue(of: $0) != other.committed($0) }
      .map { "\($0) differs at the end" }
  }
}

extension ReferenceModel: Rival {
  mutating func withdraw(_ id: TransactionID) -> Ruling? {
    cancel(id)
    return nil
  }

  static func difference(of step: Step, from expected: Ruling) -> String? {
    let verdict: Ruling =
      switch step.answer {
      case .began(let snapshot): .began(snapshot)
      case .value(let value): .value(value)
      case .rows(let rows): .rows(rows)
      case .done: .done
      case .committed(let state): .committed(state)
      case .waits(let others): .waits(others)
      case .aborted(let abort): .aborted(abort.kind, abort.role)
      }
    if case .aborted(let abort) = step.answer, abort.conflicts.isEmpty {
      return "no conflict named"
    }
    return verdict == expected ? nil : "\(verdict) instead of \(expected)"
  }
}
