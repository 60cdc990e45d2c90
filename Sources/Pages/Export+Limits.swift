import Engine
import Runs
import Sessions
import Vocabulary

/// How much each form can show.
///
/// A text has no limit. A person looks at pictures and pages, and nobody can look at that many
/// steps.
extension Export {
  /// The most steps in one file; nil if there is no such limit.
  package var mostSteps: Int? {
    switch self {
    case .html: 500
    case .graph: 1_000
    case .svg, .versions: 10_000
    case .dot, .mermaid, .json, .notation, .transcript, .sql: nil
    }
  }

  /// The most steps times keys of a page, which shows at each step who sees which version.
  package static let mostSights = 100_000
}

extension Run {
  /// Why this run is too long for the form, and which forms have no limit; nil if it fits.
  ///
  /// A page has all parts; any other form has only this part, counted from 1.
  package func refusal(of form: Export, part: Int) -> String? {
    guard let most = form.mostSteps else { return nil }
    let own = lines.filter { form == .html || $0.part == part }
    // A page stops at words of the lab, too.
    let steps = own.reduce(0) { $0 + max($1.steps.count, form == .html ? 1 : 0) }
    let what = form == .html ? "a page" : form.told
    let instead = ".md, .txt, and .json have no limit"
    if steps > most {
      return "\(what) shows at most \(most) steps, but this run has \(steps); \(instead)"
    }
    let keys = own.last.flatMap { end(ofPart: $0.part) }?.runner.database.keys(in: .all).count ?? 0
    guard form == .html, steps * keys > Export.mostSights else { return nil }
    return "\(what) shows at most \(Export.mostSights) cells (steps times keys), but this run has "
      + "\(steps) steps and \(keys) keys; \(instead)"
  }
}
