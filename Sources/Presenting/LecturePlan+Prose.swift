import Language
import Layout

/// A stretch of prose that is shown at once: text, or a question alone.
struct ProsePiece {
  fileprivate(set) var blocks: [ProseBlock] = []
  /// What the speaker wants to remember.
  fileprivate(set) var notes: [String] = []
}

extension Scenario.Passage {
  /// The passage cut at its pauses and questions.
  ///
  /// A note belongs to the piece that it stands in; between two pieces it belongs to the second,
  /// and after the last one to that. Where there is nothing but notes, they are a piece.
  var pieces: [ProsePiece] {
    var pieces: [ProsePiece] = []
    var open = ProsePiece()
    func close() {
      if open.blocks.isEmpty, let last = pieces.indices.last {
        pieces[last].notes += open.notes
      } else if !open.blocks.isEmpty || !open.notes.isEmpty {
        pieces.append(open)
      }
      open = ProsePiece()
    }
    for block in blocks {
      switch block.kind {
      case .comment(let note): open.notes += note.map { [printable($0)] } ?? []
      case .pause: close()
      default:
        // Notes alone stay open: they are about the question.
        if block.isQuestion, !open.blocks.isEmpty { close() }
        open.blocks.append(block)
        if block.isQuestion { close() }
      }
    }
    close()
    return pieces
  }
}
