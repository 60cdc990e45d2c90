/// The lines of text in a timeline.
extension TimelinePlaces {
  /// What a line of text tells.
  enum Kind {
    case command(lane: Int)
    case answer(lane: Int)
    case role(TimelineCell.Role)
    case finding
    case note

    /// Whether it runs across all lanes.
    var isAcross: Bool {
      switch self {
      case .finding, .note: true
      case .command, .answer, .role: false
      }
    }
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
    return spoken + remarkLines(of: row)
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
    return commands + answers + roleLines(of: text, from: foot)
  }

  /// Beside each other, on a line of their own.
  private func roleLines(of text: Text, from foot: Spot) -> [Line] {
    var x = foot.x + 7
    return text.roles.map { role in
      defer { x += Ink.width(of: role.name) + 20 }
      return Line(
        kind: .role(role), text: role.name,
        foot: Spot(x, foot.y + Double(text.spoken) * lineHeight + 1))
    }
  }

  /// They stand below what the sessions say.
  private func remarkLines(of row: Int) -> [Line] {
    remarks[row].enumerated().map { number, remark in
      let left = Double(remarks[row].count - number)
      return Line(
        kind: remark.isNote ? .note : .finding, text: remark.text,
        foot: Spot(text(of: 0), tops[row + 1] - left * lineHeight + 10))
    }
  }
}
