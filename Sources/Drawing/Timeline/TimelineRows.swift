import Language
package import Sessions
package import Telling
package import Vocabulary

/// One row of a timeline: a cell for each lane.
struct TimelineRow {
  /// Counts the commands that have a row of their own; the rows of one command share it.
  let entry: Int
  /// The command's step; `-` where it took none.
  let number: String
  /// The reply that it shows, counted from 0.
  let reply: Int
  var cells: [TimelineCell]
  /// The lines below it, across all lanes.
  var findings: [String] = []
  /// Lines below those, which only pictures have.
  var notes: [String] = []
  /// Whether a picture leaves out rows before it.
  var isAfterGap = false
  /// The dead versions after it; nil where a picture does not show them.
  var dead: DeadVersions?
}

/// What one lane shows in one row.
struct TimelineCell {
  /// How a transaction stands.
  enum Bar {
    case none, begins, open, waits, ends
    /// It begins and ends in this step.
    case whole
  }

  var bar: Bar
  /// The bar from here on.
  var below: Bar
  var remark: TimelineRemark?
  /// The lane that, in this row, let the command go on.
  var cause: Int?
  /// The step and the outcome of the command, where there is one.
  var action: Action?

  /// The parts of its transaction in dangerous structures, which only pictures show.
  var roles: [Role] = []

  /// What was done.
  struct Action {
    let step: StepNumber?
    let outcome: Outcome
    let transaction: TransactionID?
  }

  /// A part in a dangerous structure.
  struct Role: Hashable {
    let name: String
    /// The reply after which it is known.
    let reply: Int
  }

  var isBlank: Bool { bar == .none && below == .none && remark == nil }

  /// Nothing but time goes by.
  static func passing(_ bar: Bar) -> TimelineCell { TimelineCell(bar: bar, below: bar) }

  /// The bar down to here, and whether the lane is struck through above and below; only pictures
  /// need them, and a picture may leave out the rows before.
  var above = Bar.none
  var strike = (above: false, below: false)
}

