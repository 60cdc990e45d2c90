import Language
import Layout
import Sessions
import Testing
import Vocabulary

@testable import Drawing
@testable import Pages
@testable import Runs
@testable import Telling

/// What grows on a page is written once, with the frames in which each piece is there.
@Suite struct PageGrowthTests {
  /// A piece, the mode it is of, and its frames.
  private struct Piece {
    let mode: Substring
    let frames: Range<Int>
    let isPassing: Bool
    let text: String
  }

  private typealias Pattern = Regex<(Substring, Substring, Substring, Substring?, Substring)>

  /// The pieces of a page that begin so.
  private static func pieces(of html: String, _ pattern: Pattern) throws -> [Piece] {
    try html.split(separator: "<section class=\"run\" data-mode=\"").dropFirst().flatMap { run in
      try run.matches(of: pattern).map { match in
        let (start, end) = (try #require(Int(match.1)), try #require(Int(match.2)))
        return Piece(
          mode: run.prefix { $0 != "\"" }, frames: start..<end, isPassing: match.3 != nil,
          text: String(match.4))
      }
    }
  }

  private static var rows: Pattern {
    /<tr data-from="(\d+)" data-to="(\d+)"( class="passing")?>((?:<td>[^<]*<\/td>){7})<\/tr>/
  }
  private static var stored: Pattern {
    /<tr data-from="(\d+)" data-to="(\d+)"( class="passing")?>((?:<td[^>]*>[^<]*<\/td>){4})<\/tr>/
  }
  private static var arrows: Pattern {
    /<g data-from="(\d+)" data-to="(\d+)"( class="passing")? role="img" aria-label="([^"]*)"/
  }
  private static var nodes: Pattern {
    /<g data-from="(\d+)" data-to="(\d+)"( class="passing")?>(<rect class="(?:s\d|alarm)-ring")/
  }

  private static func rows(of lab: Lab) -> [String] {
    lab.pictured.versionTable(in: .all, withReaders: true).rows.dropFirst().map { row in
      row.map { Markup.element("td", [:], text: $0) }.joined().source
    }
  }

  /// The rows of two sessions.
  private static func stored(of lab: Lab) -> [String] {
    lab.pictured.storedRows.map { row in
      let seen = ["alice", "bob"].map { name in
        row.seen.first { lab.runner.session(of: $0.transaction)?.text == name }?.value ?? ""
      }
      return ([row.key, row.committed] + seen).map {
        Markup.element("td", [:], text: $0).source
      }.joined()
    }
  }

  private static func arrows(of lab: Lab) -> [String] {
    guard let graph = lab.graphPicture else { return [] }
    return (graph.edges + graph.ghostEdges).map { edge in
      let (first, second) = (graph.label(edge.from), graph.label(edge.to))
      if edge.unreal == .wait { return Markup.text("\(first) waits for \(second)").source }
      return Markup.text("\(first) before \(second) by \(graph.label(edge))").source
    }
  }

  /// At each frame the page shows what the lab was then, neither more nor less.
  @Test(arguments: Lesson.names)
  func everyFrameShowsTheLabAsItWas(name: String) throws {
    let lesson = try Course.scenario(name)
    let runs = lesson.modes.map { Run(lesson, in: $0) }
    let html = LessonPage(of: runs).html
    let rows = try Self.pieces(of: html, Self.rows)
    let arrows = try Self.pieces(of: html, Self.arrows)
    let nodes = try Self.pieces(of: html, Self.nodes)
    let plan = FramePlan(runs[0])
    for run in runs {
      let mode = run.mode.shortName
      func shown(_ pieces: [Piece], _ frame: Int) -> [String] {
        pieces.filter { $0.mode == mode && $0.frames.contains(frame) }.map(\.text)
      }
      var replay = run.replay(after: 0)
      while let played = replay.next() {
        let lab = replay.lab
        guard let frame = plan.places[played.line.number] else { continue }
        let place = "\(name), \(mode), frame \(frame)"
        #expect(shown(rows, frame) == Self.rows(of: lab), "\(place)")
        #expect(shown(arrows, frame).sorted() == Self.arrows(of: lab).sorted(), "\(place)")
        #expect(shown(nodes, frame).count == lab.graphPicture?.drawn.count, "\(place)")
      }
    }
    // On paper, where nothing grows, everything is as it is at the end of its part.
    let starts = runs[0].lines.indices.dropFirst().filter { index in
      runs[0].lines[index].part > runs[0].lines[index - 1].part
    }
    let ends =
      starts.compactMap { plan.places[runs[0].lines[$0].line.number] }
      + [plan.frames.count]
    for piece in rows + arrows + nodes {
      #expect(piece.isPassing == !ends.contains(piece.frames.upperBound), "\(piece.text)")
    }
  }

  /// The table of what is stored and seen: each row in its frames, and a cell that changed marked.
  @Test func whatIsStoredIsShownAsItWas() throws {
    let lesson = try Course.scenario("write-skew")
    let run = Run(lesson, in: .snapshot)
    let html = LessonPage(of: [run]).html
    let pieces = try Self.pieces(of: html, Self.stored)
    let places = FramePlan(run).places
    var replay = run.replay(after: 0)
    while let played = replay.next() {
      guard let frame = places[played.line.number] else { continue }
      let shown = pieces.filter { $0.frames.contains(frame) }
        .map { $0.text.replacing(" class=\"new\"", with: "") }
      #expect(shown == Self.stored(of: replay.lab), "frame \(frame)")
    }
    let off = #"<td>bob_status</td><td class="new">off</td><td></td><td class="new"></td>"#
    #expect(pieces.contains { $0.text == off })
    #expect(html.contains(#"<td>on-call</td><td>count(* = on) &gt;= 1</td><td class="new">broken"#))
  }

  /// A read names the cells that show what it saw, and the row of the version.
  @Test func aReadNamesWhatItSaw() throws {
    let text = """
      .seed x=1 y=1
      alice: BEGIN
      bob: BEGIN
      alice: PUT x 2
      alice: GET x
      bob: GET x
      alice: COMMIT
      bob: GET x
      bob: SCAN
      bob: GET z
      bob: COMMIT
      """
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "reads.isolab")
    func seen(_ mode: IsolationMode) throws -> [String] {
      let html = LessonPage(of: [Run(scenario, in: mode)]).html
      return html.matches(of: /<tr data-frame="\d+"(?: data-key="")?(?: data-seen="([^"]*)")?>/)
        .map { $0.1.map(String.init) ?? "" }
    }
    // Lane, row of the version, row of the key, cells: 1 is stored, 2 what alice sees, 3 bob.
    let snapshot = try seen(.snapshot)
    #expect(snapshot[4...5] == ["0:1:0:2", "1:0:0:1,3"])
    #expect(snapshot[7...9] == ["1:0:0:3", "1:0:0:3 1:2:1:1,3", ""])
    #expect(try seen(.readUncommitted)[5] == "1:1:0:3,2")
    #expect(try seen(.readCommitted)[7] == "1:1:0:1,3")
  }

  /// A sign is explained only from the step on where it occurs.
  @Test func theLegendGivesNothingAway() throws {
    let run = Run(try Course.scenario("write-skew"), in: .serializableSnapshot)
    let html = LessonPage(of: [run]).html
    let places = FramePlan(run).places
    let aborted = try #require(run.lines.first { $0.answers.contains { $0.hasPrefix("ABORTED") } })
    let frame = try #require(places[aborted.line.number])
    let entries = html.matches(of: /<li data-from="(\d+)">(?:(?!<\/li>).)*led to the abort<\/li>/)
    #expect(entries.first.map { String($0.1) } == "\(frame)")
  }

  private static func scenario(of steps: Int) throws -> Scenario {
    let lines = (1...steps / 4).map { index in
      "alice: BEGIN\nalice: GET k\(index % 4)\nalice: PUT k\(index % 4) \(index)\nalice: COMMIT\n"
    }
    return try Scenario.read(bytes: Array(lines.joined().utf8), file: "long.isolab")
  }

  /// Twice the steps are about twice the page; a look for each step would make it four times.
  @Test func aPageGrowsWithItsSteps() throws {
    let sizes = try [100, 200, 400].map { steps in
      LessonPage(of: [Run(try Self.scenario(of: steps), in: .snapshot)]).html.utf8.count
    }
    #expect(sizes[2] - sizes[1] < (sizes[1] - sizes[0]) * 5 / 2)
  }

  /// A run that is too long to look at is refused; a text never is.
  @Test func whatNobodyCouldLookAtIsRefused() throws {
    let limit = try #require(Export.html.mostSteps)
    let short = Run(try Self.scenario(of: limit), in: .snapshot)
    let long = Run(try Self.scenario(of: limit + 4), in: .snapshot)
    #expect(short.refusal(of: .html, part: 1) == nil)
    #expect(
      long.refusal(of: .html, part: 1)
        == "a page shows at most 500 steps, but this run has 504; "
        + ".md, .txt, and .json have no limit")
    for form in Export.allCases where form != .html {
      #expect(long.refusal(of: form, part: 1) == nil)
    }
    let seed = ".seed " + (0..<1_000).map { "k\($0)=0" }.joined(separator: " ") + "\n"
    let wide = seed + "alice: BEGIN\n" + String(repeating: "alice: GET k2\n", count: 99)
    let scenario = try Scenario.read(bytes: Array(wide.utf8), file: "wide.isolab")
    #expect(
      Run(scenario, in: .snapshot).refusal(of: .html, part: 1)
        == "a page shows at most 100000 cells (steps times keys), but this run has 101 steps and "
        + "1000 keys; .md, .txt, and .json have no limit")
  }
}
