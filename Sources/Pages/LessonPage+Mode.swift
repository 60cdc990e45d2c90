import Layout
import Telling
import Vocabulary

/// What happened in one mode: the pictures, the tables, and every step.
extension LessonPage {
  func section(of run: ModeView) -> Markup {
    .element(
      "section",
      [
        "class": "run", "data-mode": run.mode.shortName, "aria-label": "In \(run.mode.name)",
        "data-anchors": run.anchors.map { $0.joined(separator: ",") }.joined(separator: " "),
      ],
      [
        .element(
          "div",
          [
            "class": "lanes", "role": "region", "aria-label": "Timeline in \(run.mode.name)",
            "tabindex": "0",
          ],
          .element("h2", [:], text: "In \(run.mode.name)"), .lineBreak,
          pieces("figure", "timeline", run.timelines, captioned: "Timeline")), .lineBreak,
        .element(
          "div",
          [
            "class": "data", "role": "region", "aria-label": "Data in \(run.mode.name)",
            "tabindex": "0",
          ],
          [
            pieces("figure", "stored", run.stored, captioned: "What is stored and seen"),
            pieces("figure", "rules", run.rules),
            run.showsVersions ? versions(of: run) : Markup(),
            pieces("figure", "graph", run.graphs, captioned: "Serialization graph"),
            run.showsVersions ? Markup() : versions(of: run),
            table(of: run), .lineBreak,
          ]), .lineBreak,
      ]) + .lineBreak
  }

  /// Every version; open if the lesson is about them.
  private func versions(of run: ModeView) -> Markup {
    .element(
      "details", ["class": "versions", "open": run.showsVersions ? "" : nil],
      .element("summary", [:], text: "All versions"), pieces("div", "", run.versions))
      + .lineBreak
  }

  /// Pictures and tables that grow; without the script, they are shown as they are at the end.
  private func pieces(
    _ element: StaticString, _ name: String, _ spans: [Span], captioned caption: String? = nil
  ) -> Markup {
    let parts = spans.map { span -> Markup in
      let part =
        span.heading.isEmpty ? Markup() : .element("p", ["class": "part"], text: span.heading)
      return .element(
        "div",
        [
          "data-from": span.frames.lowerBound.written,
          "data-to": span.frames.upperBound.written,
        ], part, span.content)
    }
    let heading = caption.map { Markup.element("figcaption", [:], text: $0) + .lineBreak }
    return .element(
      element, ["class": name.isEmpty ? nil : name], [heading ?? Markup()] + parts) + .lineBreak
  }

  private func table(of run: ModeView) -> Markup {
    let headings = ["step", "command", "answer", "explanation"].map {
      Markup.element("th", ["scope": "col"], text: $0)
    }
    let rows = run.steps.map { step in
      Markup.element(
        "tr", ["data-frame": step.frame.written, "data-key": step.isKey ? "" : nil],
        .element("th", ["scope": "row"], text: run.anchors[step.frame][0]),
        .element("td", ["class": "command"], .element("code", [:], text: step.command)),
        .element("td", ["class": "answer"], step.answerMarkup),
        .element("td", ["class": "explanation"], step.explanationMarkup(isOpen: !hidesExplanations))
      )
        + .lineBreak
    }
    return .element(
      "details", ["class": "steps", "open": ""],
      .element("summary", [:], text: "All steps"),
      .element(
        "table", [:],
        .element("caption", [:], text: "Every step in \(run.mode.name)"),
        .element("thead", [:], .element("tr", [:], headings)), .lineBreak,
        .element("tbody", [:], rows)))
  }
}

extension LessonPage.Step {
  /// Whether it is worth a slide: a wait, an abort, an anomaly, a rule that is broken.
  fileprivate var isKey: Bool {
    answer.contains { $0.answer.contains("WAITS") || Style.of(answer: $0.answer) == .bad }
  }

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
