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
  ///
  /// But for deletions: of one that removes nothing the mode keeps a version, and the judge none.
  @Test(arguments: [IsolationMode.serializationGraph, nil])
  func everyAbortIsNeeded(mode: IsolationMode?) throws {
    var cycles = 0
    for seed in 0..<(Self.count * (mode == nil ? 4 : 1)) {
      let program = RandomProgram(seed: seed, mode: mode)
      var workspace = Bench(program)
      for line in program.lines {
        workspace.play(line)
        for case .aborted(let abort) in workspace.reply?.all.map(\.outcome) ?? []
        where workspace.runner.records[abort.transaction.number - 1].mode == .serializationGraph {
          cycles += abort.kind == .cycle ? 1 : 0
          let judgement = try Judgement(
            of: workspace.runner.history, initial: workspace.runner.initial)
          guard abort.isOfDeletion || judgement.need(of: abort.transaction).isNeeded else {
            Issue.record("seed \(seed): \(abort)\n\(workspace.transcript.joined(separator: "\n"))")
            return
          }
        }
      }
    }
    #expect(cycles > 0)
  }

  @Test func whatCommitsIsSerializable() throws {
    for seed in 0..<Self.count {
      let workspace = Bench(playing: RandomProgram(seed: seed, mode: .serializationGraph))
      let findings = try Judgement(
        of: workspace.runner.history, initial: workspace.runner.initial
      ).findings
      #expect(findings.isEmpty, "seed \(seed)")
    }
  }

  /// Each edge leads on from where the one before it ends, from the victim round to the victim.
  @Test func cyclesAreToldWhole() {
    for seed in 0..<Self.count {
      let workspace = Bench(playing: RandomProgram(seed: seed, mode: nil))
      for case .abort(let victim, _, let abort?) in workspace.runner.history
      where abort.kind == .cycle {
        let first = abort.conflicts.map(\.first.transaction)
        let second = abort.conflicts.map(\.second.transaction)
        #expect(first == [victim] + second.dropLast() && second.last == victim, "seed \(seed)")
        #expect(Set(first).count == first.count, "seed \(seed)")
      }
    }
  }
}

extension Abort {
  /// Whether a deletion is among its reasons.
  fileprivate var isOfDeletion: Bool {
    conflicts.flatMap { [$0.first.action, $0.second.action] }.contains { action in
      switch action {
      case .wrote(nil), .readForUpdate(nil): true
      default: false
      }
    }
  }
}

extension Need? {
  fileprivate var isNeeded: Bool { if case .needed = self { true } else { false } }
}
