import Language
import Runs
import Sessions
import Vocabulary

/// What can stand between the operators of a formula.
extension Workspace {
  func operands(at place: Place) -> [Candidate] {
    let functions = ["value(", "count(", "sum("].map { Candidate(text: $0, suffix: "") }
    let variables = ["value"] + variables(of: place.reading.outlook.session ?? lab.current)
    return functions.beginning(with: place.typed)
      + variables.map { Candidate(text: "$\($0)") }.spelled(like: place.typed)
  }

  /// The variables that the session's transaction has set, in that order.
  private func variables(of session: SessionName) -> [String] {
    guard let transaction = lab.runner.session(session)?.transaction else { return [] }
    var names: [String] = []
    for reply in lab.replies.flatMap({ $0.all }) where reply.transaction == transaction {
      guard reply.hasFound, let name = reply.command?.variable,
        !names.contains(where: { Key($0) == Key(name) })
      else { continue }
      names.append(name)
    }
    return names
  }
}

extension Reply {
  /// Whether something was read, and kept if the command says so.
  fileprivate var hasFound: Bool { if case .found = outcome { true } else { false } }

  fileprivate var command: Command? {
    guard let statement = try? Statement.parse(line: text),
      case .command(let command) = statement.body
    else { return nil }
    return command
  }
}
