import Language
package import Stores
import Vocabulary

/// Bringing a lab back from its journal.
extension Workspace {
  /// The lab of a shell that was given the lines of the journal, in its place.
  package init(resuming journal: Journal, on store: (any Store)? = nil) {
    self.init(
      mode: journal.mode, conflicts: journal.conflicts, isInteractive: true, on: store)
    var file: (name: String, text: String)?
    for record in journal.recordsHere {
      switch record {
      case .opened, .on: continue
      case .file(let name, let text): file = (name, text)
      case .passed(let span): _ = pass(span)
      case .line(let line):
        repeatLine(line, file)
        file = nil
      }
    }
  }

  private mutating func repeatLine(_ line: String, _ file: (name: String, text: String)?) {
    guard case .success(let statement)? = lab.read(line) else { return }
    if let file {
      let scenario = try? Scenario.read(bytes: Array(file.text.utf8), file: file.name)
      if let scenario { _ = open(scenario, as: line, for: statement) }
    } else {
      _ = enter(statement)
    }
  }

  /// Goes on with another lab, which is shown as this one was.
  package mutating func take(over other: Workspace) {
    let (display, isCancelled, exploration) = (display, isCancelled, exploration)
    self = other
    (self.display, self.isCancelled, self.exploration) = (display, isCancelled, exploration)
  }
}

extension Journal {
  /// The line that was accepted last.
  package var lastLine: String? {
    for case .line(let line) in recordsHere.reversed() { return line }
    return nil
  }
}
