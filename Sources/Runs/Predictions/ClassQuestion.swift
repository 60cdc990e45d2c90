import Telling
package import Vocabulary

/// A question to the class, and what can be compared with its answer.
package struct ClassQuestion: Sendable {
  package let asked: Asked
  let sentence: [String]
  let sessions: [SessionName]
  /// What the next command answers, in any mode that was looked at.
  let next: [String]
  /// What is found by the commands that it is about.
  let found: [String]
  /// The words of all values that are stored in the demonstration.
  let stored: Set<String>
  /// Whether the next command finds something, unless it cannot.
  let finds: Bool

  /// - Parameters:
  ///   - text: The question.
  ///   - session: The session of the next command; nil for a word of the lab.
  ///   - sessions: All of the lesson.
  ///   - answers: Of each command that may decide it, the next one first.
  ///   - stored: All values of the demonstration.
  ///   - reads: Whether the next command is one that only reads.
  package init(
    _ text: String, next session: SessionName?, of sessions: [SessionName], answers: [[String]],
    stored: some Sequence<Value>, reads: Bool
  ) {
    asked = Asked(text, next: session, of: sessions)
    sentence = Asked.lastSentence(of: text)
    self.sessions = sessions
    self.stored = stored.reduce(into: []) { $0.formUnion(Claim.parts($1.text)) }
    next = answers.first ?? []
    found = answers.flatMap { $0 }.filter(Claim.isFound)
    finds = reads || next.contains(where: Claim.isFound)
  }

  /// What somebody says, as it can be compared; nil if it cannot.
  ///
  /// A reason behind the answer, as in "ok, because they write different keys", proves nothing.
  package func claim(_ text: String) -> Claim? {
    if let claim = whole(text) { return claim }
    return text.firstRange(of: " because ").flatMap { whole(String(text[..<$0.lowerBound])) }
  }

  private func whole(_ text: String) -> Claim? {
    let wording = Wording(text)
    if wording.said == ["yes"] || wording.said == ["no"] {
      return decision(isYes: wording.said == ["yes"]) ?? flag(wording.said)
    }
    if finds, let claim = value(wording) { return claim }
    return outcome(wording.said) ?? outcome(wording.words) ?? name(wording.words)
      ?? line(wording.words) ?? beginning(of: text) ?? (finds ? nil : value(wording))
      ?? misfit(wording)
  }

  /// What to type, for somebody whose answer could not be compared.
  package var hint: String {
    if finds {
      if isOfRows { return "Type each row as key=value, or none." }
      return isOfNumbers ? "Type the number, or none." : "Type a value from the lesson, or none."
    }
    if asksYesOrNo { return "Type yes or no." }
    return asked == .everybody ? "Type a name, or nobody." : "Type ok, waits, or aborted."
  }

  // MARK: Yes and no

  /// What yes or no says where the sentence asks for that, as in "Does Bob wait?".
  private func decision(isYes: Bool) -> Claim? { isYes ? decided : decided.map(Claim.not) }

  var asksYesOrNo: Bool { decided != nil }

  /// What yes says; nil where the sentence does not ask for it.
  private var decided: Claim? {
    let verbs = [
      "is", "are", "was", "does", "do", "did", "will", "would", "can", "could", "has", "have",
      "may", "must",
    ]
    guard let verb = sentence.first, verbs.contains(verb) else { return nil }
    let words = Wording(sentence.joined(separator: " ")).words
    return words.lazy.compactMap { outcome([$0]) ?? line([$0]) }.first
  }

  /// Yes or no as a value, where the values are such.
  private func flag(_ said: [String]) -> Claim? {
    let isFlag = !values.isEmpty && values.allSatisfy { $0 == "yes" || $0 == "no" }
    return isFlag ? .found(said) : nil
  }

  // MARK: Outcomes

  private func outcome(_ words: [String]) -> Claim? {
    if words.first == "nobody" {
      guard words.count < 3, words.dropFirst().allSatisfy(Self.halts.contains) else { return nil }
      return .nobody(words.dropFirst().first)
    }
    let named = words.count > 1 ? session(words[0]) : nil
    let rest = named == nil ? words : Array(words.dropFirst())
    guard let first = rest.first, !finds || rest != ["ok"] else { return nil }
    let isOutcome = (["ok", "held", "skipped", "error"] + Self.halts).contains(first)
    let isKind = Abort.Kind(rawValue: rest.joined(separator: "-")) != nil
    let isWhole = first == "error" ? rest.count < 3 : rest.dropFirst().allSatisfy(isDetail)
    guard isKind || isOutcome && isWhole else { return nil }
    return .outcome(rest, of: named)
  }

  /// The outcome in front of `then`: who says "he waits, then ok" says that he waits.
  private func beginning(of text: String) -> Claim? {
    let words = text.lowercased().split { " ,".contains($0) }
    guard let end = words.firstIndex(of: "then") else { return nil }
    return outcome(Wording(words[..<end].joined(separator: " ")).words)
  }

  private static let halts = ["waits", "aborted"]

  /// What an answer may say after the word for an outcome, besides names.
  private static let details: Set = Set(
    Abort.Kind.allCases.flatMap { kind in
      [kind.rawValue] + kind.rawValue.split(separator: "-").map(String.init)
    } + ["needed", "not", "decided", "rolled", "back"])

  private func isDetail(_ word: String) -> Bool {
    Self.details.contains(word) || session(word) != nil
  }

  private func session(_ word: String) -> SessionName? {
    sessions.first { $0.text.lowercased() == word }
  }

  /// A session alone; to a question about who waits or is aborted, it means that this one does.
  private func name(_ words: [String]) -> Claim? {
    guard words.count == 1, let name = session(words[0]) else { return nil }
    let asking = Wording(sentence.joined(separator: " ")).words
    guard asked == .everybody, let halt = asking.first(where: Self.halts.contains) else {
      return .session(name)
    }
    return .outcome([halt], of: name)
  }

  /// An anomaly, or what became of a rule.
  private func line(_ words: [String]) -> Claim? {
    if words == ["no", "anomaly"] { return .not(.line(["anomaly"])) }
    if words == ["anomaly"] { return .line(words) }
    let name = words.drop { $0 == "anomaly" }.filter { word in
      word != "versions" && !(word.hasPrefix("t") && Int(word.dropFirst()) != nil)
    }
    if AnswerLine.anomalyNames.contains(name.joined(separator: "-")) { return .line(name) }
    let isRule = ["broken", "holds"].contains(words.last ?? "") && words.count < 4
    return isRule ? .line(words) : nil
  }

  // MARK: What is found

  /// Each value that is found, as it is compared.
  var values: [String] {
    found.flatMap(Claim.parts).compactMap { Claim.pair($0)?.value }
  }

  /// Whether it is about several rows, or about keys.
  var isOfRows: Bool {
    !Set(sentence).isDisjoint(with: ["keys", "rows"])
      || found.contains { Claim.parts($0).count { Claim.pair($0) != nil } > 1 }
  }

  var isOfNumbers: Bool {
    found.contains { $0 != "(none)" } && values.allSatisfy { Int($0) != nil }
  }

  private func value(_ wording: Wording) -> Claim? {
    let isNamed = wording.words.first.flatMap(session) != nil
    let unnamed = isNamed ? Array(wording.words.dropFirst()) : wording.words
    for words in [wording.said, wording.words, unnamed] {
      if words == ["(none)"] || found.contains(where: { Claim.shows(words, $0) }) {
        return .found(words)
      }
    }
    guard !wording.hedges else { return nil }
    if let rows = [wording.said, unnamed].first(where: Self.areRows), finds || !found.isEmpty {
      return .found(rows)
    }
    if isOfNumbers || values.isEmpty, !found.isEmpty || finds, !wording.numbers.isEmpty {
      return .found(wording.numbers)
    }
    let counts = Set(found.map { Claim.parts($0).count } + [1])
    let words = unnamed.isEmpty ? wording.words : unnamed
    guard finds, !isOfNumbers, counts.contains(words.count), words.allSatisfy(isStored) else {
      return nil
    }
    return .found(words)
  }

  /// A value of the lesson, or rows, where the command finds nothing: the answer is another one.
  private func misfit(_ wording: Wording) -> Claim? {
    guard asked != .everybody, !asksYesOrNo, !wording.hedges else { return nil }
    let isValue = wording.words.count == 1 && isStored(wording.words[0])
    return isValue || Self.areRows(wording.words) ? .outcome(wording.words, of: nil) : nil
  }

  private static func areRows(_ words: [String]) -> Bool {
    !words.isEmpty && words.allSatisfy { Claim.pair($0) != nil }
  }

  /// Whether a word, or the value of a row, is a value of the demonstration or part of one.
  ///
  /// Any other word can be no answer, so it is hardly meant as one.
  private func isStored(_ word: String) -> Bool {
    stored.contains(word) || Claim.pair(word).map { stored.contains($0.value) } == true
  }
}
