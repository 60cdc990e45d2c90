import Rendering
import Scripting

/// A form in which what happened can be handed on.
package enum Export: String, CaseIterable, Sendable {
  /// The history, an event a line.
  case json
  /// The serialization graph for Graphviz.
  case dot
  /// The serialization graph for Mermaid.
  case mmd

  /// The form that the end of a file's name asks for; nil if there is none.
  package init?(file: String) {
    guard let ending = file.split(separator: ".", omittingEmptySubsequences: false).last,
      let form = Self(rawValue: ending.lowercased())
    else { return nil }
    self = form
  }

  /// All endings, for messages.
  package static var endings: String { allCases.map { ".\($0.rawValue)" }.joined(separator: ", ") }

  /// What such a file holds, and what can be done with it.
  package var told: String {
    switch self {
    case .json: "the history"
    case .dot, .mmd: "the serialization graph"
    }
  }
}

extension Laboratory {
  /// The lines of the file.
  package func export(as form: Export) -> [String] {
    switch form {
    case .json: narrator.history
    case .dot: graphPicture?.dot ?? []
    case .mmd: graphPicture?.mermaid ?? []
    }
  }
}
