import Engine
package import Layout
package import Sessions
package import Vocabulary

/// Tells replies in the words that users see.
///
/// An answer is from the closed grammar that lessons record; prose is for people and never
/// compared.
package struct Narrator: Sendable {
  package let runner: SessionRunner
  package let display: Display
  package let verdicts: Verdicts

  package init(
    _ runner: SessionRunner, _ display: Display = Display(), _ verdicts: Verdicts = Verdicts()
  ) {
    self.runner = runner
    self.display = display
    self.verdicts = verdicts
  }

  /// The session of a transaction, which is how people know it.
  package func name(_ id: TransactionID) -> String { runner.session(of: id)?.text ?? "\(id)" }

  /// Every line of a reply, in the order of printing.
  ///
  /// `current` is the session of the present prompt; prose names any other.
  package func lines(of reply: Reply, current: SessionName) -> [AnswerLine] {
    let start = reply.outcome.isTimeout ? "EXPIRED \(reply.session) " : ""
    var lines = ownLines(of: reply, prefix: start, current: current)
    for again in reply.retried { lines += retriedLines(of: again, current: current) }
    for resumed in reply.resumed {
      let prefix = "RESUMED \(resumed.session) "
      let isOnly = reply.resumed.count { $0.session == resumed.session } == 1
      lines +=
        isOnly
        ? ownLines(of: resumed, prefix: prefix, current: current)
        : retriedLines(of: resumed, prefix: prefix, current: current)
      for again in resumed.retried {
        lines += retriedLines(of: again, prefix: prefix, current: current)
      }
    }
    lines += anomalies(of: reply) + doubts(of: reply)
    return lines + reply.rules.map(line(for:))
      + (reply.vacuum.map { [note(of: $0)] } ?? [])
  }

  /// The lines that name what the reply's step has made certain.
  package func anomalies(of reply: Reply) -> [AnswerLine] {
    reply.step.flatMap { verdicts.sightings[$0] }?.map(line(for:)) ?? []
  }

  private func ownLines(of reply: Reply, prefix: String, current: SessionName) -> [AnswerLine] {
    var prose = self.prose(of: reply)
    if let text = prose, prefix.isEmpty, reply.session != current, !reply.isOfUnknownSession,
      !text.hasPrefix(reply.session.text)
    {
      prose = "\(reply.session): \(text)"
    }
    return [
      AnswerLine(prefix + answer(reply.outcome), victim: reply.outcome.victim, prose: prose)
    ]
      + noteLines(of: reply)
  }

  /// The notices, and what RETRY does not run; an arrow that has led to an abort is shown with the
  /// abort.
  private func noteLines(of reply: Reply) -> [AnswerLine] {
    let isAborted = if case .aborted = reply.outcome { true } else { false }
    let notices = reply.notices.filter { notice in
      if case .doomed = notice { true } else { !isAborted }
    }.map { AnswerLine(note: self.prose(of: $0)) }
    return notices + (endOfRetry(reply).map { [AnswerLine(note: $0)] } ?? [])
  }

  /// A command that RETRY gave again: its prose says which.
  private func retriedLines(
    of reply: Reply, prefix: String = "", current: SessionName
  ) -> [AnswerLine] {
    let told = prose(of: reply, namesCommand: false).map { ": \($0)" } ?? ""
    let step = reply.step.map { "step \($0) " } ?? ""
    return [
      AnswerLine(
        prefix + answer(reply.outcome), victim: reply.outcome.victim,
        prose: "\(step)\(reply.session): \(typed(reply.text))\(told)")
    ]
      + noteLines(of: reply)
      + reply.resumed.flatMap {
        ownLines(of: $0, prefix: "RESUMED \($0.session) ", current: current)
      }
  }
}

extension Outcome {
  /// Whether it was time that ended the transaction, and no command of its own.
  package var isTimeout: Bool {
    if case .aborted(let abort) = self { abort.kind == .timeout } else { false }
  }

  /// The transaction that its mode has aborted.
  fileprivate var victim: TransactionID? {
    if case .aborted(let abort) = self { abort.transaction } else { nil }
  }
}

extension Reply {
  /// Whether it is about a session that is not there.
  fileprivate var isOfUnknownSession: Bool {
    if case .failed(.unknownSession) = outcome { true } else { false }
  }
}

/// One line of an answer, without the two blanks in front.
///
/// It holds nothing that a terminal would obey and nothing that would begin another line, whatever
/// it was made of.
package struct AnswerLine: Hashable, Sendable {
  /// What lessons record; empty if the line is only a note.
  package let answer: String
  /// Of an abort, who was aborted; a verdict on it may come later.
  package let victim: TransactionID?
  /// What only people read.
  package let prose: String?
  /// The prose in its looks; nil if it has none.
  package let looks: StyledText?

  package init(_ answer: String, victim: TransactionID? = nil, prose: String? = nil) {
    self.answer = printableLine(answer)
    self.victim = victim
    self.prose = prose.map(printableLine)
    looks = nil
  }

  /// A line of nothing but prose.
  package init(note: String) { self.init("", prose: note) }

  /// A line of nothing but prose in looks.
  package init(note: StyledText) {
    let printable = note.mapTexts(printableLine)
    (answer, victim, prose) = ("", nil, printable.text)
    looks = printable.spans.allSatisfy { $0.style == .none } ? nil : printable
  }

  /// The whole line.
  package var text: String {
    guard let prose else { return answer }
    if answer.isEmpty { return prose.isEmpty ? ";" : "; \(prose)" }
    return "\(answer) ; \(prose)"
  }
}
