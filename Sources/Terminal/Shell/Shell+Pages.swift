import Layout
import LineEditing
import Runs
import Telling

/// Lessons, one screen at a time.
extension Shell {
  /// Shows an entry page by page where pages can be turned, and otherwise like any other.
  mutating func showInPages(_ entry: Entry) {
    let rows = look.presentation.lines(entry.lines)
    guard nextFile == nil, !look.isDumb, let editor, !editor.hasTypedAhead,
      rows.count >= LineEditor.rows, let screen = KeyScreen(draws: false)
    else { return show(entry) }
    defer { screen.close() }
    var rest = rows[...]
    while true {
      let page = rest.prefix(max(1, LineEditor.rows - 2))
      Output.standard.lines(page)
      rest = rest.dropFirst(page.count)
      if rest.isEmpty { return }
      let left = counted(rest.count, "more line")
      Output.standard.overwrite(
        with: broken("\(left). Space: next page. q: leave", to: LineEditor.columns - 1)[0])
      let goesOn = turnsPage(screen)
      Output.standard.overwrite()
      guard goesOn else { return say("\(left); .play NAME shows a lesson step by step") }
    }
  }

  /// Waits for a key that turns the page, or that leaves.
  private func turnsPage(_ screen: KeyScreen) -> Bool {
    while true {
      switch screen.next() {
      case .scalar(" "), .scalar("\r"), .scalar("\n"), .forward: return true
      case .scalar("q"), .scalar("Q"), .scalar("\u{4}"), .escape, .interrupt, .closed: return false
      case .scalar, .back, .start, .end, .redraw: continue
      }
    }
  }
}
