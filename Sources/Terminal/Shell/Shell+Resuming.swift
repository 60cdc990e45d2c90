import Language
import Layout
import Runs
import Stores
import Telling

/// The journal: what a shell that was cut off has left.
extension Shell {
  func offerToResume() {
    let all = saved.abandonedToMention()
    for journal in all.filter({ !$0.canBeResumed }) {
      say("\(journal.refusal.told). The file stays where it is.")
    }
    let found = all.filter(\.canBeResumed)
    guard let newest = found.first else { return }
    let count = newest.journal.lineCount
    let older = ["", "", " There is an older one."]
    let others = found.count < 3 ? older[found.count] : " There are \(found.count - 1) older ones."
    let last = newest.journal.lastLine.map { "; the last was: \(String($0.prefix(50)))" } ?? ""
    say(
      "A shell was cut off after \(count) \(count == 1 ? "line" : "lines")\(printable(last))."
        + " .resume brings its lab back, now or in a later shell.\(others)")
  }

  mutating func resume() -> Entry {
    let found = saved.abandoned
    guard let newest = found.first(where: \.canBeResumed) else {
      guard let damaged = found.first else {
        return Entry(refused: .unavailable, "no shell was cut off, so there is nothing to resume")
      }
      return Entry(refused: .file, damaged.refusal.told)
    }
    let store: (any Store)?
    do throws(StoreFailure) {
      store = try self.store(of: newest.journal.place)
    } catch {
      return Entry(refused: .store, shown(error))
    }
    do throws(Files.Problem) {
      return resume(try saved.resume(newest), on: store)
    } catch {
      if let store, store !== workspace.lab.store { store.close() }
      return Entry(refused: .file, error.told)
    }
  }

  /// The database on which a journal's lab was: the shell's own, or another connection.
  private func store(of place: Journal.Place?) throws(StoreFailure) -> (any Store)? {
    guard let place else { return nil }
    if place.url == self.place?.url, workspace.lab.storeFailure == nil {
      return workspace.lab.store
    }
    guard !place.needsPassword else {
      throw StoreFailure(
        "that lab was on \(place.url), whose password is not kept; type .on and the URL with the "
          + "password, then .resume")
    }
    return try connect(place.url)
  }

  private mutating func resume(_ journal: Journal, on store: (any Store)?) -> Entry {
    let leftBehind =
      workspace.isUntouched ? "" : "; the lab that was here can be resumed later"
    go(on: Workspace(resuming: journal, on: store), at: journal.place)
    if let failure = workspace.lab.storeFailure {
      return Entry(refused: .store, shown(failure), "not all of its lines could be run again")
    }
    let damage = journal.damage.map { "; \($0.prose)" } ?? ""
    let lines = counted(journal.lineCount, "line")
    let told = "\(lines) run again: \(workspace.lab.banner)"
    let rows = store == nil ? [] : workspace.lab.placeRows
    return Entry(
      lines: [AnswerLine("ok", prose: told + damage + leftBehind)]
        + rows.map { AnswerLine(note: $0) })
  }
}
