import Language
import Presenting
import Runs
import Stores
import Telling

/// `.play`, which leaves the lab as it is.
extension Shell {
  mutating func play(_ file: String?, notes: String?) -> Entry {
    guard Files.inputIsTerminal, Files.outputIsTerminal, !look.isDumb || look.plain else {
      return Entry(
        refused: .unavailable,
        "isolab cannot draw on this terminal; .lesson or .open shows a lesson as text")
    }
    guard notes != "-" else {
      return Entry(
        refused: .file,
        "--notes - works only outside the shell: isolab play NAME --notes -")
    }
    do {
      let scenario = try scenario(toPlay: file)
      if let error = Files.syntaxErrors(in: scenario).first {
        return Entry(refused: .file, error.split(separator: "\n").map(String.init))
      }
      let store = workspace.lab.store
      let mode = file == nil ? nil : workspace.chosenMode
      var screen = LectureScreen(
        scenario, mode ?? store?.identity.standardMode(of: scenario),
        workspace.lab.initialConflicts, look, on: store,
        showsStatements: workspace.display.showsStatements,
        sequel: file.flatMap { Files.sequel(of: Files.expanded($0), playedWith: ".play") })
      if store != nil, let failure = screen.lecture.failure {
        return Entry(refused: failure.kind == .store ? .store : .unavailable, failure.message)
      }
      screen.notes = try notes.map { file in
        try SpeakerNotes(Files.expanded(file), titled: screen.lecture.title)
      }
      _ = try screen.run()
      if let failure = screen.lecture.storeFailure {
        return Entry(refused: .store, shown(failure))
      }
      return Entry(lines: [])
    } catch let problem as Files.Problem {
      return Entry(refused: .file, problem.told)
    } catch let error as FileError {
      return Entry(refused: .file, error.diagnostic.split(separator: "\n").map(String.init))
    } catch let failure as StoreFailure {
      return Entry(refused: .store, shown(failure), ".play runs the lines again there")
    } catch let nothing as NothingToPlay {
      return Entry(refused: .unavailable, nothing.text)
    } catch {
      return Entry(refused: .file, "\(error)")
    }
  }

  /// The file or lesson of that name, or the commands of this shell.
  private func scenario(toPlay file: String?) throws -> Scenario {
    if let file {
      let bytes = try Files.lesson(Files.expanded(file), read: Files.readAtOnce)
      return try Scenario.read(bytes: bytes, file: file)
    }
    guard let text = try workspace.lesson(titled: "What was done here") else {
      throw NothingToPlay()
    }
    return try Scenario.read(bytes: Array(text.utf8), file: "here.md")
  }
}

private struct NothingToPlay: Error {
  let text = "no command has been given yet; .play NAME demonstrates a lesson, .lesson lists them"
}
