import Sessions
package import Vocabulary

/// The session that a question is about.
package enum Asked: Hashable, Sendable {
  case session(SessionName)
  /// Anybody's: who is aborted, or what a word of the lab does.
  case everybody

  /// Read from the last sentence of a question.
  ///
  /// - Parameters:
  ///   - question: The question; a session is named in it by its name, whatever the capitals.
  ///   - session: The session of the next command; nil for a word of the lab.
  ///   - sessions: All of the lesson.
  package init(_ question: String, next session: SessionName?, of sessions: [SessionName]) {
    let words = Self.lastSentence(of: question)
    guard let session, !["who", "whom", "whose"].contains(where: { words.contains($0) }) else {
      self = .everybody
      return
    }
    let named = sessions.filter { words.contains($0.text.lowercased()) }
    self = .session(named.contains(session) ? session : named.first ?? session)
  }

  /// The words of the sentence that asks, in small letters.
  static func lastSentence(of question: String) -> [String] {
    let asking = question.lastIndex(of: "?").map { question[..<$0] } ?? question[...]
    let sentence = asking.split { ".:;?!".contains($0) }.last ?? ""
    return sentence.lowercased().split { !($0.isLetter || $0.isNumber || "_-".contains($0)) }
      .map(String.init)
  }
}

/// What a command has led to, as a prediction is compared with it.
package struct Outcomes: Sendable {
  /// The lines of its answer, without prose.
  let answers: [String]
  /// The session whose command it is.
  let session: SessionName
  /// The sessions that wait when it is done.
  let waiting: [SessionName]

  package init(_ answers: [String], of session: SessionName, waiting: [SessionName] = []) {
    (self.answers, self.session, self.waiting) = (answers, session, waiting)
  }

  /// What the last line played on a lab has led to.
  package init(_ played: PlayedLine, on lab: Lab) {
    let waiting = lab.runner.sessions.filter { $0.waitingCommand != nil }.map { $0.name }
    self.init(played.answers, of: played.asker ?? lab.current, waiting: waiting)
  }

  /// The lines in which the outcome of a question is looked for, without the names of others in
  /// front.
  ///
  /// If no line names the session in question, the command answers for itself.
  func heard(_ asked: Asked) -> [String] {
    switch asked {
    case .everybody: lines.map { $0.line }
    case .session(let name): heard(of: name) ?? heard(of: session) ?? []
    }
  }

  /// What the answer says of a session; nil if nothing.
  ///
  /// A session that goes on because of another's command has its answer there, and one that goes on
  /// waiting still waits.
  func heard(of name: SessionName) -> [String]? {
    if name == session { return lines.filter { $0.name == name.text }.map { $0.line } }
    if let other = lines.first(where: { $0.name == name.text }) { return [other.line] }
    return waiting.contains(name) ? ["WAITS"] : nil
  }

  private var lines: [(name: String, line: String)] {
    answers.map { answer in
      let words = answer.split(separator: " ", maxSplits: 2).map(String.init)
      return words.count > 2 && ["RESUMED", "EXPIRED"].contains(words[0])
        ? (words[1], words[2]) : (session.text, answer)
    }
  }
}
