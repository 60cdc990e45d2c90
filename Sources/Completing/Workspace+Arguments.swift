import Language
import Runs
import Sessions
import Stores
import Vocabulary

/// What there is of each kind that the parser can ask for.
extension Workspace {
  func candidates(for want: Want, at place: Place) -> [Candidate] {
    let typed = place.typed
    let end = place.isInParentheses ? ")" : " "
    return switch want {
    case .command: words(at: place)
    case .words(let words): [Candidate(text: place.inStyle(words))].beginning(with: typed)
    case .key: keys(at: place, before: end)
    case .binding(let seeded): keys(at: place, before: "=", except: Set(seeded))
    case .range(let keyword): ranges(at: place, before: end, unlike: keyword)
    case .highEnd(let low): keys(at: place, before: end, above: low)
    case .value: operands(at: place)
    case .mode: modes(typed)
    case .listedMode(let orAll):
      ((orAll ? [Candidate(text: "all")].beginning(with: typed) : []) + modes(typed))
        .map { Candidate(text: $0.text, suffix: ": ") }
    case .session(let standing):
      sessions(standing).map { Candidate(text: $0.text) }.spelled(like: typed)
    case .rule(isNamed: true):
      lab.runner.rules.map { Candidate(text: $0.name) }.beginning(with: typed)
    case .rule(isNamed: false):
      lab.runner.rules.map { Candidate(text: "\($0.name):") }.spelled(like: typed)
    case .step: numbers(lab.occurrences.keys.sorted(), typed)
    case .branch: numbers(branches.indices.map { $0 + 1 }, typed)
    }
  }

  /// Full names of what there is where the lab runs; a short one is complete.
  private func modes(_ typed: String) -> [Candidate] {
    let modes = IsolationMode.allCases.filter { lab.store?.identity.level(for: $0) != nil }
    let all = lab.store == nil ? IsolationMode.allCases : modes
    let full = all.map { Candidate(text: $0.name) }.beginning(with: typed)
    let isShort = all.contains { $0.shortName == typed.lowercased() }
    return full.isEmpty && isShort ? [Candidate(text: typed)] : full
  }

  private func numbers(_ numbers: [Int], _ typed: String) -> [Candidate] {
    numbers.map { Candidate(text: String($0)) }.spelled(like: typed)
  }

  var sessionNames: [SessionName] { lab.runner.sessions.map { $0.name } }

  /// All sessions, those that stand so first.
  private func sessions(_ standing: Want.Standing) -> [SessionName] {
    let isMeant: (Session) -> Bool = { session in
      switch session.state {
      case .waiting: standing == .waiting
      case .aborted: standing == .aborted
      case .idle, .open: false
      }
    }
    let all = lab.runner.sessions
    return (all.filter(isMeant) + all.filter { !isMeant($0) }).map { $0.name }
  }
}
