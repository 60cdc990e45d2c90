package import Layout
import Vocabulary

/// What page.js makes step: the lesson on one screen.
///
///     top      title                                          the modes
///     stage    story, question, reason | timeline | what is stored, rules, graph, versions
///                                      | prompts  |
///     foot     the command at hand and its answer
///              first, back, slider, next, last, play
///
/// The columns of the stage stand below each other in a narrow window.
extension LessonPage {
  /// What is inside `main`: an element of the class `lesson`, for the function of that name.
  package var player: Markup {
    .element(
      "div",
      [
        "class": "lesson", "data-name": name, "data-mode": first.shortName,
        "data-hiding": hidesExplanations ? "" : nil,
      ], .lineBreak, top, stage, foot, labels) + .lineBreak
  }

  private var labels: Markup {
    let items = frames.map { frame in
      Markup.element(
        "li",
        [
          "data-question": frame.isQuestion ? "" : nil, "data-line": frame.line?.written,
          "data-seat": frame.seat.map { ($0 % SessionColour.all.count + 1).written },
        ], text: frame.label)
    }
    return .element("ol", ["class": "frames", "hidden": ""], items) + .lineBreak
  }

  // MARK: The top

  private var top: Markup {
    let compare = Markup.element(
      "button",
      [
        "type": "button", "class": "compare", "aria-pressed": "false",
        "hidden": runs.count < 2 ? "" : nil, "title": "Two modes side by side (key c)",
      ], text: "Compare")
    let modes = Markup.element(
      "div",
      ["class": "modes", "role": "group", "aria-label": "Mode", "hidden": ""],
      runs.enumerated().map { button(for: $1.mode, number: $0 + 1) } + [compare])
    return .element(
      "div", ["class": "top"], courseLinks, .element("h1", [:], text: title),
      .element("p", ["class": "score", "hidden": ""]), modes) + .lineBreak
  }

  /// A button that says in two words what its mode does.
  private func button(for mode: IsolationMode, number: Int) -> Markup {
    let gist = mode.facts.gist.description
    return .element(
      "button",
      [
        "type": "button", "data-mode": mode.shortName, "aria-pressed": "\(mode == first)",
        "aria-label": "\(mode.name): \(gist)",
        "title": "\(mode.name): \(mode.facts.summary) (key \(number))",
      ],
      .element("strong", text: mode.name), .text(" "),
      .element("span", ["class": "gist"], text: gist))
  }

  // MARK: The stage

  private var stage: Markup {
    let reason = Markup.element(
      "div",
      ["class": "reason", "role": "region", "aria-label": "Why", "tabindex": "0", "hidden": ""])
    let words = Markup.element("div", ["class": "words"], .lineBreak, story, reason, .lineBreak)
    // The page of the lab puts a prompt for each session here.
    let prompts = Markup.element(
      "div", ["class": "prompts", "role": "group", "aria-label": "Prompts", "hidden": ""])
    return .element(
      "div", ["class": "stage"], [.lineBreak, words] + runs.map(section) + [prompts, .lineBreak])
      + .lineBreak
  }

  // MARK: The foot

  private var foot: Markup {
    let slider = Markup.void(
      "input",
      [
        "type": "range", "min": "0", "max": (frames.count - 1).written, "value": "0", "step": "1",
        "aria-label": "Step", "aria-valuetext": frames.first?.label,
      ])
    let buttons: [Markup] = [
      Self.button("first", "First", Self.firstIcon), Self.button("back", "Back", Self.backIcon),
      slider, Self.next, Self.button("last", "Last", Self.lastIcon),
      Self.button("play", "Play", Self.playIcon), Self.panel("data", "Data"),
      Self.panel("why", "Why?"), Self.panel("ahead", "Ahead"), Self.print,
    ]
    return .element(
      "div", ["class": "foot", "hidden": ""],
      .element("div", ["class": "caption", "aria-live": "polite"]),
      .element("div", ["class": "controls"], buttons)) + .lineBreak
  }

  private static func button(_ name: String, _ label: String, _ icon: Markup) -> Markup {
    .element(
      "button", ["type": "button", "class": name, "aria-label": label, "title": label], icon)
  }

  /// The button that is used most: it says that an answer follows.
  private static let next = Markup.element(
    "button", ["type": "button", "class": "next", "title": "Next (Space)"],
    .element("span", ["class": "says"], text: "Next"), nextIcon)

  private static func panel(_ name: String, _ label: String) -> Markup {
    .element(
      "button", ["type": "button", "class": "shows-\(name)", "aria-pressed": "false"], text: label)
  }

  private static let print = Markup.element(
    "details", ["class": "print"], .element("summary", [:], text: "Print"),
    .element(
      "div", [:],
      [("mode", "This mode"), ("sheet", "The questions"), ("slides", "Slides")].map { kind, text in
        .element("button", ["type": "button", "data-print": kind], text: text)
      }))

  private static let firstIcon = icon("M3 3v10M13 3L6 8l7 5z")
  private static let backIcon = icon("M11 3L4 8l7 5z")
  private static let nextIcon = icon("M5 3l7 5-7 5z")
  private static let lastIcon = icon("M13 3v10M3 3l7 5-7 5z")
  private static let playIcon = icon("M2 3l5 5-5 5zM8 3l5 5-5 5z")

  private static func icon(_ path: String) -> Markup {
    .element(
      "svg", ["class": "icon", "viewBox": "0 0 16 16", "aria-hidden": "true"],
      .empty("path", ["d": path]))
  }
}
