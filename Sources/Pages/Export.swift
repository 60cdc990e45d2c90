/// A form in which the user can pass on what happened.
package enum Export: String, CaseIterable, Sendable {
  /// A page to step through, with all pictures.
  case html
  /// The timeline.
  case svg
  /// The serialization graph as a picture.
  case graph = "graph.svg"
  /// The chains of versions as a picture.
  case versions = "versions.svg"
  /// The serialization graph for Graphviz.
  case dot
  /// The serialization graph for Mermaid.
  case mermaid = "mmd"
  /// The history, one event per line.
  case json
  /// The history in the notation of textbooks.
  case notation = "txt"
  /// The transcript.
  case transcript = "md"
  /// A script for each session, for PostgreSQL.
  case sql

  /// The form for a file's extension; nil if there is none.
  package init?(file: String) {
    let name = file.lowercased()
    let fitting = Self.allCases.filter { name.hasSuffix(".\($0.rawValue)") }
    guard let form = fitting.max(by: { $0.rawValue.count < $1.rawValue.count }) else { return nil }
    self = form
  }

  /// The form with that name, as `--format` accepts it; nil if there is none.
  package init?(named name: String) {
    guard let form = Self.allCases.first(where: { $0.names.contains(name.lowercased()) })
    else { return nil }
    self = form
  }

  /// Its names for `--format`; the first is the usual one.
  private var names: [String] {
    switch self {
    case .graph: ["svg-graph", rawValue]
    case .versions: ["svg-versions", rawValue]
    case .mermaid: ["mermaid", rawValue]
    case .notation: ["notation", rawValue]
    default: [rawValue]
    }
  }

  /// All endings, for messages.
  package static var endings: String { allCases.map { ".\($0.rawValue)" }.joined(separator: ", ") }

  /// The usual names.
  package static var usualNames: [String] { allCases.map { $0.names[0] } }

  /// The same, for messages.
  package static var allNames: String { usualNames.joined(separator: ", ") }

  /// What such a file holds.
  package var told: String {
    switch self {
    case .html: "a page to step through"
    case .svg: "the timeline"
    case .graph, .dot, .mermaid: "the serialization graph"
    case .versions: "the versions"
    case .json: "the history"
    case .notation: "the history in textbook notation"
    case .transcript: "the transcript"
    case .sql: "a script for each session"
    }
  }

  /// Whether it is a picture of a moment.
  package var isPicture: Bool { [.svg, .graph, .versions].contains(self) }

  /// Whether it shows one part of a lesson rather than all parts.
  package var isOfOnePart: Bool { self != .html && self != .transcript }
}