/// A timeline as data, made of one reply after the other.
package struct TimelineRows {
  package let lanes: [SessionName]
  /// For each lane the place of its session among all of the lab, also of those to come, from which
  /// its colour follows.
  let seats: [Int]
  var rows: [TimelineRow] = []
  let narrator: Narrator
  /// How each lane stands after the last row.
  private var standing: [Standing]
  /// Where, in the present reply, something ended for which others may have waited.
  private var endings: [Ending] = []
  /// The last row in which anything was done; nothing that came later may stand above it.
  private var lastDeed = 0
  /// How many replies have been added before the present one.
  private var added = 0

  private struct Standing {
    var bar = TimelineCell.Bar.none
    /// The step of the command that waits.
    var since: StepNumber?
    var waitsFor: Set<TransactionID> = []
  }

  private struct Ending {
    let transaction: TransactionID?
    let lane: Int
    let row: Int
  }

  package init(of narrator: Narrator, lanes: [SessionName]) {
    self.narrator = narrator
    self.lanes = lanes
    let names = narrator.runner.sessions.map { $0.name }
    let all = names + lanes.filter { !names.contains($0) }
    seats = lanes.map { all.firstIndex(of: $0) ?? 0 }
    standing = lanes.map { _ in Standing() }
  }

  /// Adds the rows of a reply.
  package mutating func add(_ reply: Reply) {
    endings = []
    tell(reply)
    if let last = rows.indices.last {
      rows[last].findings += narrator.anomalies(of: reply).map { $0.answer }
      rows[last].findings += reply.rules.map { narrator.line(for: $0).answer }
    }
    added += 1
  }

  /// A command in a row of its own.
  private mutating func tell(_ reply: Reply) {
    guard let lane = lanes.firstIndex(of: reply.session) else { return }
    rows.append(
      TimelineRow(
        entry: (rows.last?.entry ?? 0) + 1, number: reply.step.map { "\($0)" } ?? "-",
        reply: added, cells: standing.map { .passing($0.bar) }))
    lastDeed = rows.count - 1
    place(reply, narrator.remark(on: reply), lane: lane, row: lastDeed)
    tellWhatFollows(reply)
  }

  private mutating func tellWhatFollows(_ reply: Reply) {
    for again in reply.retried { tell(again) }
    for resumed in reply.resumed { tellOfGoingOn(resumed) }
  }

  /// A command that waited or was held: beside what let it go on where that can be, and below what
  /// its lane said last.
  private mutating func tellOfGoingOn(_ reply: Reply) {
    guard let lane = lanes.firstIndex(of: reply.session), let step = reply.step else { return }
    let hasWaited = step == standing[lane].since
    let cause = hasWaited ? cause(in: lane) : nil
    let earliest = max(lastDeed, cause?.row ?? 0)
    let last = rows[earliest...].lastIndex { $0.cells[lane].remark != nil }
    let row = last.map { $0 + 1 } ?? earliest
    if row == rows.count { appendRow() }
    let remark =
      hasWaited
      ? narrator.remark(onGoingOn: reply, label: "(\(step)) ")
      : narrator.remark(on: reply, label: "(\(step)) ")
    place(reply, remark, lane: lane, row: row, cause: cause?.row == row ? cause?.lane : nil)
    tellWhatFollows(reply)
  }

  /// The last ending that the lane waited for.
  private func cause(in lane: Int) -> Ending? {
    let wanted = standing[lane].waitsFor
    return endings.last { $0.transaction.map(wanted.contains) ?? false } ?? endings.last
  }

  private mutating func appendRow() {
    guard let last = rows.last else { return }
    rows.append(
      TimelineRow(
        entry: last.entry, number: last.number, reply: added,
        cells: standing.map { .passing($0.bar) }))
  }

  private mutating func place(
    _ reply: Reply, _ remark: TimelineRemark, lane: Int, row: Int, cause: Int? = nil
  ) {
    let (bar, below) = bars(of: reply, in: lane)
    rows[row].cells[lane] = TimelineCell(
      bar: bar, below: below, remark: remark, cause: cause,
      action: TimelineCell.Action(
        step: reply.step, outcome: reply.outcome, transaction: reply.ownTransaction))
    for later in rows.indices[(row + 1)...] { rows[later].cells[lane] = .passing(below) }
    if bar != .none { lastDeed = row }
    if bar == .ends || bar == .whole || reply.outcome.isCancelled {
      endings.append(Ending(transaction: reply.ownTransaction, lane: lane, row: row))
    }
    if case .waits(let conflicts) = reply.outcome {
      standing[lane] = Standing(
        bar: below, since: reply.step, waitsFor: Set(conflicts.map { $0.second.transaction }))
    } else if below != .waits {
      standing[lane] = Standing(bar: below)
    }
  }

  // MARK: Bars

  /// The bar beside the command, and from there on.
  private func bars(
    of reply: Reply, in lane: Int
  ) -> (bar: TimelineCell.Bar, below: TimelineCell.Bar) {
    let before = standing[lane].bar
    let begun = reply.ownTransaction.map { narrator.runner.records[$0.number - 1].begun }
    let isWhole = before == .none && begun != nil && begun == reply.step
    switch reply.outcome {
    case .begun: return (.begins, .open)
    case .waits: return (.waits, .waits)
    case .held: return (before, before)
    case .cancelled:
      // A BEGIN that waited has never begun.
      let now: TimelineCell.Bar = standing[lane].since == begun ? .none : .open
      return (now, now)
    case .committed, .rolledBack, .aborted:
      return (isWhole ? .whole : before == .none ? .none : .ends, .none)
    case .found, .wrote, .changed, .skipped, .failed:
      // Without BEGIN, a command is a transaction of its own.
      if begun != nil, begun == reply.step { return (isWhole ? .whole : .ends, .none) }
      let now: TimelineCell.Bar = before == .none ? .none : .open
      return (now, now)
    }
  }
}

extension Outcome {
  fileprivate var isCancelled: Bool {
    if case .cancelled = self { true } else { false }
  }
}
