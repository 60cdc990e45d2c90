import Lab
import Layout
import LineEditing

/// What the keys of a demonstration do.
struct PlayKeys {
  /// The digits typed before a key.
  private var count = 0
  /// Those before a point.
  private var part: Int?

  enum Verdict {
    case goesOn, left, interrupted
  }

  /// Does what a key stands for.
  mutating func press(_ key: Key, demonstration: inout Demonstration) -> Verdict {
    switch key {
    case .interrupt: return .interrupted
    case .closed: return .left
    case .redraw: return .goesOn
    default: break
    }
    if let field = demonstration.field {
      return type(key, into: field, of: &demonstration)
    }
    guard case .scalar(let scalar) = key else {
      move(key, &demonstration)
      return .goesOn
    }
    if collect(scalar) {
      let place = part.map { "\($0).\(count)  (g goes to this step)" }
      demonstration.notice = place ?? "\(count)  (g goes to this step, b so many back)"
      return .goesOn
    }
    demonstration.notice = nil
    defer { (count, part) = (0, nil) }
    return obey(scalar, &demonstration)
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

  private func obey(_ scalar: Unicode.Scalar, _ demonstration: inout Demonstration) -> Verdict {
    switch scalar {
    case "q": return .left
    case "\r", "\n":
      if case .question = demonstration.stop, demonstration.panel == nil, demonstration.fork == nil
      {
        demonstration.field = .answer("")
      } else {
        demonstration.forward()
      }
    case " ": for _ in 0..<max(1, count) { demonstration.forward() }
    case "b", "\u{7F}", "\u{8}": for _ in 0..<max(1, count) { demonstration.back() }
    case "g": demonstration.go(toStep: count, ofPart: part)
    case "G": demonstration.goToEnd()
    case "w": demonstration.toggle(.why)
    case "t": demonstration.toggle(.timeline)
    case "v": demonstration.toggle(.versions)
    case "c": demonstration.toggle(.compare)
    case "?", "h": demonstration.toggle(.keys)
    case "m": demonstration.switchMode()
    case "n": demonstration.toggleNotes()
    case "p": reveal(&demonstration)
    case ":": demonstration.field = .command("")
    default: demonstration.notice = "? shows the keys"
    }
    return .goesOn
  }

  /// Arrows and their like.
  private mutating func move(_ key: Key, _ demonstration: inout Demonstration) {
    (count, part) = (0, nil)
    switch key {
    case .forward: demonstration.forward()
    case .back: demonstration.back()
    case .start: demonstration.go(toStep: 0)
    case .end: demonstration.goToEnd()
    default: demonstration.leaveAsides()
    }
  }

  private func reveal(_ demonstration: inout Demonstration) {
    if case .question = demonstration.stop {
      demonstration.leaveAsides()
      demonstration.answer("")
    } else {
      demonstration.notice = "p answers a question, and this is none"
    }
  }

  // MARK: Typing a line

  private mutating func type(
    _ key: Key, into field: Demonstration.Field, of demonstration: inout Demonstration
  ) -> Verdict {
    let text = field.text
    switch key {
    case .scalar("\r"), .scalar("\n"):
      return take(field, &demonstration)
    case .scalar(" ") where text.isEmpty && field.isAnswer:
      demonstration.field = nil
      demonstration.answer("")
    case .scalar("\u{7F}"), .scalar("\u{8}"):
      if text.isEmpty {
        demonstration.field = nil
        if field.isAnswer { demonstration.back() }
      } else {
        demonstration.field = field.with(
          String(String.UnicodeScalarView(text.unicodeScalars.dropLast())))
      }
    case .scalar("\u{15}"): demonstration.field = field.with("")
    case .scalar(let scalar) where scalar.value >= 0x20 && text.unicodeScalars.count < 500:
      var grown = text
      grown.unicodeScalars.append(scalar)
      demonstration.field = field.with(grown)
    case .escape: demonstration.field = nil
    case .forward where field.isAnswer:
      demonstration.field = nil
      demonstration.answer("")
    case .back where field.isAnswer, .start where field.isAnswer, .end where field.isAnswer:
      demonstration.field = nil
      move(key, &demonstration)
    default: break
    }
    return .goesOn
  }

  /// A line that is complete.
  ///
  /// What is a key and no answer, such as `b` or `5g`, does at a question what it does elsewhere.
  private mutating func take(
    _ field: Demonstration.Field, _ demonstration: inout Demonstration
  ) -> Verdict {
    demonstration.field = nil
    switch field {
    case .command(let text): demonstration.attempt(text)
    case .answer(let text):
      guard let key = text.unicodeScalars.last,
        text.wholeMatch(of: #/[bqmwtvcnG?:h]|([1-9][0-9]*\.)?[0-9]*g|[0-9]+b/#) != nil
      else {
        demonstration.answer(text)
        return .goesOn
      }
      for scalar in text.unicodeScalars.dropLast() { _ = collect(scalar) }
      defer { (count, part) = (0, nil) }
      return obey(key, &demonstration)
    }
    return .goesOn
  }

  /// What is written where a line is typed and there is no screen.
  static func echo(of old: Demonstration.Field?, _ new: Demonstration.Field?) -> String {
    switch (old, new) {
    case (nil, .command): return ": "
    case (_?, nil): return "\n"
    case (let old?, let new?):
      let (before, after) = (old.text.unicodeScalars, new.text.unicodeScalars)
      if after.starts(with: before) { return printable(String(after.dropFirst(before.count))) }
      guard before.count == after.count + 1, let last = before.last else {
        return "\n\(printable(new.text))"
      }
      let width = displayWidth(of: printable(String(last)))
      return String(repeating: "\u{8} \u{8}", count: width)
    default: return ""
    }
  }
}

extension Demonstration.Field {
  fileprivate var text: String {
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
