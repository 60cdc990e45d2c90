import Scripting
import Sessions
import Vocabulary

extension Script {
  /// The sessions that a step of these commands is for, in the order in which a lab has them.
  ///
  /// A session that is declared and never does anything is not among them.
  static func sessions(of entries: [Scenario.Entry]) -> [SessionName] {
    let first = Laboratory(mode: .snapshot, manner: .replay)
    var known = first.runner.sessions.map(\.name)
    var current = first.current
    var acting: Set<SessionName> = []
    for case .success(let statement) in entries.map(\.statement) {
      if let session = statement.promptSession { current = session }
      let session = statement.session ?? current
      switch statement.body {
      case .directive(.sessions(let names)): known += names.filter { !known.contains($0) }
      case .directive(.reset): current = first.current
      case .directive(.retry(let named)): acting.insert(named ?? session)
      case .switchSession: current = session
      default:
        guard statement.isStep, !statement.isOfNoSession else { continue }
        acting.insert(statement.session(actingIn: session))
      }
    }
    return known.filter(acting.contains)
  }
}
