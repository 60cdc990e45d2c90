import Checking
import Foundation
import Sessions
import Testing
import Vocabulary

/// Serialization-graph before the judge: it aborts nobody in vain and misses nothing.
@Suite struct RandomCycleTests {
  /// How many programs; the soak sets it higher.
  private static let count =
    ProcessInfo.processInfo.environment["ISOLAB_PROGRAMS"].flatMap { UInt64($0) } ?? 60

  /// Alone, and among all other modes, dirty reads included.
  @Test(arguments: [IsolationMode.serializationGraph, nil])
  func everyAbortIsNeeded(mode: IsolationMode?) throws {
    var cycles = 0
    for seed in 0..<(Self.count * (mode == nil ? 4 : 1)) {
      let program = RandomProgram(seed: seed, mode: mode)
      var bench = Bench(program)
      for line in program.lines {
        bench.play(line)
        for case .aborted(let abort) in bench.reply?.all.map(\.outcome) ?? []
        where bench.runner.records[abort.transaction.number - 1].mode == .serializationGraph {
          cycles += abort.kind == .cycle ? 1 : 0
          let need = try Judgement(of: bench.runner.history).need(of: abort.transaction)
          guard case .needed = need else {
            Issue.record("seed \(seed): \(abort)\n\(bench.transcript.joined(separator: "\n"))")
            return
          }
        }
      }
    }
    #expect(cycles > 0)
  }

  @Test func whatCommitsIsSerializable() throws {
    for seed in 0..<Self.count {
      let bench = Bench(playing: RandomProgram(seed: seed, mode: .serializationGraph))
      let findings = try Judgement(of: bench.runner.history).findings
      #expect(findings.isEmpty, "seed \(seed)")
    }
  }

  /// Each edge leads on from where the one before it ends, from the victim round to the victim.
  @Test func cyclesAreToldWhole() {
    for seed in 0..<Self.count {
      let bench = Bench(playing: RandomProgram(seed: seed, mode: nil))
      for case .abort(let victim, _, let abort?) in bench.runner.history where abort.kind == .cycle
      {
        let first = abort.conflicts.map(\.first.transaction)
        let second = abort.conflicts.map(\.second.transaction)
        #expect(first == [victim] + second.dropLast() && second.last == victim, "seed \(seed)")
        #expect(Set(first).count == first.count, "seed \(seed)")
      }
    }
  }
}
