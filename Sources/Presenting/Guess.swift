package import Vocabulary

/// What a class says that a command will answer.
package struct Guess: Hashable, Sendable {
  /// As it was typed.
  package let text: String
  /// Nil until it is decided.
  package internal(set) var isRight: Bool?
  /// The command that has decided it, and in which mode.
  var decision: Decision?

  struct Decision: Hashable, Sendable {
    let entry: Int
    let mode: IsolationMode
  }

  package init(_ text: String) { self.text = text }

  /// Whether it is about what the next command does, rather than about what is found in the end.
  package var isAboutNext: Bool { saysNobody || isOutcome }

  /// Whether it is what becomes of a command: `ok`, `WAITS`, `ABORTED`, or why it is aborted.
  private var isOutcome: Bool {
    let outcomes = ["ok", "waits", "held", "skipped", "error", "aborted"]
    return words.first.map { outcomes.contains($0) } ?? true
      || Abort.Kind(rawValue: words.joined(separator: "-")) != nil
  }

  /// Whether it says that nobody was aborted or waits.
  private var saysNobody: Bool { [["nobody"], ["no", "one"], ["noone"]].contains(words) }

  /// Whether it is no answer that a command can give, and cannot be judged: yes or no.
  package var isYesOrNo: Bool { words == ["yes"] || words == ["no"] }

  /// Whether the answer of a command is of the kind that decides what is found: rows or a number.
  static func isFound(_ answer: String) -> Bool {
    let first = answer.split(separator: " ").first ?? ""
    return ["(none)", "count", "sum", "removed"].contains(first) || first.contains("=")
  }

  /// Whether the answer of a command is what was said.
  ///
  /// Capitals do not matter, a value may stand without its key and an abort without its kind. An
  /// outcome is that of whoever was asked about; what is found may be found by anybody.
  ///
  /// - Parameters:
  ///   - answers: The lines of the answer, without prose.
  ///   - session: The session whose command it is.
  ///   - asked: Whose answer was asked for.
  ///   - waiting: Who waits when the command is done.
  /// - Returns: Whether it fits.
  package func fits(
    _ answers: [String], of session: SessionName, asked: Asked, waiting: [SessionName] = []
  ) -> Bool {
    if saysNobody { return !answers.contains(where: Self.isHalt) }
    if isOutcome {
      let heard = asked.heard(in: answers, of: session, waiting: waiting)
      guard words == ["ok"] else { return heard.contains(where: fits) }
      return heard.first == "ok" && !heard.contains(where: Self.isHalt)
    }
    return answers.enumerated().contains { index, answer in
      fits(answer) || index == 0 && isAbout(session, answer)
    }
  }

  private static func isHalt(_ answer: String) -> Bool {
    answer.contains("ABORTED") || answer.contains("WAITS")
  }

  /// The words as they are compared.
  private var words: [String] {
    var words = text.lowercased().replacing(#/[,;]/#, with: " ")
      .replacing(#/[.!?]+$/#, with: "").split(separator: " ").map(String.init)
    let forms = [
      "abort": "aborted", "aborts": "aborted", "wait": "waits", "waiting": "waits",
      "blocks": "waits", "none": "(none)", "nothing": "(none)",
    ]
    if let first = words.first, let form = forms[first] { words[0] = form }
    return words
  }

  private func fits(_ answer: String) -> Bool {
    var parts = answer.lowercased().replacing(",", with: " ").split(separator: " ")
      .map(String.init)
    if begins(parts) { return true }
    if ["resumed", "expired"].contains(parts.first ?? ""), parts.count > 2 {
      if words == [parts[1]] { return true }
      parts.removeFirst(2)
      if words != ["ok"], begins(parts) { return true }
    }
    switch parts.first {
    case "aborted": return words == kind(parts) || words.joined(separator: "-") == parts[1]
    case "waits": return !words.isEmpty && words.allSatisfy(parts.dropFirst().contains)
    case "anomaly":
      return words == ["anomaly"] || parts.count > 1 && words.joined(separator: "-") == parts[1]
    case "rule":
      return words == parts.suffix(1) || words == parts.suffix(2)
        || words.first == "rule" && words.last == parts.last && words.count == 2
    case "count", "sum": return words == parts.suffix(1)
    case "removed": return words == [parts[1]]
    default: return fitsRows(parts)
    }
  }

  /// Whether the answer starts with what was said.
  private func begins(_ parts: [String]) -> Bool {
    !words.isEmpty && words != ["ok"] && parts.starts(with: words)
  }

  private func kind(_ parts: [String]) -> [String] { Array(parts.dropFirst().prefix(1)) }

  /// Whether each word is a row or its value, in the order of the rows.
  private func fitsRows(_ parts: [String]) -> Bool {
    guard words.count == parts.count, parts.allSatisfy({ $0.contains("=") }) else { return false }
    return zip(words, parts).allSatisfy { word, part in
      let value = part.drop { $0 != "=" }.dropFirst()
      return Self.bare(word) == Self.bare(part) || Self.bare(word) == Self.bare(String(value))
    }
  }

  private static func bare(_ text: String) -> String { text.filter { $0 != "\"" } }

  /// Whether the session was named, and this became of it: aborted or waiting.
  private func isAbout(_ session: SessionName, _ answer: String) -> Bool {
    words == [session.text.lowercased()]
      && (answer.hasPrefix("ABORTED") || answer.hasPrefix("WAITS"))
  }
}
