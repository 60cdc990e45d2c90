package import Language
import Runs

/// Scenarios that a user names.
extension Files {
  /// The built-in lesson, whatever files there are.
  package static func builtIn(_ name: String) throws -> Scenario {
    guard let text = Lesson.text(named: name) else { throw ExitStatus.internal }
    return try Scenario.read(bytes: text, file: name)
  }

  /// Reads a scenario; an error in it is printed, and the status is 2.
  package static func scenario(_ path: String) throws -> Scenario {
    switch try scenarioOrPage(path) {
    case .success(let scenario): return scenario
    case .failure(let error):
      Output.error.line(error.diagnostic)
      throw ExitStatus.usage
    }
  }

  /// Reads a scenario; for Markdown without any block of commands, the error that says so.
  ///
  /// Any other error is printed, and the status is 2.
  package static func scenarioOrPage(_ path: String) throws -> Result<Scenario, FileError> {
    do {
      return .success(try Scenario.read(bytes: lesson(path), file: path))
    } catch let problem as Problem {
      Output.error.line(problem.text)
    } catch let error as FileError {
      if error.problem == .noBlock { return .failure(error) }
      Output.error.line(error.diagnostic)
    }
    throw ExitStatus.usage
  }

  /// A file with a syntax error is refused before any of it runs.
  package static func refuseSyntaxErrors(in scenario: Scenario) throws {
    let errors = syntaxErrors(in: scenario)
    guard !errors.isEmpty else { return }
    Output.error.lines(errors)
    throw ExitStatus.usage
  }

  /// The syntax errors that are not recorded as answers.
  static func syntaxErrors(in scenario: Scenario) -> [String] {
    scenario.entries.compactMap { entry in
      guard case .failure(let error) = entry.statement, !entry.recordsError else { return nil }
      return error.diagnostic(file: scenario.file, line: entry.line, sourceLine: entry.text)
    }
  }
}
