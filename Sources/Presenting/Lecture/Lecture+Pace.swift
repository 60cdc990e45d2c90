import Language
import Runs
import Telling
import Vocabulary

/// How much one press does.
extension Lecture {
  /// Whether a press ends at a stop, in the present mode.
  ///
  /// A command that prepares is run on the way to what comes next. Any other is typed and run by
  /// one press; by two if it leads to more than the class has reason to expect.
  func isStand(_ place: Int) -> Bool {
    switch plan.stops[place] {
    // It may hold notes alone, or text about other modes.
    case .narration(let prose, _): !prose.said(in: mode).isEmpty
    case .question, .end: true
    case .typed(let entry): surprises(entry)
    case .ran(let entry): !isOnTheWay(entry)
    }
  }

  /// The commands that a press runs on the way to a stop.
  func preparation(of place: Int) -> [Int] {
    let own = plan.stops[place].command
    var entries: [Int] = []
    for stop in plan.stops[..<place].reversed() {
      guard let entry = stop.command, entry == own || isOnTheWay(entry) else { break }
      if case .ran = stop { entries.append(entry) }
    }
    return entries.reversed()
  }

  private func isOnTheWay(_ entry: Int) -> Bool {
    run.lines[entry].isQuiet && isPreparation(entry) && !plan.isAsked(about: entry)
  }

  /// Whether something happens at a command that neither a question nor prose leads to.
  private func surprises(_ entry: Int) -> Bool {
    guard run.lines[entry].answers.contains(where: Self.isSurprise), !plan.isAsked(about: entry),
      let place = plan.stops.firstIndex(of: .typed(entry))
    else { return false }
    let before = place - 2 * preparation(of: place).count - 1
    return before >= 0 && plan.stops[before].command != nil
  }

  /// Whether a command that answers `ok` changes nothing that a class could see.
  private func isPreparation(_ entry: Int) -> Bool {
    let line = run.lines[entry].line
    switch line.statement?.body {
    case .command(.begin): return true
    case .command(.commit), .command(.rollback): return !hasWritten(before: entry)
    default: return !line.isStep
    }
  }

  /// Whether the transaction that a command ends may have written something.
  private func hasWritten(before end: Int) -> Bool {
    let ending = run.lines[end]
    for played in run.lines[..<end].reversed() where played.session == ending.session {
      guard played.part == ending.part, case .command(let command)? = played.line.statement?.body
      else { continue }
      if case .begin = command { return false }
      if command == .retry || !command.touched.writes.isEmpty { return true }
    }
    return true
  }

  /// Whether somebody is aborted or refused, or a rule or the serial order is broken.
  private static func isSurprise(_ answer: String) -> Bool {
    let words = Claim.withoutName(answer).split(separator: " ")
    return words.first == "RULE" && words.last == "broken"
      || ["ABORTED", "ANOMALY", "error"].contains { $0 == words.first ?? "" }
  }
}

extension PlayedLine {
  /// Whether its answer is a plain `ok`, or less: no value, no note, nothing about anybody else.
  fileprivate var isQuiet: Bool {
    let isRule = if case .directive(.rule)? = line.statement?.body { true } else { false }
    guard !answers.isEmpty else { return answer.lines.isEmpty }
    return answers.allSatisfy { $0 == "ok" || isRule && $0.hasSuffix(" holds") }
  }
}
