package import Language
import Layout
import Runs
import Telling
package import Vocabulary

/// The lecture for those who listen, and the prose of a lesson in a transcript.
extension Lecture {
  /// The first sentences: the title, and the keys.
  package var opening: [String] {
    let keys = "Space goes on, b goes back, w explains, q leaves. ? lists all keys."
    return ["\(title). Mode \(modeTold). \(keys)"]
  }

  /// The sentences of the present stop.
  package var sentences: [String] {
    if let panel {
      return pages(of: panel.kind)[panel.page].map { $0.text }.filter { !$0.isEmpty }
    }
    if let fork { return told(fork.last.transcriptLine, linesWithoutReasons(of: fork.last.answer)) }
    return preparation(of: index).flatMap { told($0) } + ownSentences
  }

  private func told(_ entry: Int) -> [String] {
    let played = run.lines[entry]
    return told(played.transcriptLine, linesWithoutReasons(of: played.answer))
  }

  private var ownSentences: [String] {
    switch stop {
    case .typed(let entry): return modeWords + ["Next: \(typed(entry))"] + whatDiffers
    case .ran(let entry):
      return modeWords + told(entry) + whatDiffers
        + decidedHere.map { guess in
          (guess.isRight == true ? "Right: " : "Wrong: you said ") + printable(guess.text)
        }
    case .question:
      return modeWords + text.map { $0.text }.filter { !$0.isEmpty } + [
        "Your answer? For keys, press Esc first."
      ]
    case .narration, .end: return modeWords + text.map { $0.text }.filter { !$0.isEmpty }
    }
  }

  /// After a switch of the mode: the first command that was answered differently, and how.
  private var whatDiffers: [String] {
    guard let before = modeBefore else { return [] }
    guard let first = firstDifference(from: before) else {
      return ["As in \(before.name): every answer so far is the same."]
    }
    guard let old = run(in: before).lines.dropFirst(first).first else { return [] }
    let isHere = stop == .ran(first)
    let now = run.lines[first]
    return ["In \(before.name)\(isHere ? "" : ", the first difference"):"]
      + told(old.transcriptLine, linesWithoutReasons(of: old.answer))
      + (isHere
        ? []
        : ["In \(mode.name):"] + told(now.transcriptLine, linesWithoutReasons(of: now.answer)))
  }

  private var modeWords: [String] { modeBefore == nil ? [] : ["In \(mode.name):"] }

  /// A command and its answer, in sentences.
  func told(_ command: String?, _ lines: [AnswerLine]) -> [String] {
    var presentation = Presentation()
    presentation.isPlain = true
    return [command].compactMap { $0 } + presentation.lines(lines).map { $0.text }
  }

  /// What is said when it is left.
  package var farewell: String {
    let (part, done, _) = steps
    let place = run.partCount == 1 ? "\(done)" : "\(part).\(done)"
    let way = done > 0 && stop != .end ? " (\(place)g in play returns there)" : ""
    let start = "\(title): \(modeTold), left at \(stepWords)\(way)."
    return [start, scoreWords].compactMap { $0 }.joined(separator: " ")
  }
}

extension Scenario.Passage {
  /// The prose as comments of a transcript, in lines of at most that many cells, perhaps with the
  /// speaker's notes at their places.
  package func comments(
    in mode: IsolationMode, columns: Int, withNotes: Bool = false
  ) -> [String] {
    let told = blocks.dropFirst(line == 1 && blocks.first?.isTitle == true ? 1 : 0)
      .said(in: mode)
    return (withNotes ? told.map { $0.withNote } : told).rows(columns: columns - 2)
      .map { $0.isEmpty ? "#" : "# \($0)" }
  }
}

extension ProseBlock {
  /// A note for the speaker as a paragraph; anything else as it is.
  fileprivate var withNote: ProseBlock {
    guard case .comment(let note?) = kind else { return self }
    return ProseBlock(.paragraph([.text("Note: \(note)")]), lines: lines)
  }
}
