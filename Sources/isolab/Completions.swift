import ArgumentParser
import Runs
import Terminal
import Vocabulary

/// What bash, zsh and fish offer for Tab on the command line; `scripts/install` installs them.
extension CompletionKind {
  /// The built-in lessons, and files.
  static var scenario: CompletionKind {
    .custom { _, _, typed in
      Lesson.names.filter { $0.hasPrefix(typed) } + Files.completions(of: typed).paths
    }
  }

  /// The full names of the modes.
  static var mode: CompletionKind { .list(IsolationMode.allCases.map(\.name)) }

  /// What an option knows by name.
  static func names<Choice: CaseIterable & RawRepresentable<String>>(
    of type: Choice.Type
  ) -> CompletionKind {
    .list(type.allCases.map(\.rawValue))
  }

  /// Several modes with commas between them, or `all`.
  static var modes: CompletionKind { .list(IsolationMode.allCases.map(\.name) + ["all"]) }
}
