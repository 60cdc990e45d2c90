import Vocabulary

/// Answers to choose from, for somebody who taps rather than types.
extension ClassQuestion {
  /// Answers that can be compared, the ones of all modes among them; their order says nothing.
  ///
  /// There are values if the question is about what is found, and otherwise outcomes or names.
  package var choices: [String] {
    if sentence.contains("who") { return sessions.map { $0.text } + ["nobody"] }
    let isAboutValues = finds || !found.isEmpty && !sentence.contains { Self.verbs.contains($0) }
    if isAboutValues { return values(of: plausible) + halts }
    if asksYesOrNo { return ["yes", "no"] }
    let others = ["ok rolled back", "held", "skipped", "error"].filter { outcome in
      next.contains { $0.lowercased().hasPrefix(outcome) }
    }
    return ["ok", "waits", "aborted"] + others
  }

  /// What a question about an outcome asks with, even if something is found later.
  private static let verbs: Set = ["answer", "answers", "aborted", "waits", "wait"]

  /// How many values there are to choose from, unless more are found.
  private static let most = 4

  /// The ways not to find anything that occur in some mode.
  private var halts: [String] {
    ["waits", "aborted"].filter { word in
      next.contains { Claim.parts($0).first == word }
    }
  }

  /// Everything that is found; if that is only a little, also values like it.
  private var plausible: [String] {
    var choices = found.map { Claim.withoutName($0) }.map(shortened).uniqued
    for more in choices.flatMap(variants).uniqued where choices.count < Self.most {
      if !choices.contains(more) { choices.append(more) }
    }
    return choices
  }

  /// Numbers by their size, then texts, then nothing; only what can be compared.
  private func values(of choices: [String]) -> [String] {
    let known = choices.filter { claim($0) != nil }
    let numbers = known.compactMap { Int($0) }.sorted().map { "\($0)" }
    let texts = known.filter { Int($0) == nil && $0 != "none" }.sorted()
    return numbers + texts + known.filter { $0 == "none" }
  }

  /// An answer as somebody says it: a number or a value alone, or rows as they are.
  private func shortened(_ answer: String) -> String {
    let parts = Claim.parts(answer)
    switch parts.first {
    case "(none)": return "none"
    case "count", "sum": return parts.last ?? ""
    case "removed": return parts[1]
    default:
      guard !isOfRows, let pair = Claim.pair(answer) else { return answer }
      return pair.value.filter { $0 != "\"" }
    }
  }

  /// Answers like that one: the numbers beside it, another value, rows with another value.
  private func variants(of choice: String) -> [String] {
    if choice == "none" { return [] }
    if let number = Int(choice), !isOfRows {
      let near = stored.compactMap { Int($0) }.sorted { abs($0 - number) < abs($1 - number) }
      return (near + [number - 1, number + 1]).filter { $0 >= 0 }.map { "\($0)" }
    }
    let texts = stored.sorted()
    guard isOfRows else { return texts.filter { Int($0) == nil } + ["none"] }
    let rows = choice.split(separator: " ").map(String.init)
    return rows.indices.flatMap { place in
      texts.map { text in
        var changed = rows
        if let key = Claim.pair(rows[place])?.key { changed[place] = "\(key)=\(text)" }
        return changed.joined(separator: " ")
      }
    }
  }
}

extension [String] {
  /// Each one once, at its first place.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
