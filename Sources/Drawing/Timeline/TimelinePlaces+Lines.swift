/// The lines of text in a timeline.
extension TimelinePlaces {
  /// What a line of text tells.
  enum Kind {
    case command(lane: Int)
    case answer(lane: Int)
    case finding
  }

  /// A line of text and the left end of its foot.
  struct Line {
    let kind: Kind
    let text: String
    let foot: Spot
  }

  /// All lines of a row.
  func lines(of row: Int) -> [Line] {
    let spoken = texts[row].enumerated().flatMap { lane, text in
      text.map { lines(of: $0, in: lane, row) } ?? []
    }
    return spoken + findingLines(of: row)
  }

  private func lines(of text: Text, in lane: Int, _ row: Int) -> [Line] {
    let foot = Spot(self.text(of: lane), line(of: row) + 5)
    let (column, start) = text.answerStart
    let commands = text.command.enumerated().map { number, line in
      Line(
        kind: .command(lane: lane), text: line, foot: foot + Spot(0, Double(number) * lineHeight))
    }
    let answers = text.answer.enumerated().map { number, line in
      Line(
        kind: .answer(lane: lane), text: line,
        foot: foot + Spot(Double(column) * Ink.cell, Double(start + number) * lineHeight))
    }
    return commands + answers
  }

  /// They stand below what the sessions say.
  private func findingLines(of row: Int) -> [Line] {
    findings[row].enumerated().map { number, finding in
      let left = Double(findings[row].count - number)
      return Line(
        kind: .finding, text: finding,
        foot: Spot(text(of: 0), tops[row + 1] - left * lineHeight + 10))
    }
  }
}
