import Language
import Layout
import Runs
import Telling

/// The next command, letter by letter.
extension Lecture {
  /// The screen before each letter of the command that is typed here; empty where none is.
  package var typing: [[ViewRow]] {
    guard case .typed(let entry) = stop, page == 0, panel == nil, fork == nil, room.isEnough
    else { return [] }
    let whole = screen
    let height = room.textRows(.part)
    let top = whole.count - 2 - height
    var start = promptLength(of: entry)
    var screens: [[ViewRow]] = []
    for (index, row) in commandRows(typed(entry)).prefix(height).enumerated() {
      var part = whole
      for below in (top + index)..<(top + height) { part[below] = ViewRow("") }
      for count in start..<max(start, row.text.count) {
        var line = row.line.prefix(count)
        line.put(cursor)
        part[top + index] = ViewRow(line)
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
