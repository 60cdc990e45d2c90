import Checking
import Differences
import Drawing
import Sessions
import Telling
import Vocabulary

extension SideBySide {
  /// Which modes are compared: those named, or else the usual ones.
  ///
  /// A single named mode is compared with the current one. If none is named, the current one is
  /// added to the usual ones, unless it is one of them.
  static func modes(
    _ named: [IsolationMode], present: IsolationMode, usual: [IsolationMode]
  ) -> [IsolationMode] {
    if named.count > 1 { return named }
    if let other = named.first, other != present { return [present, other] }
    return usual.contains(present) ? usual : [present] + usual
  }

  /// The results of the same program in each column.
  ///
  /// `isOver`: nothing more will happen, so that verdicts are final as they stand.
  init(_ runs: [Run], _ sides: [Column], isOver: Bool) {
    let count = runs.map { $0.ends.count }.min() ?? 0
    let commands = runs.map { $0.commands }
    let parts = (1..<count + 1).map { part in
      let ends = runs.map { $0.ends[part - 1] }
      let isFinal = isOver || part < count
      let columns = zip(commands, ends).map { commands, end in
        commands.filter { $0.part == part }.map { command in
          Answer(
            step: command.step,
            lines: command.answerLines.map { $0.told(by: end, isFinal) })
        }
      }
      let own = commands[0].filter { $0.part == part }
      let rows = own.indices.map { row in
        Row(
          session: own[row].commander, command: own[row].text,
          answers: columns.map { $0[row] })
      }
      return Part(
        number: part, rows: rows,
        tallies: zip(sides, ends).map { Tally(of: $1, startedIn: $0.mode, isFinal: isFinal) },
        beginsNameModes: ends.allSatisfy { $0.takesItsModeNowhere },
        deviations: Self.deviations(in: rows, sides, ends))
    }
    self.init(columns: sides, parts: parts)
  }

  /// How each store differs from the column of isolab's engine in the same mode.
  private static func deviations(
    in rows: [Row], _ sides: [Column], _ ends: [Lab]
  ) -> [Deviation] {
    sides.indices.compactMap { index in
      guard sides[index].place != nil, let own = sides.firstIndex(of: Column(sides[index].mode))
      else { return nil }
      let first = FirstDifference(between: Conduct(ends[own]), and: Conduct(ends[index]))
      // Verdicts can differ even if all answers are the same, and so can the words of errors.
      let row = rows.first { $0.answers[own].lines != $0.answers[index].lines }
      if let row, row.answers[own].isError, row.answers[index].isError {
        return Deviation(
          column: index, step: row.answers[index].step, explanation: [.ownWords])
      }
      if first == nil, let row, row.answers[index].lacksOnlyAnomalies(of: row.answers[own]) {
        return Deviation(
          column: index, step: row.answers[index].step, explanation: [.unreportedReads])
      }
      return Deviation(
        column: index, step: first?.step ?? row?.answers[index].step,
        explanation: first?.explanation(throughout: false) ?? [])
    }
  }
}

extension SideBySide.Answer {
  fileprivate var isError: Bool { lines.first?.hasPrefix("error ") ?? false }

  fileprivate func lacksOnlyAnomalies(of other: SideBySide.Answer) -> Bool {
    lines == other.lines.filter { !$0.hasPrefix("ANOMALY ") }
  }
}

extension Conduct {
  /// Everything that has happened in a lab since it was fresh.
  init(_ lab: Lab) { self.init(lab.replies, lab.runner) }
}

extension AnswerLine {
  /// The answer with the verdict that is known at the end of the part.
  fileprivate func told(by end: Lab, _ isFinal: Bool) -> String {
    isFinal ? recorded(by: end.verdicts, as: []) : settled(by: end.verdicts)
  }
}

extension SideBySide.Tally {
  /// Counts what happened in a lab since it was fresh.
  fileprivate init(of lab: Lab, startedIn mode: IsolationMode, isFinal: Bool) {
    let waits = lab.replies.flatMap { $0.all }.compactMap { reply in
      if case .waits = reply.outcome { reply.step } else { nil }
    }
    // A rule that has become true was broken before.
    let changed = lab.replies.flatMap { $0.rules }.map { $0.name }
    let broken = changed + lab.runner.rules.filter { !$0.holds }.map { $0.name }
    self.init(
      conflicts: lab.runner.place.store == nil
        ? lab.runner.conflicts ?? ConflictPolicy.standard(in: mode) : nil,
      waits: Set(waits).count,
      aborts: lab.runner.records.compactMap { record -> SideBySide.Loss? in
        guard case .aborted(let abort) = record.status else { return nil }
        let need = lab.verdicts.needs[record.id]
        return SideBySide.Loss(
          session: record.session, abort: abort, need: isFinal ? need?.atTheEnd : need)
      },
      anomalies: lab.verdicts.sightings.sorted { $0.key < $1.key }.flatMap { $0.value },
      brokenRules: broken.enumerated().filter { !broken[..<$0].contains($1) }.map { $1 })
  }
}

extension Lab {
  /// Whether there were transactions, all of them in modes that their BEGINs name.
  fileprivate var takesItsModeNowhere: Bool {
    !runner.records.isEmpty && !runner.records.contains { $0.takesModeOfLab }
  }
}
