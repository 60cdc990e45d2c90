package import Vocabulary

/// Whose answer a question is about.
package enum Asked: Hashable, Sendable {
  case session(SessionName)
  /// Anybody's: who is aborted, or what a word of the lab does.
  case everybody

  /// Read from the last sentence of a question.
  ///
  /// - Parameters:
  ///   - question: The question; a session is named in it by its name, whatever the capitals.
  ///   - session: Whose command is next; nil if it is a word of the lab.
  ///   - sessions: All of the lesson.
  package init(_ question: String, next session: SessionName?, of sessions: [SessionName]) {
    let asking = question.lastIndex(of: "?").map { question[..<$0] } ?? question[...]
    let sentence = asking.split { ".:;?!".contains($0) }.last ?? ""
    let words = sentence.lowercased().split { !($0.isLetter || $0.isNumber || "_-".contains($0)) }
    guard let session, !["who", "whom", "whose"].contains(where: { words.contains($0) }) else {
      self = .everybody
      return
    }
    let named = sessions.filter { words.contains($0.text.lowercased()[...]) }
    self = .session(named.contains(session) ? session : named.first ?? session)
  }

  /// The lines of an answer in which an outcome is looked for.
  ///
  /// A session that goes on because of another's command has its answer there, and one that goes on
  /// waiting still waits. Of any other the command tells nothing, and answers for itself.
  ///
  /// - Parameters:
  ///   - answers: The lines of the answer, without prose.
  ///   - session: The session whose command it is.
  ///   - waiting: Who waits when it is done.
  /// - Returns: The lines, without the names of others in front.
  func heard(
    in answers: [String], of session: SessionName, waiting: [SessionName]
  ) -> [String] {
    let lines = answers.map { answer in
      let words = answer.split(separator: " ", maxSplits: 2).map(String.init)
      return words.count > 2 && ["RESUMED", "EXPIRED"].contains(words[0])
        ? (words[1], words[2]) : (session.text, answer)
    }
    guard case .session(let asked) = self else { return lines.map(\.1) }
    if asked != session {
      if let other = lines.first(where: { $0.0 == asked.text }) { return [other.1] }
      if waiting.contains(asked) { return ["WAITS"] }
    }
    return lines.filter { $0.0 == session.text }.map(\.1)
  }
}
