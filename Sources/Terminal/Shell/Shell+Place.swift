import Language
import Layout
import Runs
import Stores
import Telling

/// Where the shell's lab runs: on isolab's engine, or on a database.
extension Shell {
  /// Where it runs at first, and how a database is used.
  package struct Place: Sendable {
    /// Nil: on isolab's engine.
    let url: String?
    let takesSnapshotLate: Bool

    package init(url: String?, takesSnapshotLate: Bool) {
      (self.url, self.takesSnapshotLate) = (url, takesSnapshotLate)
    }
  }

  /// Carries out `.on`.
  mutating func on(_ text: String?) -> Entry {
    guard let text else {
      let way = workspace.lab.store == nil ? [".on URL takes it to a database; help .on"] : []
      return Entry(lines: (workspace.lab.placeRows + way).map { AnswerLine(note: $0) })
    }
    guard askedPlace == text || !asksBeforeMoving(to: text) else { return Entry(lines: []) }
    askedPlace = nil
    let isLab = text.lowercased() == "lab"
    do throws(StoreFailure) {
      let store = isLab ? nil : try connect(text)
      let place = isLab ? nil : Journal.Place(text)
      go(on: workspace.moved(to: store), at: place)
      saved.begin(on: place)
    } catch {
      return Entry(refused: .store, shown(error), "the lab stays where it is")
    }
    let told = AnswerLine("ok", prose: "a fresh lab without data; \(workspace.lab.banner)")
    return Entry(lines: [told] + workspace.lab.placeRows.map { AnswerLine(note: $0) })
  }

  /// Names what would be lost; false if nothing would.
  private mutating func asksBeforeMoving(to text: String) -> Bool {
    guard let open = openTransactions else { return false }
    askedPlace = text
    say("still open: \(open). Typing the same line again rolls them back and goes there.")
    return true
  }

  /// The transactions that leaving the lab would roll back; nil if there are none.
  var openTransactions: String? {
    let open = workspace.lab.openSessions
    guard !open.isEmpty, workspace.lab.storeFailure == nil else { return nil }
    return open.map { "\($0.session) \($0.transaction)" }.joined(separator: ", ")
  }

  /// Connects to a database, which is closed when the lab leaves it, or when the shell ends.
  func connect(_ url: String) throws(StoreFailure) -> any Store {
    try Places.connect(url, takesSnapshotLate: takesSnapshotLate)
  }

  func shown(_ failure: StoreFailure) -> String { printable(failure.message) }

  /// Goes on with another lab, and closes the database that this one leaves.
  mutating func go(on other: Workspace, at place: Journal.Place?) {
    let left = workspace.lab.store
    workspace.take(over: other)
    self.place = place
    if let left, left !== workspace.lab.store { left.close() }
  }
}
