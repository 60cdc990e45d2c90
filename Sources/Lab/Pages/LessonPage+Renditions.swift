import Layout
package import Rendering
import Scripting
import Sessions
package import Vocabulary

extension LessonPage {
  /// The page of runs of the same lines in several modes, one of which is shown first.
  ///
  /// `neighbours` are the lessons whose pages stand beside this one.
  package init(
    of renditions: [Rendition], first: IsolationMode? = nil, neighbours: [String] = []
  ) {
    let plan = FramePlan(renditions[0])
    self.init(
      title: renditions[0].title, frames: plan.frames,
      runs: renditions.map { PageRun.run(of: $0, plan) }, first: first ?? renditions[0].mode,
      neighbours: neighbours)
  }
}

/// The frames of a page: passages and commands, in the order of the lesson.
struct FramePlan {
  private(set) var frames: [LessonPage.Frame] = []
  /// The frame of each line that has one, by the line's number.
  private(set) var places: [Int: Int] = [:]

  init(_ rendition: Rendition) {
    var rest = rendition.passages.indices
    var isFresh = true
    for line in rendition.lines where line.hasFrame {
      while let passage = rest.first, rendition.passages[passage].line < line.number {
        add(rendition.prose(ofPassage: rest.removeFirst()), joins: !isFresh)
        isFresh = false
      }
      isFresh = true
      add(line)
    }
    for passage in rest {
      add(rendition.prose(ofPassage: passage), joins: !isFresh)
      isFresh = false
    }
  }

  /// A passage joins the one before if nothing that has a frame stands between them.
  private mutating func add(_ prose: [ProseBlock], joins: Bool) {
    if joins, let last = frames.popLast(), let before = last.prose {
      frames.append(LessonPage.Frame(label: last.label, prose: before + prose, command: nil))
      return
    }
    let isQuestion = prose.contains(where: \.isQuestion)
    frames.append(
      LessonPage.Frame(label: isQuestion ? "a question" : "text", prose: prose, command: nil))
  }

  private mutating func add(_ line: Rendition.Line) {
    places[line.number] = frames.count
    let session = line.statement?.session ?? line.statement?.promptSession
    let text = printableLine(line.statement?.text ?? line.transcriptLine)
    let command = (session.map { "\($0): " } ?? "") + text
    let isStep = line.statement?.isStep ?? false
    let told = isStep ? "\(line.session): \(text)" : command
    frames.append(LessonPage.Frame(label: told, prose: nil, command: command))
  }
}

extension Rendition {
  /// The prose of a passage, and what the lesson claims of all orders where it leads to that.
  fileprivate func prose(ofPassage index: Int) -> [ProseBlock] {
    let passage = passages[index]
    let next = lines.first { $0.hasFrame && $0.number > passage.line }?.number ?? .max
    let end = index + 1 < passages.count ? min(next, passages[index + 1].line) : next
    let own = claims.filter { (passage.line..<end).contains($0.line) }
    guard let first = own.first?.line else { return passage.blocks }
    return passage.blocks + [ProseBlock(.code(own.map(\.text), nil), lines: first..<first)]
  }
}

extension Rendition.Line {
  /// Whether the page stops at it: not at what only shows what the page shows anyway.
  fileprivate var hasFrame: Bool {
    switch statement?.body {
    case .directive(.why), .directive(.whySerializable), .directive(.graph), .directive(.versions),
      .directive(.transactions), .directive(.locks), .directive(.timeline), .directive(.rules),
      .directive(.sessions), .directive(.modes), .directive(.expect), .directive(.help),
      .directive(.quit), .directive(.showConflicts), .directive(.ascii), .switchSession:
      false
    default: true
    }
  }
}
