import Checking
import Foundation
import Sessions
import Telling
import Testing
import Vocabulary

/// What each mode promises, over all interleavings of small programs, judged by someone who knows
/// nothing of how it is kept.
///
/// ISOLAB_MODES, such as "si ssi", leaves the other modes out.
@Suite struct PromiseTests {
  private static let columns = MatrixColumn.all.filter { column in
    let wanted = ProcessInfo.processInfo.environment["ISOLAB_MODES"] ?? ""
    return wanted.isEmpty || wanted.split(separator: " ").contains { $0 == column.mode.shortName }
  }

  @Test func thereAreManyPrograms() {
    #expect(SmallProgram.all.count >= 60)
    #expect(Set(SmallProgram.all.map(\.name)).count == SmallProgram.all.count)
  }

  /// A promise is kept by every history, and whatever it leaves open is in some history.
  @Test(arguments: columns)
  func isKeptAndNoMore(column: MatrixColumn) throws {
    var seen: Set<Finding.Name> = []
    var (interleavings, histories, needless) = (0, 0, 0)
    for program in SmallProgram.all {
      let all = try Interleavings(of: program, in: column)
      interleavings += all.count
      var faults: [(what: String, PromiseChecks.PromiseCheck)] = []
      for verdict in try PromiseChecks(all).all {
        histories += 1
        seen.formUnion(verdict.judgement.findings.flatMap(\.names))
        if let broken = verdict.judgement.violation(of: column.mode.promise) {
          faults.append((Proof.answer(broken), verdict))
        }
        for (abort, need) in verdict.aborts {
          guard let need, need.verdict != .needed else { continue }
          needless += need.verdict == .notNeeded ? 1 : 0
          guard !column.mayAbortNeedlessly else { continue }
          faults.append(("\(abort.transaction): \(need)", verdict))
        }
      }
      if let (what, verdict) = faults.first {
        fail("\(what), the first of \(faults.count) in \(column.title)", verdict, program)
      }
    }
    let title = "\(column.title), \(SmallProgram.all.count) programs:"
    print(
      title, "\(interleavings) interleavings, \(histories) histories, \(needless) needless aborts")
    let wrong = Finding.Name.all(leftOpenBy: column.mode).symmetricDifference(seen)
    #expect(wrong.isEmpty)
    #expect((needless > 0) == column.mayAbortNeedlessly)
  }

  private func fail(_ what: String, _ verdict: PromiseChecks.PromiseCheck, _ program: SmallProgram)
  {
    let runner = verdict.ending.runner
    let order = verdict.ending.order.map { "\($0)" }.joined(separator: " ")
    let events = runner.history.map { "\($0)" }.joined(separator: "\n")
    Issue.record("\(program.name), sessions in the order \(order): \(what)\n\(events)")
  }
}

extension MatrixColumn {
  /// Those that abort for anything but a deadlock may do so for nothing, unless they know the whole
  /// graph of dependencies.
  fileprivate var mayAbortNeedlessly: Bool {
    mode.facts.writers != .wait && mode.facts.memory != .dependencies
  }
}

extension Finding {
  /// A class, or an anomaly by its slug.
  fileprivate enum Name: Hashable {
    case phenomenon(Phenomenon)
    case anomaly(String)

    /// All that the mode's promise does not forbid.
    ///
    /// But no history shows a cycle of writes, for versions stand in commit order.
    static func all(leftOpenBy mode: IsolationMode) -> Set<Name> {
      let phenomena = Phenomenon.allCases.filter {
        $0 != .writeCycle && !mode.promise.forbids($0)
      }
      let anomalies = Anomaly.all.filter {
        $0 != .dirtyWrite && !$0.forbiddenBy.modes.contains(mode)
      }
      return Set(phenomena.map { .phenomenon($0) } + anomalies.map { .anomaly($0.slug) })
    }
  }

  fileprivate var names: [Name] { [.phenomenon(phenomenon), .anomaly(anomaly.slug)] }
}
