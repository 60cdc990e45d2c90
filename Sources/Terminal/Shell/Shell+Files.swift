import Language
import Layout
import Pages
import Runs
import Sessions
import Stores
import Telling
import Vocabulary

/// The words about files and the terminal.
extension Shell {
  mutating func carryOut(
    _ word: Directive.ShellWord, _ statement: Statement, _ line: String
  ) -> Entry {
    switch word {
    case .play(let file, let notes): return play(file, notes: notes)
    case .open(let file): return open(file, statement, line)
    case .save(let file): return save(file)
    case .once(let file):
      return Entry(note: "the next answer goes to \(printable(file))")
    case .export(let file): return export(file)
    case .timing(let isOn):
      tellsTime = isOn
      return Entry(note: isOn ? "each command shows how long it took" : "times are not shown")
    case .on(let place): return on(place)
    case .resume: return resume()
    }
  }

  // MARK: Scenarios

  private mutating func open(_ file: String, _ statement: Statement, _ line: String) -> Entry {
    guard file != "-" else {
      return Entry(refused: .file, "- is standard input, from which the shell reads its lines")
    }
    do {
      let bytes = try Files.lesson(Files.expanded(file), read: Files.readAtOnce)
      let scenario = try Scenario.read(bytes: bytes, file: file)
      if let error = Files.syntaxErrors(in: scenario).first {
        return Entry(refused: .file, error.split(separator: "\n").map(String.init))
      }
      let entry = workspace.open(scenario, as: line.trimmingBlanks, for: statement)
      if entry.problem == nil {
        saved.keep(line, with: (file, String(decoding: bytes, as: UTF8.self)))
      }
      return entry
    } catch let problem as Files.Problem {
      return Entry(refused: .file, problem.told)
    } catch let error as FileError {
      return Entry(refused: .file, error.diagnostic.split(separator: "\n").map(String.init))
    } catch {
      return Entry(refused: .file, "\(error)")
    }
  }

  private mutating func save(_ file: String) -> Entry {
    let options = place.map { " --on '\(printable($0.url))'" } ?? ""
    return written(file) { workspace throws(StoreFailure) in
      try workspace.fileToSave(as: file, options: options)
    }
  }

  private mutating func export(_ file: String) -> Entry {
    written(file) { workspace throws(StoreFailure) in try workspace.fileToExport(as: file) }
  }

  /// Writes the file that the workspace makes.
  private mutating func written(
    _ file: String, _ make: (Workspace) throws(StoreFailure) -> Workspace.FileToWrite
  ) -> Entry {
    do throws(StoreFailure) {
      switch try make(workspace) {
      case .file(let text, let told): return Entry(lines: [write(text, to: file, what: told)])
      case .refused(let entry): return entry
      }
    } catch { return unwritten(file, error) }
  }

  /// Why the lines could not be played again for a file.
  private func unwritten(_ file: String, _ failure: StoreFailure) -> Entry {
    Entry(
      refused: .store, shown(failure),
      "\(printable(file)) was not written, because isolab could not run the lines again")
  }

  /// Writes a file that does not exist yet, or that this shell has written.
  mutating func write(_ text: String, to file: String, what: String) -> AnswerLine {
    let path = Files.expanded(file)
    do throws(Files.Problem) {
      if writtenFiles.contains(path) {
        try Files.replace(path, with: Array(text.utf8))
      } else {
        try Files.create(path, with: Array(text.utf8))
      }
      writtenFiles.insert(path)
      return AnswerLine("ok", prose: "\(printable(file)): \(what)")
    } catch {
      return AnswerLine("error file", prose: error.told)
    }
  }
}
