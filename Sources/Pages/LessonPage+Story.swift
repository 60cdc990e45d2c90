import Language
import Layout
import Vocabulary

/// The text of a lesson: to step through, and as a question sheet.
extension LessonPage {
  /// All passages, with the commands between them for readers without the script.
  var story: Markup {
    var sections: [Markup] = []
    let starts = frames.indices.filter { frames[$0].prose != nil }
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : frames.count
      guard let prose = frames[start].prose else { continue }
      let attributes: Attributes = [
        "data-from": start.written, "data-to": end.written, "class": "passage",
      ]
      sections += [
        .element(
          "section", attributes, PassageMarkup(prose, target: target).html, choices(at: start)),
        .lineBreak, commands(in: (start + 1)..<end),
      ]
    }
    if starts.first != 0 {
      sections.insert(commands(in: 0..<(starts.first ?? frames.count)), at: 0)
    }
    let fold = Markup.element(
      "button",
      ["type": "button", "class": "fold", "aria-pressed": "false", "hidden": ""],
      text: "Story so far")
    return .element(
      "article", ["class": "story", "tabindex": "0", "aria-label": "Story"], [fold] + sections)
      + .lineBreak
  }

  /// Answers to choose from, with the modes in which each is right; only the script shows them.
  private func choices(at frame: Int) -> Markup {
    let choices = frames[frame].choices
    guard !choices.isEmpty else { return Markup() }
    let buttons = choices.map { choice in
      let verdicts = choice.verdicts.map { verdict in
        "\(verdict.mode.shortName):\(verdict.frame):\(verdict.isRight ? "right" : "wrong")"
      }
      return Markup.element(
        "button",
        [
          "type": "button", "aria-pressed": "false",
          "data-verdicts": verdicts.joined(separator: " "),
        ], text: choice.text)
    }
    return .element(
      "div",
      [
        "class": "choices", "role": "group", "aria-label": "Your prediction",
        "data-frame": frame.written, "hidden": "",
      ], buttons) + .element("p", ["class": "verdict", "role": "status", "hidden": ""])
  }

  /// The commands, for readers without the script.
  private func commands(in range: Range<Int>) -> Markup {
    let lines = frames[range].compactMap { $0.command }
    guard !lines.isEmpty else { return Markup() }
    return .element("pre", ["class": "commands"], lines.map { .text($0) }.lines()) + .lineBreak
  }

  /// Other lessons of the same folder and pages of the web; nothing else can be reached from here.
  private func target(of link: String) -> String? {
    if link.hasPrefix("https://") || link.hasPrefix("http://") { return link }
    guard link.hasSuffix(".md"), neighbours.contains(String(link.dropLast(3))) else { return nil }
    return link.dropLast(3) + ".html"
  }

  // MARK: The question sheet

  /// The lesson without answers, with lines to write on.
  func asked(_ sheet: HandOut) -> Markup {
    var parts: [Markup] = [.element("h1", [:], text: title), .lineBreak]
    var lines: [Markup] = []
    func closeCommands() {
      if !lines.isEmpty { parts += [.element("pre", [:], lines.lines()), .lineBreak] }
      lines = []
    }
    for frame in frames {
      if let command = frame.command { lines.append(.text(command)) }
      guard let prose = frame.prose else { continue }
      closeCommands()
      if prose.contains(where: sheet.asks) {
        parts += [.element("p", ["class": "predict"], text: HandOut.why)]
        parts += [Self.line, Self.line, Self.line, .lineBreak]
      }
      let kept = prose.filter(sheet.keeps)
      parts += [PassageMarkup(kept) { _ in nil }.html]
      if frame.isQuestion { parts += [Self.boxes(frame.choices), Self.line, .lineBreak] }
    }
    closeCommands()
    return parts.joined()
  }

  private static func boxes(_ choices: [Choice]) -> Markup {
    let items = choices.map { Markup.element("li", [:], text: $0.text) }
    return items.isEmpty ? Markup() : .element("ul", ["class": "boxes"], items)
  }

  private static let line = Markup.element("p", ["class": "line"])
}
