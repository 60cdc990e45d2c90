import Engine
import Language
import Vocabulary

/// The rest of a command whose transaction was aborted.
extension SessionRunner {
  /// The events of a command, including its transaction's abort; what the command would still have
  /// done comes before the abort.
  func completed(
    _ events: [Event], of line: Session.Line, _ answers: [Answer], at index: Int
  ) -> [Event] {
    guard case .abort(let id, _, let abort?) = events.last, abort.kind != .deadlock,
      line.command != .commit, let snapshot = records[id.number - 1].snapshot
    else { return events }
    let done = events.dropLast()
    var rest = Execution(
      Place(on: nil), records[id.number - 1], step: abort.step, memory: sessions[index].memory,
      answers: answers)
    let begun = history.lastIndex { event in
      if case .begin(id, _, _, _) = event { true } else { false }
    }
    rest.afterAbort = AfterAbort(
      of: id, at: abort.step, snapshot: snapshot, before: history[(begun ?? 0)...],
      recorded: Array(done), in: database)
    do {
      _ = try rest.carryOut(line.command)
    } catch {
      // A command that fails leaves nothing. Its reads before the wait have already been reported.
      return done.filter { !$0.isAccess } + events.suffix(1)
    }
    return done + (rest.afterAbort?.events ?? []) + events.suffix(1)
  }
}

extension Event {
  /// Whether it is a read or a write.
  fileprivate var isAccess: Bool {
    switch self {
    case .read, .scan, .write: true
    default: false
    }
  }
}
