import Engine
import Foundation
import Language
import Sessions
import Testing
import Vocabulary

/// What is true of every program, whatever its sessions do.
@Suite struct RandomProgramTests {
  /// How many programs of each mode and of mixed modes; the soak sets it higher.
  private static let count =
    ProcessInfo.processInfo.environment["ISOLAB_PROGRAMS"].flatMap { UInt64($0) } ?? 30

  /// Nil mixes the modes.
  private static let modes: [IsolationMode?] = IsolationMode.allCases.map { $0 } + [nil]

  @Test(arguments: modes) func invariantsHold(mode: IsolationMode?) {
    check(mode) { workspace in workspace.runner.database.brokenInvariant }
  }

  /// Where they read no snapshot they may be aborted; and by cycles, and by dangerous structures
  /// where the snapshot is not known to be safe.
  @Test(arguments: modes) func readOnlyTransactionsAreNotAborted(mode: IsolationMode?) {
    check(
      mode,
      replies: { workspace, reply in
        guard case .aborted = reply.outcome, let record = workspace.record(of: reply),
          record.readOnly
        else { return nil }
        let facts = record.mode.facts
        switch facts.memory {
        case .nothing where facts.remembersReads && !record.mode.readsSnapshot: return nil
        case .dependencies: return nil
        case .antidependencies where !workspace.deferrable.contains(record.id): return nil
        case .nothing, .antidependencies: return "a read-only transaction is aborted"
        }
      })
  }

  /// Nor do writers where the first committer wins; but a deferred BEGIN does.
  @Test(arguments: modes) func readersDoNotWait(mode: IsolationMode?) {
    check(
      mode,
      replies: { workspace, reply in
        guard case .waits = reply.outcome, let record = workspace.record(of: reply),
          !record.mode.facts.locksReads
        else { return nil }
        switch workspace.command(of: reply) {
        case .begin, .retry:
          let mayWait = record.mode.facts.memory == .antidependencies && record.readOnly
          return mayWait ? nil : "a BEGIN waits"
        case let command?:
          let open = workspace.runner.database.openTransaction(record.id)
          if record.mode.facts.writers == .goOn
            || open?.conflicts == .firstCommitter
          {
            return "waits where nobody waits"
          }
          return command.claims && !record.readOnly ? nil : "a reader waits"
        case nil: return "something else waits"
        }
      })
  }

  @Test(arguments: modes) func abortedTransactionsLeaveNoTrace(mode: IsolationMode?) {
    check(mode) { workspace in
      for record in workspace.runner.records {
        switch record.status {
        case .open, .committed: continue
        case .aborted, .rolledBack:
          if let trace = workspace.trace(of: record.id) { return trace }
        }
      }
      return nil
    }
  }

  /// What is stored is what the replies said was committed, in that order.
  @Test(arguments: modes) func onlyCommitsChangeTheData(mode: IsolationMode?) {
    for program in Self.programs(mode) {
      var workspace = Bench(program)
      var wanted: [Key: Value] = [:]
      for line in program.lines {
        workspace.play(line)
        if workspace.runner.records.isEmpty { wanted = workspace.runner.initial }
        for case .committed(_, let changes) in workspace.reply?.all.map(\.outcome) ?? [] {
          for change in changes { wanted[change.key] = change.value }
        }
        let rows = workspace.runner.database.committedRows(in: .all)
        let found = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.value) })
        guard found == wanted else { return report("\(found)", program, workspace) }
      }
    }
  }

  @Test(arguments: modes) func errorsTakeNoStep(mode: IsolationMode?) {
    for program in Self.programs(mode) {
      var workspace = Bench(program)
      for line in program.lines {
        let before = workspace
        workspace.play(line)
        guard let reply = workspace.reply, case .failed = reply.outcome else { continue }
        if reply.step != nil || workspace.state != before.state {
          return report("an error changes something", program, workspace)
        }
      }
    }
  }

  @Test(arguments: modes) func sameSeedSameBytes(mode: IsolationMode?) {
    for program in Self.programs(mode) {
      let again = RandomProgram(seed: program.seed, mode: mode)
      let (one, other) = (Recital(playing: program), Recital(playing: again))
      guard one.transcript == other.transcript else {
        return report("twice is not the same", program, one)
      }
    }
  }

  @Test(arguments: modes) func copiesGoOnIndependently(mode: IsolationMode?) {
    for program in Self.programs(mode) {
      for fault in [copyFault(Bench.self, program), copyFault(Recital.self, program)] {
        if let fault { return report(fault, program, Recital(playing: program)) }
      }
    }
  }

  private func copyFault<P: Player>(_: P.Type, _ program: RandomProgram) -> String? {
    let whole = P(playing: program)
    let middle = program.lines.count / 2
    var original = P(program)
    for line in program.lines[..<middle] { original.play(line) }
    var (same, different) = (original, original)
    for line in program.lines[middle...].reversed() { different.play(line) }
    for line in program.lines[middle...] { same.play(line) }
    for line in program.lines[middle...] { original.play(line) }
    if same.transcript != whole.transcript { return "\(P.self): the copy goes on differently" }
    return original.transcript == whole.transcript ? nil : "\(P.self): the original is changed"
  }

  // MARK: Helpers

  private static func programs(_ mode: IsolationMode?) -> some Sequence<RandomProgram> {
    (0..<count).lazy.map { RandomProgram(seed: $0, mode: mode) }
  }

  /// Plays every program and asks after each line; a finding ends the test.
  private func check(_ mode: IsolationMode?, _ finding: (Bench) -> String?) {
    for program in Self.programs(mode) {
      var workspace = Bench(program)
      for line in program.lines {
        workspace.play(line)
        if let finding = finding(workspace) { return report(finding, program, workspace) }
      }
    }
  }

  private func check(_ mode: IsolationMode?, replies finding: (Bench, Reply) -> String?) {
    check(mode) { workspace in
      for reply in workspace.reply?.all ?? [] {
        if let finding = finding(workspace, reply) { return finding }
      }
      return nil
    }
  }

  private func report(_ finding: String, _ program: RandomProgram, _ player: some Player) {
    let trace = player.transcript.filter { !$0.hasPrefix("{") }.joined(separator: "\n")
    Issue.record("seed \(program.seed), \(program.mode.name): \(finding)\n\(trace)")
  }
}
