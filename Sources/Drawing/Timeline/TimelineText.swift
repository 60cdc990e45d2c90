import Language
package import Layout
import Telling

/// A line that grows to the right.
package struct TimelineLine {
  package private(set) var text = ""
  private var width = 0

  package init() {}

  /// Adds the text, which is to start in that cell, counted from 0.
  package mutating func put(_ text: String, at start: Int, _ style: Style = .none) {
    guard !text.isEmpty else { return }
    self.text += blanks(start - width) + style.painting(text)
    width = max(width, start) + displayWidth(of: text)
  }
}

/// How many cells a text may take.
struct TimelineRoom {
  /// On its first line, which may share them with arrows.
  let first: Int
  /// On each line below.
  let below: Int
}

/// Fitting texts into lanes.
extension TimelineGlyphs {
  /// Most lines that an answer takes.
  private static let mostOfAnswer = 3

  /// A remark's lines: command and answer beside each other, the answer in that column if it can
  /// be, or else the answer below, set in.
  func lines(of remark: TimelineRemark, in room: TimelineRoom, answersAt column: Int) -> [String] {
    let forms =
      remark.answers.map { beside(remark.command, $0, at: column) }
      + remark.answers.map { beside(remark.command, $0, at: 0) }
    if let form = forms.first(where: { displayWidth(of: $0) <= room.first }) { return [form] }
    let shortest = remark.answers.last ?? ""
    guard !remark.command.isEmpty else {
      return wrapped(shortest, in: room, lines: Self.mostOfAnswer)
    }
    let command = wrapped(remark.command, in: room, lines: room.below < 16 ? 3 : 2)
    guard !shortest.isEmpty else { return command }
    let inset = room.below < 12 ? 1 : 2
    let answer = remark.answers.first { displayWidth(of: $0) <= room.below - inset } ?? shortest
    if max(column, inset) + displayWidth(of: answer) <= room.below {
      return below(command, answer, at: max(column, inset))
    }
    let width = max(1, room.below - inset)
    return command
      + wrapped(answer, in: TimelineRoom(first: width, below: width), lines: Self.mostOfAnswer)
      .map { blanks(inset) + $0 }
  }

  /// The answer in its column, on the last of several lines of the command if they leave it free.
  private func below(_ command: [String], _ answer: String, at column: Int) -> [String] {
    guard command.count > 1, let last = command.last, displayWidth(of: last) + 2 <= column else {
      return command + [blanks(column) + answer]
    }
    return command.dropLast() + [beside(last, answer, at: column)]
  }

  /// The answer from that column on, or two blanks behind the command.
  private func beside(_ command: String, _ answer: String, at column: Int) -> String {
    var line = TimelineLine()
    line.put(command, at: 0)
    line.put(answer, at: command.isEmpty ? 0 : max(column, displayWidth(of: command) + 2))
    return line.text
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
