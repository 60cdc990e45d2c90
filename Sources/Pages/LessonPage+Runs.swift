import Language
import Layout
package import Runs
import Sessions
package import Vocabulary

extension LessonPage {
  /// The page of runs of the same lines in several modes, one of which is shown first.
  ///
  /// `neighbours` are the lessons whose pages are in the same folder as this one.
  package init(
    of runs: [Run], first: IsolationMode? = nil, neighbours: [String] = []
  ) {
    let plan = FramePlan(runs[0])
    self.init(
      title: runs[0].title, frames: plan.frames,
      runs: runs.map { PageRun.shown(of: $0, plan) }, first: first ?? runs[0].mode,
      neighbours: neighbours)
    name = runs[0].scenario.map { printable($0.file) } ?? ""
  }
}

/// The frames of a page: passages and commands, in the order of the lesson.
package struct FramePlan {
  package private(set) var frames: [LessonPage.Frame] = []
  /// The frame of each line that has one, by the line's number.
  package private(set) var places: [Int: Int] = [:]

  package init(_ run: Run) {
    var rest = run.passages.indices
    var isFresh = true
    for played in run.lines where played.hasFrame {
      while let passage = rest.first, run.passages[passage].line < played.line.number {
        add(run.prose(ofPassage: rest.removeFirst()), joins: !isFresh)
        isFresh = false
      }
      isFresh = true
      add(played)
    }
    for passage in rest {
      add(run.prose(ofPassage: passage), joins: !isFresh)
      isFresh = false
    }
  }

  /// A passage joins the one before it if nothing between them has a frame.
  private mutating func add(_ prose: [ProseBlock], joins: Bool) {
    if joins, let last = frames.popLast(), let before = last.prose {
      frames.append(LessonPage.Frame(label: last.label, prose: before + prose, command: nil))
      return
    }
    let isQuestion = prose.contains(where: { $0.isQuestion })
    frames.append(
      LessonPage.Frame(label: isQuestion ? "a question" : "text", prose: prose, command: nil))
  }

  private mutating func add(_ played: PlayedLine) {
    places[played.line.number] = frames.count
    let statement = played.line.statement
    let session = statement?.session ?? statement?.promptSession
    let text = printableLine(statement?.text ?? played.transcriptLine)
    let command = (session.map { "\($0): " } ?? "") + text
    let told = played.line.isStep ? "\(played.session): \(text)" : command
    frames.append(LessonPage.Frame(label: told, prose: nil, command: command))
  }
}

extension Run {
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
