import Drawing
import Language
import Layout
import Runs
import Sessions
import Vocabulary

/// What a page shows of one mode, collected while the run is played once more.
struct PageRun {
  private let run: Run
  private let plan: FramePlan
  /// The lines that have a frame, so far.
  private var lines: [(frame: Int, line: PlayedLine)] = []
  private var steps: [LessonPage.Step] = []
  /// What grows in each part, the last of which is still played.
  private var parts: [(number: Int, graph: GraphGrowth, versions: VersionGrowth)] = []
  /// How many events there were when the graph was looked at last.
  private var eventsSeen = 0

  private init(_ run: Run, _ plan: FramePlan) {
    (self.run, self.plan) = (run, plan)
  }

  /// Plays the run, and sees what there is to show.
  static func shown(of run: Run, _ plan: FramePlan) -> LessonPage.ModeView {
    var page = PageRun(run, plan)
    var replay = run.replay(after: 0)
    for played in run.lines where replay.next() != nil { page.see(played, replay.lab) }
    return LessonPage.ModeView(
      mode: run.mode, anchors: page.anchors, steps: page.steps, timelines: page.timelines,
      graphs: page.graphs, versions: page.versions)
  }

  private mutating func see(_ played: PlayedLine, _ lab: Lab) {
    guard let frame = plan.places[played.line.number] else { return }
    lines.append((frame, played))
    steps.append(
      LessonPage.Step(
        frame: frame, command: played.transcriptLine, answer: played.answer.lines,
        explanation: played.isNews ? lab.explanationOfLast : []))
    if parts.last?.number != played.part {
      let frames = frames(ofPart: played.part, from: frame)
      parts.append((played.part, GraphGrowth(in: frames), VersionGrowth(in: frames)))
      eventsSeen = 0
    }
    let start = lines.count == 1 ? 0 : frame
    parts[parts.count - 1].versions.add(lab.pictured, from: start)
    // The graph changes only where a transaction ends.
    let events = lab.runner.history
    if events[min(eventsSeen, events.count)...].contains(where: { $0.isEnd }),
      let picture = lab.graphPicture
    {
      parts[parts.count - 1].graph.add(picture, from: start)
    }
    eventsSeen = events.count
  }

  /// The frames in which a part is shown, whose first line has that one.
  private func frames(ofPart part: Int, from first: Int) -> Range<Int> {
    let next = run.lines.first { $0.part > part && plan.places[$0.line.number] != nil }
    let end = next.flatMap { plan.places[$0.line.number] } ?? plan.frames.count
    return (parts.isEmpty ? 0 : first)..<end
  }

  // MARK: What was seen

  /// What links name the frames by.
  private var anchors: [[String]] {
    var names = FrameNames()
    let lines = lines.reduce(into: [:]) { $0[$1.frame] = $1.line }
    return plan.frames.indices.map { names.next(lines[$0]) }
  }

  /// Of each part its whole timeline, whose rows know their frames.
  private var timelines: [LessonPage.Span] {
    (1..<run.partCount + 1).compactMap { part -> LessonPage.Span? in
      let own = lines.filter { $0.line.part == part }
      guard let first = own.first, let lab = run.end(ofPart: part) else { return nil }
      let next = lines.first { $0.line.part > part }?.frame ?? plan.frames.count
      let frames = own.filter { $0.line.isNews }.map { $0.frame }
      let start = part == 1 ? 0 : first.frame
      let picture = lab.timelinePicture(titled: heading(of: part))
      let words = Markup.element("p", ["class": "arrow-words"])
      return LessonPage.Span(start..<next, picture.svg(frames: frames) + words + picture.key)
    }
  }

  /// Of each part its whole graph, whose pieces know their frames.
  private var graphs: [LessonPage.Span] {
    parts.compactMap { part, growth, _ in
      guard let lab = run.end(ofPart: part) else { return nil }
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
    run.partCount > 1 ? "part \(part)" : ""
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
