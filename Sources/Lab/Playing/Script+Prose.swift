import Scripting
import Telling

/// A stretch of prose that is shown at once.
struct ProsePiece {
  /// Nil where it is no question.
  fileprivate(set) var question: String?
  fileprivate(set) var paragraphs: [String] = []
  /// What the speaker wants to remember.
  fileprivate(set) var notes: [String] = []
}

extension Scenario.Passage {
  /// The passage cut at its pauses and questions.
  ///
  /// A note belongs to the piece in front of it, or to the first one.
  var pieces: [ProsePiece] {
    var cutter = ProseCutter(line: line)
    for text in lines { cutter.take(text) }
    cutter.close()
    return cutter.pieces
  }
}

/// Cuts prose line by line.
private struct ProseCutter {
  private(set) var pieces: [ProsePiece] = []
  private let line: Int
  private var lines: [String] = []
  private var isQuestion = false
  private var isCode = false
  private var comment: String?
  /// Notes that no piece stands in front of.
  private var early: [String] = []

  init(line: Int) { self.line = line }

  mutating func take(_ text: String) {
    if comment != nil || !isCode && text.hasPrefix("<!--") { return takeComment(text) }
    let trimmed = text.drop { $0 == " " }
    if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") { isCode.toggle() }
    if !isCode, text == "---" { return close() }
    if !isCode, trimmed.hasPrefix("**Predict:**") {
      close()
      isQuestion = true
    } else if isQuestion, trimmed.isEmpty {
      return close()
    }
    lines.append(text)
  }

  /// Ends the piece that is being read.
  mutating func close() {
    let paragraphs = Scenario.Passage(line: line, lines: lines).narration()
    if !paragraphs.isEmpty {
      var piece = ProsePiece(notes: early)
      early = []
      if isQuestion { piece.question = paragraphs.joined(separator: " ") }
      piece.paragraphs = paragraphs
      pieces.append(piece)
    }
    (lines, isQuestion) = ([], false)
    if comment == nil, !early.isEmpty, let last = pieces.indices.last {
      pieces[last].notes += early
      early = []
    }
  }

  private mutating func takeComment(_ text: String) {
    let sofar = comment.map { $0 + " " + text } ?? text
    guard sofar.contains("-->") else {
      comment = sofar
      return
    }
    comment = nil
    let inner = sofar.dropFirst(4).prefix { _ in true }
    let body = String(inner).replacing(#/-->.*$/#, with: "")
      .replacing(#/ +/#, with: " ").trimmingPrefix(" ")
    guard body.lowercased().hasPrefix("note:") else { return }
    let note = printable(String(body.dropFirst(5).trimmingPrefix(" ")).trimmedAtEnd)
    early.append(note)
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
