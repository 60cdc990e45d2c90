import Drawing
import Engine
import Language
import Layout
import Runs
import Sessions
import Telling
import Vocabulary

/// What is shown.
extension Lecture {
  /// The screen, as many rows as it has.
  package var screen: [ViewRow] { view.rows(in: room) }

  /// What the screen shows, not yet fitted to it.
  package var view: LectureView {
    var view = LectureView()
    view.isASCII = display.isASCII
    view.title = title
    view.score = score.map { "\($0.right) of \($0.all) right" } ?? ""
    if let panel {
      let pages = pages(of: panel.kind)
      view.share = share(of: panel.kind)
      view.label = panel.kind.rawValue
      view.text = pages[min(panel.page, pages.count - 1)]
      view.status = status + pageNumber(panel.page, of: pages.count)
    } else {
      view.share = share
      view.label = label
      let pages = self.pages
      view.text = pages[min(page, pages.count - 1)]
      view.status = status + pageNumber(page, of: pages.count)
    }
    if view.share != .whole {
      let lab = lab
      view.lanes = lab.narrator.lanes(
        lab.replies, of: plan.sessions, columns: lab.display.width, ascii: display.isASCII)
      view.data = lab.narrator.data
      view.rules = lab.ruleWords
    }
    view.keys = field == nil ? notice.map { [$0] } ?? keys : keys
    return view
  }

  /// How many pages the text of the present stop has.
  var pageCount: Int { pages.count }

  /// The text of the present stop in pages.
  private var pages: [[ViewRow]] { cut(text, to: room.textRows(share)) }

  /// How much of the screen the text takes: all of it where nothing has happened yet, and more than
  /// answers do only for prose that needs it.
  private var share: ViewSize.Share {
    if fork != nil { return .part }
    switch stop {
    case .narration where lab.isUntouched: return .whole
    case .narration, .end: return text.count > room.textRows(.part) ? .half : .part
    case .question, .typed, .ran: return .part
    }
  }

  private var label: String {
    if fork != nil { return "your own commands, from here on" }
    switch stop {
    case .narration: return "the lesson"
    case .question: return "what do you think?"
    case .typed: return "next"
    case .ran: return "answer"
    case .end: return "the end"
    }
  }

  private var status: String {
    "\(modeTold)  \(stepWords)"
      + (fork == nil ? "" : "  (your own commands)")
      + (showsNotes ? "  \(noteWords)" : "")
  }

  private func pageNumber(_ page: Int, of count: Int) -> String {
    count == 1 ? "" : "  page \(min(page, count - 1) + 1) of \(count)"
  }

  /// The text in pages of that many rows; there is always one.
  private func cut(_ rows: [ViewRow], to count: Int) -> [[ViewRow]] {
    var pages: [[ViewRow]] = []
    var rest = rows[...]
    while !rest.isEmpty {
      pages.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count).drop { $0.text.isEmpty }
    }
    return pages.isEmpty ? [[]] : pages
  }

  // MARK: Panels

  /// What is looked at in passing, in pages.
  func pages(of kind: Kind) -> [[ViewRow]] {
    cut(rows(of: kind), to: room.textRows(share(of: kind)))
  }

  /// How much of the screen it takes: reasons no more than they need, so that what they are about
  /// stays on the screen.
  private func share(of kind: Kind) -> ViewSize.Share {
    guard kind == .why else { return .whole }
    let count = rows(of: kind).count
    return [.part, .half].first { count <= room.textRows($0) } ?? .whole
  }

  private func rows(of kind: Kind) -> [ViewRow] {
    let told: [String]
    switch kind {
    case .why: told = why
    case .timeline: return lab.timeline.map { ViewRow($0) }
    case .versions: told = lab.narrator.versions(in: .all)
    case .compare: told = comparison
    case .keys: told = Self.keyList
    }
    return told.enumerated().flatMap { index, line in
      room.rows(of: line, inset: inset(of: line)).map { ViewRow($0, index == 0 ? .bold : .none) }
    }
  }

  /// What goes on below stands under the start of what it explains.
  private func inset(of line: String) -> String {
    blanks(min(line.prefix { $0 == " " }.count + 2, room.columns / 2))
  }

  /// The answers of the lesson's modes so far, since the lab was fresh.
  private var comparison: [String] {
    let modes = [mode] + modes.filter { $0 != mode }
    let sides = LessonComparison(
      scenario.prefix(commandsRun), modes, conflicts: nil, keepGoing: true
    ).sides
    guard let part = sides.parts.last, !part.rows.isEmpty, modes.count > 1 else {
      return ["Nothing can be compared yet."]
    }
    return SideBySide(columns: sides.columns, parts: [part])
      .lines(titled: "up to here", columns: room.columns, display: lab.display)
  }
}

extension Lab {
  /// Whether nothing has been stored or done.
  var isUntouched: Bool {
    replies.isEmpty && runner.database.keys(in: .all).isEmpty
  }

  /// The rules, each in a few words.
  fileprivate var ruleWords: [ViewRow] {
    runner.rules.map { rule in
      ViewRow("rule \(rule.name) \(rule.holds ? "holds" : "broken")", rule.holds ? .none : .bad)
    }
  }
}
