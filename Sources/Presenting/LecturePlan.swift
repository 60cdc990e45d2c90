import Drawing
package import Language
import Runs
import Telling
package import Vocabulary

/// A lesson as a sequence of stops, the same in every mode.
package struct LecturePlan: Sendable {
  /// Where a lecture stands still.
  package enum Stop: Hashable, Sendable {
    /// Prose; where there are only notes, they are shown without a stop.
    case narration([ProseBlock], notes: [String])
    /// What the class is asked, and the commands that answer it: the next one, and those after it
    /// up to the next prose. Nil where none follows.
    case question(String, notes: [String], about: Range<Int>?)
    /// A command has been typed.
    case typed(Int)
    /// A command has been run.
    case ran(Int)
    case end

    package var isQuestion: Bool { if case .question = self { true } else { false } }

    /// The command that it shows; nil where it shows what the lesson says.
    var command: Int? {
      switch self {
      case .typed(let entry), .ran(let entry): entry
      case .narration, .question, .end: nil
      }
    }
  }

  package let stops: [Stop]
  /// The sessions that ever act in it, in the order in which a lab has them.
  package let sessions: [SessionName]

  init(_ scenario: Scenario) {
    let lines = scenario.lines.prefix(scenario.lastPlayed)
    var stops: [Stop] = []
    var passages = scenario.passages[...]
    for (index, line) in lines.enumerated() {
      while let passage = passages.first, passage.line < line.number {
        passages.removeFirst()
        let next = passages.first.map { $0.line } ?? .max
        let last = lines.lastIndex { $0.number < next }.map { $0 + 1 } ?? index
        stops += Self.stops(of: passage, index..<max(index, last), lines)
      }
      if line.subject != .tests { stops += [.typed(index), .ran(index)] }
    }
    for passage in passages { stops += Self.stops(of: passage, nil, lines) }
    let title = ProseBlock(.paragraph([.text(scenario.title ?? scenario.file)]), lines: 0..<1)
    switch stops.first {
    case .narration([], let notes)?: stops[0] = .narration([title], notes: notes)
    case .narration?: break
    default: stops.insert(.narration([title], notes: []), at: 0)
    }
    self.stops = stops + [.end]
    sessions = scenario.actors
  }

  /// Where that command has just been run; nil where a lecture does not show it.
  func stop(after command: Int) -> Int? { stops.firstIndex { $0 == .ran(command) } }

  /// Whether a question is about what that command answers.
  func isAsked(about command: Int) -> Bool {
    stops.contains { stop in
      if case .question(_, _, let about) = stop { about?.lowerBound == command } else { false }
    }
  }

  /// The last notes up to a stop: they hold until the next ones.
  func notes(upTo stop: Int) -> [String] {
    stops[...stop].lazy.reversed().map { $0.notes }.first { !$0.isEmpty } ?? []
  }

  /// How many commands have been run at a stop.
  func commandsRun(at stop: Int) -> Int {
    for case .ran(let index) in stops[...stop].reversed() { return index + 1 }
    return 0
  }

  /// The stops of a passage.
  ///
  /// `commands` are those between it and the next one. What they claim of all orders stands below
  /// the prose that leads to it.
  private static func stops(
    of passage: Scenario.Passage, _ commands: Range<Int>?, _ lines: ArraySlice<Line>
  ) -> [Stop] {
    let asked = commands.flatMap { range in
      range.first { lines[$0].canBePredicted }.map { $0..<range.upperBound }
    }
    var stops = passage.pieces.compactMap { piece -> Stop? in
      if case .question(let text)? = piece.blocks.first?.kind {
        return .question(text.text(), notes: piece.notes, about: asked)
      }
      let prose = piece.blocks.drop(while: { $0.isTitle })
      if prose.isEmpty, piece.notes.isEmpty { return nil }
      return .narration(Array(prose), notes: piece.notes)
    }
    let claims = lines[commands ?? 0..<0].prefix { $0.subject == .tests }.compactMap { $0.claim }
    if case .narration(let prose, let notes)? = stops.last, !claims.isEmpty {
      let end = prose.last?.lines.upperBound ?? 0
      let items = claims.map {
        ProseBlock(.item(indent: 0, marker: "-", [.text($0)]), lines: end..<end)
      }
      stops[stops.count - 1] = .narration(prose + items, notes: notes)
    }
    return stops
  }
}

extension LecturePlan.Stop {
  /// The speaker's notes that stand there.
  var notes: [String] {
    switch self {
    case .narration(_, let notes), .question(_, let notes, _): notes
    case .typed, .ran, .end: []
    }
  }
}
