import Layout
import LineEditing
import Presenting
import Runs

/// What the keys of a lecture do.
struct PlayKeys {
  /// The digits typed before a key.
  private var count = 0
  /// Those before a point.
  private var part: Int?

  enum AfterKey {
    case goesOn, left, interrupted
  }

  /// Runs the function of a key.
  mutating func press(_ key: Key, lecture: inout Lecture) -> AfterKey {
    let before = lecture
    defer { lecture.stay(at: before) }
    switch key {
    case .interrupt: return .interrupted
    case .closed: return .left
    case .redraw: return .goesOn
    default: break
    }
    if let field = lecture.field {
      return type(key, into: field, of: &lecture)
    }
    guard case .scalar(let scalar) = key else {
      move(key, &lecture)
      return .goesOn
    }
    if collect(scalar) {
      let place = part.map { "\($0).\(count)  (g goes to this step)" }
      lecture.notice = place ?? "\(count)  (g: to this step; b: back, that many times)"
      return .goesOn
    }
    lecture.notice = nil
    defer { (count, part) = (0, nil) }
    return obey(scalar, &lecture)
  }

  /// Takes a digit, or the point between a part and a step; false for anything else.
  private mutating func collect(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == ".", part == nil, count > 0 {
      (part, count) = (count, 0)
      return true
    }
    guard scalar.isASCII, let digit = Int(String(scalar)) else { return false }
    count = min(count * 10 + digit, 99_999)
    return true
  }

  /// Whether it is one of the keys that do nothing but go on.
  static func goesForward(_ key: Key) -> Bool {
    switch key {
    case .forward, .scalar(" "), .scalar("\r"), .scalar("\n"): true
    default: false
    }
  }

  private func obey(_ scalar: Unicode.Scalar, _ lecture: inout Lecture) -> AfterKey {
    switch scalar {
    case "q": return .left
    case "\r", "\n":
      if case .question = lecture.stop, lecture.panel == nil, lecture.fork == nil {
        lecture.field = .answer("")
      } else {
        lecture.forward()
      }
    case " ": for _ in 0..<max(1, count) { lecture.forward() }
    case "b", "\u{7F}", "\u{8}": for _ in 0..<max(1, count) { lecture.back() }
    case "f": lecture.goToNextQuestion()
    case "g": lecture.go(toStep: count, ofPart: part)
    case "G": lecture.goToEnd()
    case "w": lecture.toggle(.why)
    case "t": lecture.toggle(.timeline)
    case "v": lecture.toggle(.versions)
    case "c": lecture.toggle(.compare)
    case "?", "h": lecture.toggle(.keys)
    case "m": lecture.switchMode()
    case "n": lecture.toggleNotes()
    case "p": reveal(&lecture)
    case ":": lecture.field = .command("")
    default: lecture.notice = "? shows the keys"
    }
    return .goesOn
  }

  /// Arrows and their like.
  private mutating func move(_ key: Key, _ lecture: inout Lecture) {
    (count, part) = (0, nil)
    switch key {
    case .forward: lecture.forward()
    case .back: lecture.back()
    case .start: lecture.go(toStep: 0)
    case .end: lecture.goToEnd()
    default: lecture.leaveAsides()
    }
  }

  private func reveal(_ lecture: inout Lecture) {
    if case .question = lecture.stop {
      lecture.leaveAsides()
      lecture.answer("")
    } else {
      lecture.notice = "p works only at a question"
    }
  }

  // MARK: Typing a line

  private mutating func type(
    _ key: Key, into field: Lecture.Field, of lecture: inout Lecture
  ) -> AfterKey {
    let text = field.text
    switch key {
    case .scalar("\r"), .scalar("\n"): return take(field, &lecture)
    case .scalar(" ") where text.isEmpty && field.isAnswer:
      lecture.field = nil
      lecture.answer("")
    case .scalar("\u{7F}"), .scalar("\u{8}"):
      if text.isEmpty, !field.isAnswer {
        lecture.field = nil
      } else {
        lecture.field = field.with(
          String(String.UnicodeScalarView(text.unicodeScalars.dropLast())))
      }
    case .scalar("\u{15}"): lecture.field = field.with("")
    case .scalar(let scalar) where scalar.value >= 0x20 && text.unicodeScalars.count < 500:
      var grown = text
      grown.unicodeScalars.append(scalar)
      lecture.field = field.with(grown)
    case .escape: (lecture.field, lecture.notice) = (nil, nil)
    case .forward where field.isAnswer:
      lecture.field = nil
      lecture.answer("")
    case .back where field.isAnswer, .start where field.isAnswer, .end where field.isAnswer:
      lecture.field = nil
      move(key, &lecture)
    default: break
    }
    return .goesOn
  }

  /// A line that is complete; `q` leaves where it is no answer to the question.
  private func take(_ field: Lecture.Field, _ lecture: inout Lecture) -> AfterKey {
    lecture.field = nil
    switch field {
    case .command(let text): lecture.attempt(text)
    case .answer(let text):
      let question = lecture.index
      lecture.answer(text)
      if text == "q", lecture.index == question { return .left }
    }
    return .goesOn
  }

  /// The echo of a typed line where there is no screen.
  static func echo(of old: Lecture.Field?, _ new: Lecture.Field?) -> TerminalText {
    switch (old, new) {
    case (nil, .command): return .fixed(": ")
    case (_?, nil): return .fixed("\n")
    case (let old?, let new?):
      let (before, after) = (old.text.unicodeScalars, new.text.unicodeScalars)
      if after.starts(with: before) { return TerminalText(String(after.dropFirst(before.count))) }
      guard before.count == after.count + 1, let last = before.last else {
        return TerminalText("\n\(new.text)")
      }
      let width = displayWidth(of: printable(String(last)))
      return repeatElement(.fixed("\u{8} \u{8}"), count: width).joined()
    default: return TerminalText()
    }
  }
}

extension Lecture.Field {
  /// What has been typed so far.
  var text: String {
    switch self {
    case .answer(let text), .command(let text): text
    }
  }

  fileprivate var isAnswer: Bool { if case .answer = self { true } else { false } }

  fileprivate func with(_ text: String) -> Self {
    switch self {
    case .answer: .answer(text)
    case .command: .command(text)
    }
  }
}
