import Scripting
import Sessions
import Vocabulary

/// What can follow the word of a command.
extension Workbench {
  func arguments(of word: Word, at place: Place) -> [Candidate] {
    let typed = place.typed
    switch word.name {
    case "GET", "PUT": return keys(at: place, before: " ")
    case ".seed":
      let seeded = place.seeded
      return keys(at: place, before: "=") { !seeded.contains($0) }
    case "DELETE", ".versions": return ranges(at: place, before: " ")
    case "SCAN", "COUNT", "SUM": return ranges(at: place, before: " ", unlike: "as")
    case "UPDATE": return ranges(at: place, before: " ", unlike: "set")
    case "IF": return operands(at: place)
    case "BEGIN", ".mode", ".modes", ".rerun", ".explore", ".compare":
      return modes(typed)
    case ".expect": return expectedModes(at: place)
    case ".sessions", ".cancel", ".retry":
      return sessions(for: word.name).map { Candidate(text: $0.text) }.spelled(like: typed)
    case ".rule":
      return laboratory.runner.rules.map { Candidate(text: "\($0.name):") }.spelled(like: typed)
    case ".conflicts":
      return (ConflictPolicy.allCases.map(\.rawValue) + ["mode"]).map { Candidate(text: $0) }
        .beginning(with: typed)
    case ".autocommit", ".timing", ".ascii":
      return ["on", "off"].map { Candidate(text: $0) }.beginning(with: typed)
    case ".timeline": return [Candidate(text: "rw")].beginning(with: typed)
    case ".vacuum": return [Candidate(text: "marks")].beginning(with: typed)
    case ".autovacuum":
      return ["on", "off", "5"].map { Candidate(text: $0) }.beginning(with: typed)
    case ".timeout":
      return (TimeLimit.allCases.map(\.rawValue) + ["off"]).map { Candidate(text: $0) }
        .beginning(with: typed)
    case ".why": return numbers(laboratory.occurrences.keys.sorted(), typed)
    case ".branches": return numbers(branches.indices.map { $0 + 1 }, typed)
    default: return []
    }
  }

  /// Keywords that can come later in the command.
  func keywords(of word: Word, at place: Place) -> [Candidate] {
    let keywords: [String] =
      switch (place.reading, word.name) {
      case (.whole, "BEGIN"): ["READ ONLY", "DEFERRABLE"]
      case (.whole, "GET"): ["FOR UPDATE", "AS"]
      case (.whole, "SCAN"), (.whole, "COUNT"): ["=", "AS"]
      case (.whole, "SUM"): ["AS"]
      case (.whole, "DELETE"): ["="]
      case (.lacks(.span, _), ".timeout"): ["off"]
      case (.lacks(.set, _), _): ["=", "SET"]
      case (.lacks(.then, _), _): ["THEN"]
      case (.lacks(.update, _), _): ["UPDATE"]
      case (.lacks(.only, _), _): ["ONLY"]
      default: []
      }
    return keywords.map { Candidate(text: place.inStyle($0)) }.beginning(with: place.typed)
  }

  /// Full names; a short one is complete.
  func modes(_ typed: String) -> [Candidate] {
    let full = IsolationMode.allCases.map { Candidate(text: $0.name) }.beginning(with: typed)
    let isShort = IsolationMode.allCases.contains { $0.shortName == typed.lowercased() }
    return full.isEmpty && isShort ? [Candidate(text: typed)] : full
  }

  private func numbers(_ numbers: [Int], _ typed: String) -> [Candidate] {
    numbers.map { Candidate(text: String($0)) }.spelled(like: typed)
  }

  var sessionNames: [SessionName] { laboratory.runner.sessions.map(\.name) }

  /// All sessions, those first that the word is made for.
  private func sessions(for word: String) -> [SessionName] {
    let isMeant: (Session) -> Bool = { session in
      switch session.state {
      case .waiting: word == ".cancel"
      case .aborted: word == ".retry"
      case .idle, .open: false
      }
    }
    let all = laboratory.runner.sessions
    return (all.filter(isMeant) + all.filter { !isMeant($0) }).map(\.name)
  }
}
