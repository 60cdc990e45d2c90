package import Language
package import Vocabulary

/// What can be played of a lesson.
///
/// Each `.reset` begins the next part, on a fresh lab; tables and `--part` count the parts from 1.
extension Scenario {
  /// Its lines, up to a `.quit`.
  package var lines: [Line] {
    var lines: [Line] = []
    for entry in entries[..<min(lastPlayed + 1, entries.count)] {
      lines.add(
        Line(entry.statement, text: entry.text, number: entry.line, answers: entry.answers))
    }
    return lines
  }

  /// The entries of a part without the `.reset` that begins it; nil if there is no such part.
  package func entries(ofPart part: Int) -> Range<Int>? {
    let lines = lines[..<lastPlayed]
    guard 1...(lines.last?.part ?? 1) ~= part else { return nil }
    let start = lines.firstIndex { $0.part == part && !$0.isReset || $0.part > part }
    let end = lines.firstIndex { $0.part > part } ?? lastPlayed
    return (start ?? end)..<end
  }

  /// How many parts it has, at least one.
  package var partCount: Int { lines.last?.part ?? 1 }

  /// The sessions that a step of it is for, in the order in which a lab has them.
  ///
  /// A session that is declared and never does anything is not among them.
  package var actors: [SessionName] {
    let lines = Program(self).lines
    let acting = Set(lines.filter { $0.isOfSession }.map { $0.session })
    return lines.sessions.filter { acting.contains($0) }
  }

  /// The place of a `.quit`, or the end; what follows it is not played.
  package var lastPlayed: Int {
    let place = entries.firstIndex { (try? $0.statement.get())?.body == .directive(.quit) }
    return place ?? entries.count
  }
}

extension [RecordedAnswer] {
  /// The expectations about a mode.
  func concerning(_ mode: IsolationMode) -> [RecordedAnswer] {
    filter { !$0.isNote && $0.concerns(mode) }
  }

  /// The answers that are recorded for a mode; nil if the mode needs no recorded answers.
  ///
  /// `isForAll`: whether the lesson records for all modes what it records for one.
  func recorded(in mode: IsolationMode, isForAll: Bool) -> [String]? {
    let own = concerning(mode)
    let isFree = own.isEmpty && !(isForAll && contains { !$0.isNote })
    return isFree ? nil : own.map { $0.answer }
  }
}
