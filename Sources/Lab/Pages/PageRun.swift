import Drawing
import Pages
import Scripting
import Sessions
import Vocabulary

/// What a page shows of one mode, collected while the rendition is played once more.
struct PageRun {
  private let rendition: Rendition
  private let plan: FramePlan
  /// The lines that have a frame, so far.
  private var lines: [(frame: Int, line: Rendition.Line)] = []
  private var steps: [LessonPage.Step] = []
  /// What grows in each part, the last of which is still played.
  private var parts: [(number: Int, graph: GraphGrowth, versions: VersionGrowth)] = []
  /// How many events there were when the graph was looked at last.
  private var eventsSeen = 0

  private init(_ rendition: Rendition, _ plan: FramePlan) {
    (self.rendition, self.plan) = (rendition, plan)
  }

  /// Plays the rendition, and sees what there is to show.
  static func run(of rendition: Rendition, _ plan: FramePlan) -> LessonPage.Run {
    var run = PageRun(rendition, plan)
    rendition.tape.play { line, lab in run.see(line, lab) }
    return LessonPage.Run(
      mode: rendition.mode, anchors: run.anchors, steps: run.steps, timelines: run.timelines,
      graphs: run.graphs, versions: run.versions)
  }

  private mutating func see(_ line: Rendition.Line, _ lab: Laboratory) {
    guard let frame = plan.places[line.number] else { return }
    lines.append((frame, line))
    steps.append(
      LessonPage.Step(
        frame: frame, command: line.transcriptLine, answer: line.answer,
        explanation: line.isNews ? lab.explanationOfLast : []))
    if parts.last?.number != line.part {
      let frames = frames(ofPart: line.part, from: frame)
      parts.append((line.part, GraphGrowth(in: frames), VersionGrowth(in: frames)))
      eventsSeen = 0
    }
    let start = lines.count == 1 ? 0 : frame
    parts[parts.count - 1].versions.add(lab.pictured, from: start)
    // The graph changes only where a transaction ends.
    let events = lab.runner.history
    if events[min(eventsSeen, events.count)...].contains(where: \.isEnd),
      let picture = lab.graphPicture
    {
      parts[parts.count - 1].graph.add(picture, from: start)
    }
    eventsSeen = events.count
  }

  /// The frames in which a part is shown, whose first line has that one.
  private func frames(ofPart part: Int, from first: Int) -> Range<Int> {
    let next = rendition.lines.first { $0.part > part && plan.places[$0.number] != nil }
    let end = next.flatMap { plan.places[$0.number] } ?? plan.frames.count
    return (parts.isEmpty ? 0 : first)..<end
  }

  // MARK: What was seen

  /// What links name the frames by.
  private var anchors: [[String]] {
    var names = FrameNames()
    let lines = Dictionary(lines.map { ($0.frame, $0.line) }, uniquingKeysWith: { $1 })
    return plan.frames.indices.map { names.next(lines[$0]) }
  }

  /// Of each part its whole timeline, whose rows know their frames.
  private var timelines: [LessonPage.Span] {
    (0..<rendition.partCount).compactMap { part in
      let own = lines.filter { $0.line.part == part }
      guard let first = own.first, let lab = rendition.end(ofPart: part) else { return nil }
      let next = lines.first { $0.line.part > part }?.frame ?? plan.frames.count
      let frames = own.filter(\.line.isNews).map(\.frame)
      let start = part == 0 ? 0 : first.frame
      return LessonPage.Span(
        start..<next, lab.timelinePicture(titled: heading(of: part)).svg(frames: frames))
    }
  }

  /// Of each part its whole graph, whose pieces know their frames.
  private var graphs: [LessonPage.Span] {
    parts.compactMap { part, growth, _ in
      guard let lab = rendition.end(ofPart: part) else { return nil }
      return LessonPage.Span(
        growth.frames, lab.graphSVG(titled: "", growth: growth), heading: heading(of: part))
    }
  }

  /// Of each part its table of versions, whose rows know their frames.
  private var versions: [LessonPage.Span] {
    parts.map { part, _, growth in
      LessonPage.Span(growth.frames, growth.html, heading: heading(of: part))
    }
  }

  private func heading(of part: Int) -> String {
    rendition.partCount > 1 ? "part \(part + 1)" : ""
  }
}

extension Event {
  /// Whether a transaction ends.
  fileprivate var isEnd: Bool {
    switch self {
    case .commit, .abort: true
    case .begin, .read, .scan, .write, .wait, .endOfWait: false
    }
  }
}
