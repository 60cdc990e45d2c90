import Language
import Layout
package import Runs
import Sessions
import Telling

/// The frames of a page: passages and commands, in the order of the lesson.
package struct FramePlan {
  package private(set) var frames: [LessonPage.Frame] = []
  /// The frame of each line that has one, by the line's number.
  package private(set) var places: [Int: Int] = [:]
  /// The question that each frame with one asks.
  private(set) var questions: [Int: Question] = [:]

  /// A question of a lesson, and the lines that answer it.
  struct Question {
    let text: String
    /// The places of the lines in the run, up to the next passage; nil if none follows.
    let lines: Range<Int>?
  }

  package init(_ run: Run) {
    var rest = run.passages.indices
    var isFresh = true
    for played in run.lines where played.hasFrame {
      while let passage = rest.first, run.passages[passage].line < played.line.number {
        add(run.prose(ofPassage: rest.removeFirst()), joins: !isFresh)
        isFresh = false
      }
      isFresh = true
      add(played, in: run)
    }
    for passage in rest {
      add(run.prose(ofPassage: passage), joins: !isFresh)
      isFresh = false
    }
    for (frame, content) in frames.enumerated() {
      guard let text = content.question else { continue }
      questions[frame] = Question(text: text, lines: lines(answering: frame, in: run))
    }
  }

  /// The lines between a passage and the next one, from the first whose answer is worth a question.
  private func lines(answering frame: Int, in run: Run) -> Range<Int>? {
    let next = frames[(frame + 1)...].firstIndex { $0.prose != nil } ?? frames.count
    let own = run.lines.indices.filter { index in
      places[run.lines[index].line.number].map { frame < $0 && $0 < next } ?? false
    }
    guard let first = own.first(where: { run.lines[$0].line.canBePredicted }), let last = own.last
    else { return nil }
    return first..<last + 1
  }

  /// A passage joins the one before it if nothing between them has a frame.
  private mutating func add(_ prose: [ProseBlock], joins: Bool) {
    if joins, let last = frames.popLast(), let before = last.prose {
      frames.append(.passage(before + prose))
      return
    }
    frames.append(.passage(prose))
  }

  private mutating func add(_ played: PlayedLine, in run: Run) {
    places[played.line.number] = frames.count
    let statement = played.line.statement
    let session = statement?.session ?? statement?.promptSession
    let text = printableLine(statement?.text ?? played.transcriptLine)
    let command = (session.map { "\($0): " } ?? "") + text
    let told = played.line.isStep ? "\(played.session): \(text)" : command
    frames.append(
      LessonPage.Frame(
        label: told, prose: nil, command: command, line: played.line.number,
        seat: played.line.isStep ? run.seat(of: played) : nil))
  }
}

extension LessonPage.Frame {
  fileprivate static func passage(_ prose: [ProseBlock]) -> Self {
    let isQuestion = prose.contains(where: { $0.isQuestion })
    return Self(
      label: isQuestion ? "a question" : "text", prose: prose, command: nil, line: nil, seat: nil)
  }

  /// What it asks; nil if it asks nothing.
  fileprivate var question: String? {
    for case .question(let text) in prose?.map({ $0.kind }) ?? [] { return text.text() }
    return nil
  }
}

extension Run {
  /// The place of a line's session among those of its lab.
  fileprivate func seat(of played: PlayedLine) -> Int? {
    end(ofPart: played.part)?.runner.sessions.firstIndex { $0.name == played.session }
  }

  /// The prose of a passage, and the lesson's claims about all orders if the passage introduces
  /// them.
  fileprivate func prose(ofPassage index: Int) -> [ProseBlock] {
    let passage = passages[index]
    let next = lines.first { $0.hasFrame && $0.line.number > passage.line }?.line.number ?? .max
    let end = index + 1 < passages.count ? min(next, passages[index + 1].line) : next
    let own = (scenario?.lines ?? []).filter { passage.line..<end ~= $0.number && $0.claim != nil }
    guard let first = own.first?.number else { return passage.blocks }
    return passage.blocks + [
      ProseBlock(.code(own.compactMap { $0.claim }, nil), lines: first..<first)
    ]
  }
}

extension PlayedLine {
  /// Whether the page stops at it; it does not stop at words that only show what the page shows
  /// anyway.
  fileprivate var hasFrame: Bool {
    switch line.statement?.body {
    case .directive(.why), .directive(.whySerializable), .directive(.graph), .directive(.versions),
      .directive(.transactions), .directive(.locks), .directive(.timeline), .directive(.rules),
      .directive(.sessions), .directive(.modes), .directive(.expect), .directive(.help),
      .directive(.quit), .directive(.showConflicts), .directive(.ascii), .directive(.sql),
      .switchSession:
      false
    default: true
    }
  }
}
