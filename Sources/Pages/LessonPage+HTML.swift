import Drawing
import Language
import Layout
import Telling
import Vocabulary

/// The page of a lesson.
///
/// Everything in it is plain HTML, and can be read and printed as it is. The script only hides what
/// belongs to other frames and other modes, so it needs no data of its own.
extension LessonPage {
  /// The whole file.
  package var html: String {
    PageFrame.page(
      titled: title, isHiding: hidesExplanations,
      [
        .element("header", [:], courseLinks, .element("h1", [:], text: title)), .lineBreak,
        .element("main", [:], [player, side] + runs.map(section)), .lineBreak,
        .element("footer", [:], footer), .lineBreak,
        .element("ol", ["id": "frames", "hidden": ""], labels),
        .lineBreak,
      ]
    ).source
  }

  private var footer: Markup {
    .element("p", [:], text: "Made by isolab. This page is complete: it needs no network.")
  }

  private var labels: [Markup] {
    frames.map { frame in
      .element(
        "li", ["data-question": frame.isQuestion ? "" : nil], text: frame.label)
    }
  }

  // MARK: Controls

  /// It is visible only with the script.
  private var player: Markup {
    let radios = runs.map { run in
      Markup.element(
        "label", [:],
        .void(
          "input",
          [
            "type": "radio", "name": "mode", "value": run.mode.shortName,
            "checked": run.mode == first ? "" : nil,
          ]), .text(" \(run.mode.name)"))
    }
    let modes = Markup.element(
      "fieldset", ["class": "modes", "hidden": runs.count < 2 ? "" : nil],
      [.element("legend", [:], text: "Mode")] + radios)
    let slider = Markup.void(
      "input",
      [
        "type": "range", "id": "slider", "min": "0", "max": (frames.count - 1).written,
        "value": "0", "step": "1", "aria-label": "Step", "aria-valuetext": frames.first?.label,
      ])
    let buttons = [("first", "First"), ("back", "Back"), ("next", "Next"), ("last", "Last")]
      .map { id, text in Markup.element("button", ["type": "button", "id": id], text: text) }
    let controls = Markup.element(
      "div", ["class": "controls"],
      Array(buttons[..<2]) + [slider] + Array(buttons[2...])
        + [.element("span", ["id": "place", "class": "faint"])])
    return .element(
      "section",
      [
        "id": "player", "tabindex": "0", "hidden": "", "data-mode": first.shortName,
        "aria-label": "Steps of the lesson; the arrow keys go forward and back",
      ], modes, controls) + .lineBreak
  }

  /// The current step, and the text that belongs to it.
  private var side: Markup {
    let now = Markup.element("div", ["id": "now", "aria-live": "polite", "hidden": ""])
    return .element("div", ["class": "side"], now, .lineBreak, story) + .lineBreak
  }

  // MARK: The text

  private var story: Markup {
    var sections: [Markup] = []
    let starts = frames.indices.filter { frames[$0].prose != nil }
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : frames.count
      guard let prose = frames[start].prose else { continue }
      let attributes: Attributes = [
        "data-from": start.written, "data-to": end.written, "class": "passage",
      ]
      sections += [
        .element("section", attributes, PassageMarkup(prose, target: target).html), .lineBreak,
        commands(in: (start + 1)..<end),
      ]
    }
    if starts.first != 0 {
      sections.insert(commands(in: 0..<(starts.first ?? frames.count)), at: 0)
    }
    return .element("article", ["class": "story"], sections) + .lineBreak
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

  // MARK: A mode

  private func section(of run: ModeView) -> Markup {
    let id = "run-\(run.mode.shortName)"
    return .element(
      "section",
      [
        "class": "run", "data-mode": run.mode.shortName, "aria-labelledby": id,
        "data-anchors": run.anchors.map { $0.joined(separator: ",") }.joined(separator: " "),
      ],
      [
        .element("h2", ["id": id], text: "In \(run.mode.name)"), .lineBreak,
        .element(
          "div", ["class": "pictures"],
          [
            pictures("timeline", "Timeline", run.timelines),
            pictures("versions", "Versions", run.versions),
            pictures("graph", "Serialization graph", run.graphs),
          ]), .lineBreak, table(of: run), .lineBreak,
      ]) + .lineBreak
  }

  /// Pictures that grow; without the script, they are shown as they are at the end.
  private func pictures(_ name: String, _ heading: String, _ spans: [Span]) -> Markup {
    let parts = spans.map { span -> Markup in
      let part =
        span.heading.isEmpty ? Markup() : .element("p", ["class": "part"], text: span.heading)
      return .element(
        "div",
        [
          "data-from": span.frames.lowerBound.written,
          "data-to": span.frames.upperBound.written,
        ], part,
        span.content)
    }
    return .element(
      "figure", ["class": name], [.element("figcaption", [:], text: heading), .lineBreak] + parts)
      + .lineBreak
  }

  private func table(of run: ModeView) -> Markup {
    let headings = ["step", "command", "answer", "explanation"].map {
      Markup.element("th", ["scope": "col"], text: $0)
    }
    let rows = run.steps.map { step in
      Markup.element(
        "tr", ["data-frame": step.frame.written],
        .element("th", ["scope": "row"], text: run.anchors[step.frame][0]),
        .element("td", ["class": "command"], .element("code", [:], text: step.command)),
        .element("td", ["class": "answer"], step.answerMarkup),
        .element("td", ["class": "explanation"], step.explanationMarkup(isOpen: !hidesExplanations))
      )
        + .lineBreak
    }
    return .element(
      "details", ["class": "steps", "open": ""],
      .element("summary", [:], text: "All steps in \(run.mode.name), with their answers"),
      .element(
        "table", [:],
        .element("caption", [:], text: "Every step in \(run.mode.name)"),
        .element("thead", [:], .element("tr", [:], headings)), .lineBreak,
        .element("tbody", [:], rows)))
  }
}

extension LessonPage.Step {
  /// The lines of the answer; alarms are marked.
  fileprivate var answerMarkup: Markup {
    answer.filter { !$0.answer.isEmpty }.map { line in
      .element(
        "div", ["class": Style.of(answer: line.answer) == .bad ? "alarm" : nil], text: line.answer)
    }.joined()
  }

  /// What `.why` says, or otherwise the prose after the answers.
  fileprivate func explanationMarkup(isOpen: Bool) -> Markup {
    let prose = answer.compactMap { $0.prose }.filter { !$0.isEmpty }
    let told =
      explanation.isEmpty
      ? prose.map { .element("p", [:], text: $0) }.joined() : ExplanationMarkup(explanation).html
    guard told != Markup() else { return told }
    return .element(
      "details", ["open": isOpen ? "" : nil], .element("summary", [:], text: "Why"), told)
  }
}
