import Engine
import Language
import Sessions
import Telling

/// Removing versions that nobody can read any longer.
extension Lab {
  /// Carries out `.vacuum`, `.autovacuum`, and `.bloat`.
  mutating func cleanUp(_ directive: Directive, _ statement: Statement) -> Entry {
    switch directive {
    case .vacuum(let marksToo): return vacuum(statement, marksToo: marksToo)
    case .autovacuum(let rhythm):
      runner.autovacuum = Autovacuum(rhythm)
      return .done(narrator.autovacuumSetting, of: statement)
    default:
      defer { readCost = runner.database.readCost }
      return .notes(narrator.bloat(sinceLook: readCost), of: statement)
    }
  }

  private mutating func vacuum(_ statement: Statement, marksToo: Bool) -> Entry {
    let report = runner.vacuum()
    let forgotten = marksToo ? runner.forgetMarks() : nil
    return Entry(
      lines: narrator.lines(of: report, forgotten: forgotten),
      json: narrator.json(of: report, statement.text, forgotten: forgotten), effect: .changed)
  }
}

extension Autovacuum {
  init?(_ rhythm: Directive.Rhythm) {
    switch rhythm {
    case .off: return nil
    case .on: self = .standard
    case .every(let count): self = .after(count)
    }
  }
}
