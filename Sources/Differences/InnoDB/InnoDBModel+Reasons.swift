import Engine
import Sessions
import Stores
import Vocabulary

extension InnoDBModel {
  /// The reason if isolab's own rule is different.
  func reason(for own: Outcome?, where answer: StoreAnswer?) -> KnownDifference? {
    switch (own, answer) {
    case (_, .aborted(.deadlock, _)?): .lightestVictim
    case (.waits?, .waits?): .waitQueue
    case (.waits(let conflicts)?, _): withoutWait(conflicts)
    case (.aborted(let abort)?, _): withoutAbort(abort.kind)
    case (_, .waits?), (.changed?, .changed?): .rowByRow
    default: nil
    }
  }

  /// The reason if only isolab waits.
  private func withoutWait(_ conflicts: [Conflict]) -> KnownDifference? {
    let isGap = conflicts.contains { conflict in
      conflict.key.map { rows[$0]?.last?.value == nil } ?? true
    }
    guard isGap else { return .rowByRow }
    let locksGaps = conflicts.contains { open[$0.second.transaction]?.locksGaps == true }
    return locksGaps ? .sharedGaps : .absentRow
  }

  /// The reason if only isolab aborts.
  private func withoutAbort(_ kind: Abort.Kind) -> KnownDifference? {
    switch kind {
    case .concurrentUpdate, .firstCommitter: .newestVersion
    case .deadlock: .lightestVictim
    default: nil
    }
  }
}
