/// A piece of a line of prose.
package indirect enum Inline: Hashable, Sendable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case link([Inline], to: String)

  /// What a line consists of, in order.
  package static func pieces(of line: String) -> [Inline] {
    let line = MarkedLine(line)
    return line.pieces(in: line.characters.indices)
  }
}

extension MarkedLine {
  fileprivate func pieces(in places: Range<Int>) -> [Inline] {
    var result: [Inline] = []
    var start = places.lowerBound
    var place = start
    while place < places.upperBound {
      guard let piece = piece(at: place, before: places.upperBound) else {
        place += 1
        continue
      }
      if start < place { result.append(.text(text(start..<place))) }
      result.append(inline(piece))
      (start, place) = (piece.end, piece.end)
    }
    if start < place { result.append(.text(text(start..<place))) }
    return result
  }

  private func inline(_ piece: Piece) -> Inline {
    switch piece.kind {
    case .code: .code(text(piece.content))
    case .emphasis: .emphasis(pieces(in: piece.content))
    case .strong: .strong(pieces(in: piece.content))
    case .link(let place): .link(pieces(in: piece.content), to: text(place))
    }
  }
}
