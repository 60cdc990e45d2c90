import Language
import Sessions
import Vocabulary

/// What a step has touched, by which it is told whether its order with another matters.
struct Touch {
  private enum Kind {
    /// BEGIN without a snapshot.
    case nothing
    /// BEGIN with one: what it sees depends on who has ended.
    case begin
    case access
    /// Somebody ended or began to wait: nothing is moved across it.
    case fence
  }

  private let session: Int
  private var kind = Kind.access
  private var keys: [Key] = []
  private var ranges: [KeyRange] = []
  /// Whether it writes or locks, or may: then all that it touches counts as written.
  private let claims: Bool
  /// Whether an antidependency was found: in which order they are found may decide who is aborted.
  private let isNoticed: Bool

  init(session: Int, _ command: Command, _ reply: Reply, events: Slice<History>) {
    self.session = session
    claims = command.claims
    isNoticed = reply.all.contains { !$0.notices.isEmpty }
    for event in events {
      switch event {
      case .begin(_, _, let readOnly, let snapshot):
        kind = snapshot == nil ? .nothing : readOnly ? .fence : .begin
      case .read(_, _, let key, _), .write(_, _, let key, _, _), .undo(_, _, let key, _):
        keys.append(key)
      case .scan(_, _, let scan): ranges.append(scan.range)
      case .commit, .abort, .wait, .endOfWait: kind = .fence
      }
    }
  }

  /// Whether the order of the two may matter.
  func meets(_ other: Touch, in column: MatrixColumn) -> Bool {
    if session == other.session { return true }
    if kind == .nothing || other.kind == .nothing { return false }
    if column.looksOnlyAtCommit {
      return (kind == .fence || other.kind == .fence) && kind != .access && other.kind != .access
    }
    let facts = column.mode.facts
    let isPlainSnapshot = column.mode.readsSnapshot && !facts.remembersReads
    if isPlainSnapshot, !(isOfWriter && other.isOfWriter) { return false }
    if kind == .fence || other.kind == .fence || isNoticed && other.isNoticed { return true }
    let isOfAccount = claims || other.claims || facts.memory == .antidependencies
    return isOfAccount && overlaps(other)
  }

  /// Whether it is no mere look at a snapshot, which nobody disturbs and nobody notices.
  private var isOfWriter: Bool { claims || kind != .access }

  private func overlaps(_ other: Touch) -> Bool {
    keys.contains { key in
      other.keys.contains(key) || other.ranges.contains { $0.contains(key) }
    }
      || ranges.contains { range in
        other.keys.contains { range.contains($0) }
          || other.ranges.contains { range.meets($0) }
      }
  }
}

extension MatrixColumn {
  /// Whether nobody waits and nobody is aborted but at COMMIT, so that between BEGIN and COMMIT
  /// nothing matters to others.
  fileprivate var looksOnlyAtCommit: Bool {
    guard mode.readsSnapshot, mode.facts.memory != .antidependencies else { return false }
    return switch mode.facts.writers {
    case .wait: false
    case .goOn: true
    case .follow(let standard): (policy ?? standard) == .firstCommitter
    }
  }
}

extension KeyRange {
  /// Whether a key could lie in both.
  fileprivate func meets(_ other: KeyRange) -> Bool {
    (other.high.map { low < $0 } ?? true) && (high.map { other.low < $0 } ?? true)
  }
}
