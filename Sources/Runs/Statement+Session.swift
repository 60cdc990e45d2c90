import Language
import Vocabulary

/// The session that acts.
extension Statement {
  /// The session in whose prompt it is typed, if that is the current session.
  func speaker(or current: SessionName) -> SessionName { session ?? promptSession ?? current }

  /// The session whose command it is.
  ///
  /// Usually it is the session that types it, but `.cancel` and `.retry` can name another.
  func actor(or current: SessionName) -> SessionName {
    switch body {
    case .directive(.cancel(let named?)), .directive(.retry(let named?)): named
    default: speaker(or: current)
    }
  }

  /// The session that is current once it has been carried out.
  func currentSession(after current: SessionName) -> SessionName {
    switch body {
    case .directive(.reset): "alice"
    case .switchSession: speaker(or: current)
    default: promptSession ?? current
    }
  }

  /// The same, naming the session that acts.
  func asTyped(by session: SessionName) -> Statement {
    switch body {
    case .directive(.cancel(nil)):
      Statement(body: .directive(.cancel(session)), text: ".cancel \(session)")
    case .directive(.retry): Statement(session: session, body: .command(.retry), text: "RETRY")
    case .directive: Statement(body: body, text: text)
    case .command, .switchSession: Statement(session: session, body: body, text: text)
    }
  }

  /// Whether it is a step, rather than a word that prepares or asks.
  ///
  /// `.retry` counts as the RETRY that `asTyped` makes of it.
  package var isStep: Bool {
    switch body {
    case .command, .directive(.cancel), .directive(.advance): true
    default: false
    }
  }

  /// Whether it is about no session, even though it may be a step for some.
  var isOfNoSession: Bool { if case .directive(.advance) = body { true } else { false } }
}
