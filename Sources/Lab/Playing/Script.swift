import Rendering
package import Scripting
package import Vocabulary

/// A lesson as a sequence of stops, the same in every mode.
package struct Script: Sendable {
  /// Where a demonstration stands still.
  package enum Stop: Hashable, Sendable {
    case narration([ProseBlock], notes: [String])
    /// What the class is asked, and the commands that answer it: the next one, and those after it
    /// up to the next prose. Nil where none follows.
    case question(String, notes: [String], about: Range<Int>?)
    /// A command has been typed.
    case typed(Int)
    /// A command has been run.
    case ran(Int)
    case end
  }

  package let stops: [Stop]
  /// The commands, up to the one that leaves.
  let entries: [Scenario.Entry]
  /// The sessions that ever act in it, in the order in which a lab has them.
  package let sessions: [SessionName]

  init(_ scenario: Scenario) {
    entries = Array(scenario.entries[..<scenario.lastPlayed])
    var stops: [Stop] = []
    var passages = scenario.passages[...]
    for (index, entry) in entries.enumerated() {
      while let passage = passages.first, passage.line < entry.line {
        passages.removeFirst()
        let next = passages.first.map(\.line) ?? .max
        let last = entries.lastIndex { $0.line < next }.map { $0 + 1 } ?? index
        stops += Self.stops(of: passage, index..<max(index, last), entries)
      }
      if !entry.isAboutTesting { stops += [.typed(index), .ran(index)] }
    }
    for passage in passages { stops += Self.stops(of: passage, nil, entries) }
    if case .narration? = stops.first {
    } else {
      let title = ProseBlock(.paragraph([.text(scenario.title ?? scenario.file)]), lines: 0..<1)
      stops.insert(.narration([title], notes: []), at: 0)
    }
    self.stops = stops + [.end]
    sessions = Self.sessions(of: entries)
  }

  /// Where that command has just been run; nil where a demonstration does not show it.
  func stop(after command: Int) -> Int? { stops.firstIndex { $0 == .ran(command) } }

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
    of passage: Scenario.Passage, _ commands: Range<Int>?, _ entries: [Scenario.Entry]
  ) -> [Stop] {
    let asked = commands.flatMap { range in
      range.first { entries[$0].canBePredicted }.map { $0..<range.upperBound }
    }
    var stops = passage.pieces.compactMap { piece -> Stop? in
      if case .question(let text)? = piece.blocks.first?.kind {
        return .question(text.text(), notes: piece.notes, about: asked)
      }
      let prose = piece.blocks.drop(while: \.isTitle)
      if prose.isEmpty, piece.notes.isEmpty { return nil }
      return .narration(Array(prose), notes: piece.notes)
    }
    let claims = entries[commands ?? 0..<0].prefix(while: \.isAboutTesting).compactMap(\.claim)
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

extension Scenario.Entry {
  var isStep: Bool { (try? statement.get())?.isStep ?? false }

  /// Whether it only tells how the lesson is tested.
  fileprivate var isAboutTesting: Bool {
    guard case .success(let statement) = statement, case .directive(let word) = statement.body
    else { return false }
    switch word {
    case .modes, .expect: return true
    default: return false
    }
  }

  /// Whether its answer is worth a question: not that of a word that only prepares.
  fileprivate var canBePredicted: Bool {
    if case .success(let statement) = statement, case .directive(.vacuum) = statement.body {
      return true
    }
    return isStep
  }
}
