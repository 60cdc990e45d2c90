import Language
package import Layout
package import Telling
import Vocabulary

extension SideBySide {
  /// The comparison as text, no line wider than the columns.
  ///
  /// As many columns as fit stand beside each other. Where they are more, what each answered stands
  /// below its command, those with the same answer together.
  package func lines(
    titled title: String, columns: Int, display: Display, isColoured: Bool = false
  ) -> [StyledText] {
    if display.isPlain { return sentences(titled: title).map { StyledText($0) } }
    let glyphs = display.isASCII ? TimelineGlyphs.ascii : .unicode
    return Array(
      parts.indices.map { index in
        var drawing = SideBySideDrawing(
          parts[index].beginsNameModes && !hasStores ? [] : self.columns, parts[index].bands,
          columns, glyphs)
        drawing.isColoured = isColoured
        let texts = [heading(ofPart: index, titled: title)] + remarks(onPart: index)
        let head = texts.flatMap { broken($0, to: columns, "  ") }
          .map { glyphs.cut($0, to: columns) }
        let deviations = deviations(inPart: index).flatMap { broken($0, to: columns, "  ") }
        return head.map { StyledText($0) } + drawing.lines + deviations.map { StyledText($0) }
      }.joined(separator: [StyledText()]))
  }
}

/// Bands as lines of text.
struct SideBySideDrawing {
  private let sides: [SideBySide.Column]
  private let bands: [Band]
  private let columns: Int
  private let glyphs: TimelineGlyphs
  var isColoured = false
  /// The cells before commands.
  private let margin: Int
  /// The cells of a column; nil where the columns do not fit beside each other.
  private let width: Int?
  /// The cells of commands beside which answers stand.
  private let labelWidth: Int
  /// The cells of the names of columns beside which answers stand.
  private let tagWidth: Int

  /// The mark before answers that are the same everywhere; nothing where there is no choice.
  private var all: String { sides.isEmpty ? "" : "all: " }
  /// The cells of a column that reads well.
  private static let (narrowest, widest) = (22, 40)
  /// The least room for answers beside something.
  private static let least = 24
  /// The most lines of a command and of an answer.
  private static let (mostOfLabel, mostOfAnswer) = (2, 4)

  /// No sides where every BEGIN names its own mode.
  init(
    _ sides: [SideBySide.Column], _ bands: [Band], _ columns: Int, _ glyphs: TimelineGlyphs
  ) {
    (self.sides, self.bands, self.columns, self.glyphs) = (sides, bands, columns, glyphs)
    margin = max(6, 3 + (bands.map { $0.number.utf8.count }.max() ?? 0))
    let share = (columns - margin + 2) / max(1, sides.count) - 2
    width = share < Self.narrowest ? nil : min(share, Self.widest)
    let most = columns / 2 - margin
    labelWidth =
      bands.filter { $0.isSame }.map { displayWidth(of: $0.label) }.filter { $0 <= most }.max() ?? 0
    tagWidth =
      bands.filter { !$0.isSame }.flatMap { band in
        band.groups.map { displayWidth(of: Self.tag(of: $0, sides)) }
      }.max() ?? 0
  }

  /// All of them, below the names of the columns.
  var lines: [StyledText] {
    (heading + bands.flatMap { $0.isSame ? together($0) : apart($0) })
      .map { $0.cut(to: columns, ellipsis: glyphs.ellipsis) }
  }

  /// The names of the columns: above them, or what the short ones mean.
  private var heading: [StyledText] {
    guard !sides.isEmpty else { return [StyledText("step  as named in BEGIN")] }
    guard let width else {
      let names = sides.map { "\($0.tag) \(printable($0.title))\($0 == sides.last ? "" : ",")" }
      return broken(words: names, to: columns, "  ").map { StyledText($0) }
    }
    let names = sides.enumerated().map { index, side in
      Box(
        start(of: index, width),
        glyphs.folded(printable(side.title), to: width, lines: 2).map { ($0, .none) })
    }
    return lines(of: [Box(0, [("step", .none)])] + names)
  }

  // MARK: Bands

  /// What all columns say, told once, beside the label if there is room.
  private func together(_ band: Band) -> [StyledText] {
    let beside = margin + max(labelWidth, displayWidth(of: band.label)) + 2
    let longest = band.cells[0].map { displayWidth(of: $0) }.max() ?? 0
    if beside + all.utf8.count + min(longest, Self.least) <= columns {
      return lines(of: head(of: band) + told(band.cells[0], at: beside))
    }
    let below = min(margin + labelWidth + 2, max(margin + 2, columns - Self.least))
    return lines(of: head(of: band)) + lines(of: told(band.cells[0], at: below))
  }

  /// Marks answers of all columns, so that they are not taken for those of the column they are in.
  private func told(_ cell: [String], at start: Int) -> [Box] {
    [Box(start, [(all, .none)]), answers(cell, at: start + all.utf8.count)]
  }

  /// The label, and below it what each column says.
  private func apart(_ band: Band) -> [StyledText] {
    guard let width else { return lines(of: head(of: band)) + stacked(band) }
    let cells = band.cells.enumerated().map { index, cell in
      answers(cell, at: start(of: index, width), wide: width)
    }
    return lines(of: head(of: band)) + lines(of: cells)
  }

  /// The columns below each other, those together that say the same.
  private func stacked(_ band: Band) -> [StyledText] {
    let beside = margin + tagWidth + 2
    return band.groups.flatMap { group in
      let tag = Box(margin, [(Self.tag(of: group, sides), .none)])
      let cell = band.cells[group[0]]
      if beside + Self.least <= columns {
        return lines(of: [tag, answers(cell, at: beside)])
      }
      return lines(of: [tag]) + lines(of: [answers(cell, at: margin + 2)])
    }
  }

  /// Some columns, modes as lessons name them in front of answers.
  private static func tag(of group: [Int], _ sides: [SideBySide.Column]) -> String {
    "[\(group.map { sides[$0].tag }.joined(separator: ","))]"
  }

  // MARK: Boxes

  /// Lines of text that start in a cell.
  private struct Box {
    let start: Int
    let lines: [(text: String, style: Style)]

    init(_ start: Int, _ lines: [(text: String, style: Style)]) {
      (self.start, self.lines) = (start, lines)
    }
  }

  /// Mark, number and label.
  private func head(of band: Band) -> [Box] {
    let label = glyphs.folded(
      band.label, to: max(1, columns - margin), lines: Self.mostOfLabel)
    return [
      Box(0, band.isMarked ? [(">", .bold)] : []),
      Box(margin - 2 - band.number.utf8.count, [(band.number, .none)]),
      Box(margin, label.map { ($0, .none) }),
    ]
  }

  private func answers(_ answers: [String], at start: Int, wide width: Int? = nil) -> Box {
    let width = max(1, width ?? columns - start)
    return Box(
      start,
      answers.flatMap { answer in
        glyphs.folded(answer, to: width, lines: Self.mostOfAnswer)
          .map { ($0, Style.of(answer: answer)) }
      })
  }

  private func start(of column: Int, _ width: Int) -> Int { margin + column * (width + 2) }

  /// The boxes beside each other.
  private func lines(of boxes: [Box]) -> [StyledText] {
    (0..<(boxes.map { $0.lines.count }.max() ?? 0)).map { row in
      var line = StyledText()
      for box in boxes where row < box.lines.count {
        let (text, style) = box.lines[row]
        line.put(text, at: box.start, isColoured ? style : .none)
      }
      return line
    }
  }
}
