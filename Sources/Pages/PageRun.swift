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
  /// What each line led to, by its place in the run.
  private(set) var heard: [Int: Heard] = [:]
  /// What grows in each part, the last of which is still played.
  private var parts: [Part] = []
  /// How many events there were when the graph was looked at last.
  private var eventsSeen = 0

  /// What a line led to, as predictions are compared with it.
  struct Heard {
    let frame: Int
    let asker: SessionName?
    let outcomes: Outcomes
  }

  /// What grows in one part.
  private struct Part {
    let number: Int
    var graph: GraphGrowth
    var data: DataGrowth
  }

  var mode: IsolationMode { run.mode }

  /// Plays the run, and sees what there is to show.
  init(_ run: Run, _ plan: FramePlan) {
    (self.run, self.plan) = (run, plan)
    var replay = run.replay(after: 0)
    for (place, played) in run.lines.enumerated() where replay.next() != nil {
      see(played, at: place, replay.lab)
    }
  }

  /// Everything that a page shows of it.
  var view: LessonPage.ModeView {
    LessonPage.ModeView(
      mode: mode, anchors: anchors, steps: steps, timelines: timelines, graphs: graphs,
      stored: parts.map { span($0, $0.data.stored) }, rules: parts.map { span($0, $0.data.rules) },
      versions: parts.map { span($0, $0.data.versions) },
      showsVersions: run.lines.contains { $0.line.isAboutVersions })
  }

  private mutating func see(_ played: PlayedLine, at place: Int, _ lab: Lab) {
    guard let frame = plan.places[played.line.number] else { return }
    lines.append((frame: frame, line: played))
    heard[place] = Heard(
      frame: frame, asker: played.asker, outcomes: Outcomes(played, on: lab))
    if parts.last?.number != played.part {
      parts.append(newPart(played.part, from: frame))
      eventsSeen = 0
    }
    let events = lab.runner.history
    let news = events[min(eventsSeen, events.count)...]
    let seen = SeenVersions(in: lab, actors: parts[parts.count - 1].data.actors)
    steps.append(
      LessonPage.Step(
        frame: frame, command: played.transcriptLine, answer: played.answer.lines,
        explanation: played.isNews ? lab.explanationOfLast : [], seen: seen.written(news)))
    let start = lines.count == 1 ? 0 : frame
    parts[parts.count - 1].data.add(lab, from: start)
    // The graph changes only where a transaction ends.
    if news.contains(where: { $0.isEnd }), let picture = lab.graphPicture {
      parts[parts.count - 1].graph.add(picture, from: start)
    }
    eventsSeen = events.count
  }

  /// A part before anything has happened in it, whose first line has that frame.
  private func newPart(_ number: Int, from first: Int) -> Part {
    let next = run.lines.first { $0.part > number && plan.places[$0.line.number] != nil }
    let end = next.flatMap { plan.places[$0.line.number] } ?? plan.frames.count
    let frames = (parts.isEmpty ? 0 : first)..<end
    let acting = Set(
      run.lines.filter { $0.part == number && $0.line.isOfSession }.map { $0.session })
    let all = run.end(ofPart: number)?.runner.sessions.map { $0.name } ?? []
    return Part(
      number: number, graph: GraphGrowth(in: frames),
      data: DataGrowth(in: frames, actors: all.filter(acting.contains), of: all))
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
      let pictures = [TimelineSpace.page, .phone].map { space in
        lab.timelinePicture(titled: "", in: space)
      }
      let drawn = pictures.map { picture in
        picture.svg(frames: frames) + .element("p", ["class": "arrow-words"])
      }
      let narrow: Markup =
        drawn[0] == drawn[1] ? Markup() : .element("div", ["class": "narrow"], drawn[1])
      return LessonPage.Span(
        frames: (part == 1 ? 0 : first.frame)..<next,
        content: .element("div", ["class": "wide"], drawn[0]) + narrow
          + pictures[0].key(frames: frames),
        heading: heading(of: part))
    }
  }

  /// Of each part its whole graph, whose pieces know their frames.
  private var graphs: [LessonPage.Span] {
    parts.compactMap { part in
      guard let lab = run.end(ofPart: part.number), let start = part.graph.start else { return nil }
      return LessonPage.Span(
        frames: start..<part.graph.frames.upperBound,
        content: lab.graphSVG(titled: "", growth: part.graph),
        heading: heading(of: part.number))
    }
  }

  /// A table whose rows know their frames.
  private func span(_ part: Part, _ table: TableGrowth) -> LessonPage.Span {
    LessonPage.Span(
      frames: table.frames, content: table.html, heading: heading(of: part.number))
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
    case .begin, .read, .scan, .write, .undo, .wait, .endOfWait: false
    }
  }
}

extension Line {
  /// Whether it asks for versions, or removes old ones.
  fileprivate var isAboutVersions: Bool {
    switch statement?.body {
    case .directive(.versions), .directive(.vacuum), .directive(.bloat): true
    default: false
    }
  }
}
