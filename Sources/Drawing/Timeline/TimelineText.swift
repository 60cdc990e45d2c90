import Language
import Layout
import Telling

/// How many cells a text may take.
struct TimelineRoom {
  /// On its first line, which may share them with arrows.
  let first: Int
  /// On each line below.
  let below: Int
}

/// Fitting texts into lanes.
extension TimelineGlyphs {
  /// Most lines that a command takes, and an answer.
  private static let (mostOfCommand, mostOfAnswer) = (3, 3)

  /// A remark's lines, the command in that look.
  ///
  /// Command and answer are beside each other, the answer in that column if it can be, or else the
  /// answer is below, set in.
  func lines(
    of remark: TimelineRemark, _ style: Style, in room: TimelineRoom, answersAt column: Int
  ) -> [StyledText] {
    let command = StyledText(remark.command, style)
    let answers = remark.answers.map { StyledText($0, remark.style) }
    let forms = [column, 0].lazy.flatMap { place in answers.map { beside(command, $0, at: place) } }
    if let form = forms.first(where: { $0.width <= room.first }) { return [form] }
    let shortest = remark.answers.last ?? ""
    func folded(_ text: String, _ style: Style, in room: TimelineRoom, most: Int) -> [StyledText] {
      wrapped(text, in: room, lines: most).map { StyledText($0, style) }
    }
    guard !remark.command.isEmpty else {
      return folded(shortest, remark.style, in: room, most: Self.mostOfAnswer)
    }
    let rows = folded(remark.command, style, in: room, most: Self.mostOfCommand)
    guard !shortest.isEmpty else { return rows }
    let inset = room.below < 12 ? 1 : 2
    let answer =
      answers.first { $0.width <= room.below - inset } ?? StyledText(shortest, remark.style)
    if max(column, inset) + answer.width <= room.below {
      return below(rows, answer, at: max(column, inset))
    }
    let width = max(1, room.below - inset)
    let narrow = TimelineRoom(first: width, below: width)
    return rows
      + folded(answer.text, remark.style, in: narrow, most: Self.mostOfAnswer)
      .map { moved($0, to: inset) }
  }

  /// The answer in its column, on the last of several lines of the command if they leave it free.
  private func below(_ command: [StyledText], _ answer: StyledText, at column: Int) -> [StyledText]
  {
    guard command.count > 1, let last = command.last, last.width + 2 <= column else {
      return command + [moved(answer, to: column)]
    }
    return command.dropLast() + [beside(last, answer, at: column)]
  }

  private func moved(_ text: StyledText, to column: Int) -> StyledText {
    var line = StyledText()
    line.put(text, at: column)
    return line
  }

  /// The answer from that column on, or two blanks behind the command.
  private func beside(_ command: StyledText, _ answer: StyledText, at column: Int) -> StyledText {
    var line = command
    line.put(answer, at: command.width == 0 ? 0 : max(column, command.width + 2))
    return line
  }

  /// The text on at most that number of lines; only words longer than a line are broken.
  func wrapped(_ text: String, in room: TimelineRoom, lines most: Int) -> [String] {
    let rows = broken(text, to: room.below, first: room.first, breaksWords: true, most: most)
    return rows.enumerated().map { cut($1, to: $0 == 0 ? room.first : room.below) }
  }

  /// The text, its end replaced where it takes more than that number of cells.
  package func cut(_ text: String, to width: Int) -> String {
    text.cut(to: width, ellipsis: ellipsis)
  }
}
