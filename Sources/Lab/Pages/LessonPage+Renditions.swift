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
      runs: renditions.map { PageRun($0, plan).run }, first: first ?? renditions[0].mode,
      neighbours: neighbours)
  }
}

/// The frames of a page: passages and commands, in the order of the lesson.
struct FramePlan {
  private(set) var frames: [LessonPage.Frame] = []
  /// The frame of each line that has one, by the line's number.
  private(set) var places: [Int: Int] = [:]

  init(_ rendition: Rendition) {
    var rest = rendition.passagesWithClaims[...]
    var isFresh = true
    for line in rendition.lines where line.hasFrame {
      while let passage = rest.first, passage.line < line.number {
        add(rest.removeFirst(), joins: !isFresh)
        isFresh = false
      }
      isFresh = true
      add(line)
    }
    for passage in rest {
      add(passage, joins: !isFresh)
      isFresh = false
    }
  }

  /// A passage joins the one before if nothing that has a frame stands between them.
  private mutating func add(_ passage: Scenario.Passage, joins: Bool) {
    if joins, let last = frames.popLast(), let before = last.passage {
      let whole = Scenario.Passage(line: before.line, lines: before.lines + [""] + passage.lines)
      frames.append(
        LessonPage.Frame(label: last.label, passage: whole, command: nil))
      return
    }
    let isQuestion = passage.lines.contains { $0.hasPrefix("**Predict:**") }
    frames.append(
      LessonPage.Frame(
        label: isQuestion ? "a question" : "text", passage: passage, command: nil))
  }

  private mutating func add(_ line: Rendition.Line) {
    places[line.number] = frames.count
    let session = line.statement?.session ?? line.statement?.promptSession
    let text = printableLine(line.statement?.text ?? line.transcriptLine)
    let command = (session.map { "\($0): " } ?? "") + text
    let isStep = line.statement?.isStep ?? false
    let told = isStep ? "\(line.session): \(text)" : command
    frames.append(LessonPage.Frame(label: told, passage: nil, command: command))
  }
}

extension Rendition {
  /// The prose, with what the lesson claims of all orders where a passage leads to that.
  fileprivate var passagesWithClaims: [Scenario.Passage] {
    passages.enumerated().map { index, passage in
      let next = lines.first { $0.hasFrame && $0.number > passage.line }?.number ?? .max
      let end = index + 1 < passages.count ? min(next, passages[index + 1].line) : next
      let own = claims.filter { (passage.line..<end).contains($0.line) }.map(\.text)
      guard !own.isEmpty else { return passage }
      return Scenario.Passage(
        line: passage.line, lines: passage.lines + ["", "```"] + own + ["```"])
    }
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

/// What the page shows of one mode.
private struct PageRun {
  private let rendition: Rendition
  private let plan: FramePlan
  /// The lines that have a frame.
  private let lines: [(frame: Int, line: Rendition.Line)]

  init(_ rendition: Rendition, _ plan: FramePlan) {
    (self.rendition, self.plan) = (rendition, plan)
    lines = rendition.lines.compactMap { line in plan.places[line.number].map { ($0, line) } }
  }

  var run: LessonPage.Run {
    LessonPage.Run(
      mode: rendition.mode, anchors: anchors, steps: steps, timelines: timelines,
      graphs: spans { line in
        let last = rendition.end(ofPart: line.part)
        return line.lab.graphSVG(titled: "", places: last?.ranked ?? [])
      }, versions: spans { $0.lab.versionTable })
  }

  /// What links name the frames by.
  private var anchors: [[String]] {
    var names = FrameNames()
    let lines = Dictionary(lines.map { ($0.frame, $0.line) }, uniquingKeysWith: { $1 })
    return plan.frames.indices.map { names.next(lines[$0]) }
  }

  private var steps: [LessonPage.Step] {
    lines.map { frame, line in
      LessonPage.Step(
        frame: frame, command: line.transcriptLine, answer: line.answer,
        explanation: line.isNews ? line.lab.explanationOfLast : [])
    }
  }

  /// Of each part its whole timeline, whose rows know their frames.
  private var timelines: [LessonPage.Span] {
    (0..<rendition.partCount).compactMap { part in
      let own = lines.filter { $0.line.part == part }
      guard let first = own.first, let lab = rendition.end(ofPart: part) else { return nil }
      let next = lines.first { $0.line.part > part }?.frame ?? plan.frames.count
      let frames = own.filter(\.line.isNews).map(\.frame)
      let heading = rendition.partCount > 1 ? "part \(part + 1)" : ""
      let start = part == 0 ? 0 : first.frame
      return LessonPage.Span(
        start..<next, lab.timelinePicture(titled: heading).svg(frames: frames))
    }
  }

  /// What a lab looks like, as long as it looks the same; the last of each part is kept.
  private func spans(_ look: (Rendition.Line) -> Markup) -> [LessonPage.Span] {
    var found: [(start: Int, part: Int, content: Markup)] = []
    for (frame, line) in lines {
      let content = look(line)
      if found.last?.content != content || found.last?.part != line.part {
        found.append((found.isEmpty ? 0 : frame, line.part, content))
      }
    }
    return found.enumerated().map { index, span in
      let next = index + 1 < found.count ? found[index + 1] : nil
      return LessonPage.Span(
        span.start..<(next?.start ?? plan.frames.count), span.content,
        heading: rendition.partCount > 1 ? "part \(span.part + 1)" : "",
        isKept: next?.part != span.part)
    }
  }
}
