import Language
import Layout
import Runs
import Telling

/// The next command, letter by letter.
extension Lecture {
  /// The screen before each letter of the command that a press has typed, perhaps to run it too;
  /// empty where it has typed none.
  package func typing(from before: Lecture) -> [[ViewRow]] {
    guard before.index < index, trail.last == before.place else { return [] }
    var typed = before
    typed.leaveAsides()
    typed.room = room
    switch stop {
    case .typed: typed.stand(at: index)
    case .ran where before.index < index - 1: typed.stand(at: index - 1)
    default: return []
    }
    return typed.missing == nil ? typed.letters : []
  }

  private var letters: [[ViewRow]] {
    guard case .typed(let entry) = stop, room.isEnough else { return [] }
    let whole = screen
    let rows = commandRows(typed(entry))
    let height = textRows
    let top = whole.count - 2 - height
    let first = top + preparationRows(above: rows).count
    var start = promptLength(of: entry)
    var screens: [[ViewRow]] = []
    for (index, row) in rows.prefix(top + height - first).enumerated() {
      var part = whole
      for below in (first + index)..<(top + height) { part[below] = ViewRow("") }
      for count in start..<max(start, row.text.count) {
        var line = row.line.prefix(count)
        line.put(cursor, row.line.spans.last?.style ?? .none)
        part[first + index] = ViewRow(line)
        screens.append(part)
      }
      start = Self.continuation.count
    }
    return screens
  }

  /// The sign of the place where the next letter goes.
  var cursor: String { display.isASCII ? "_" : "▏" }

  /// How many letters of the row were not typed.
  private func promptLength(of entry: Int) -> Int {
    let line = run.lines[entry].line
    let text = printableLine(line.statement?.text ?? line.text)
    return max(0, typed(entry).count - text.count)
  }
}
