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
      view.label = label
      let pages = self.pages
      (view.text, view.share) = pages[min(page, pages.count - 1)]
      view.status = status + pageNumber(page, of: pages.count)
    }
    if view.share != .whole {
      let lab = lab
      view.lanes = lanes(of: lab)
      view.data = lab.narrator.data
      view.rules = lab.ruleWords
    }
    view.keys = field == nil ? notice.map { [$0] } ?? keys : keys
    return view
  }

  /// How many pages the text of the present stop has.
  var pageCount: Int { pages.count }

  /// The rows that the text has.
  var textRows: Int { room.textRows(share) }

  /// How much of the screen the text takes: all of it where nothing has happened yet.
  private var share: ViewSize.Share {
    if case .narration = stop, fork == nil, lab.isUntouched { return .whole }
    return share(of: text.count)
  }

  /// How much a text of that many rows takes: more than answers do only if it needs it.
  private func share(of rows: Int) -> ViewSize.Share {
    guard rows > room.textRows(.part) else { return .part }
    return .grown(min(rows, room.mostText(below: lanes(of: lab).rows)))
  }

  private func lanes(of lab: Lab) -> ViewLanes {
    lab.narrator.lanes(
      lab.replies, of: plan.sessions, columns: lab.display.width, ascii: display.isASCII)
  }

  /// Works out the rows that the lesson fills in the present mode and width.
  mutating func measure() {
    let labs = (1..<run.partCount + 1).compactMap { run.end(ofPart: $0) }.map(shown)
    room.needs = ViewSize.Needs(
      lanes: labs.map { lanes(of: $0).rows }.max() ?? 0, data: labs.map { $0.dataRows }.max() ?? 1)
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

  // MARK: Pages

  private typealias Page = (rows: [ViewRow], share: ViewSize.Share)

  /// The text of the present stop in pages.
  ///
  /// What became of a prediction is on the first one, and no table is cut that fits on a page.
  private var pages: [Page] {
    let (text, share, most) = (self.text, share, textRows)
    guard text.count > most, fork == nil else { return [(text, share)] }
    if case .narration(let prose, _) = stop, prose.contains(where: { $0.table != nil }) {
      return pages(of: passages, share)
    }
    let verdict = guessRows
    guard !verdict.isEmpty, verdict.count < most else {
      return cut(text, to: most).map { ($0, share) }
    }
    let answer = text.dropLast(verdict.count)
    let first = Array(answer.prefix(most - verdict.count))
    let rest = Array(answer.dropFirst(first.count))
    return [(first + verdict, share)] + cut(rest, to: most).map { ($0, share) }
  }

  /// The pages of passages; a table that does not fit below the lanes has the whole screen, and
  /// what leads to it is above it if that fits.
  private func pages(of passages: [Passage], _ share: ViewSize.Share) -> [Page] {
    let (most, all) = (room.textRows(share), room.textRows(.whole))
    var pages: [Page] = []
    var lead: [ViewRow] = []
    for passage in passages {
      switch passage {
      case .text(let rows):
        pages += cut(lead, to: most).filter { !$0.isEmpty }.map { ($0, share) }
        lead = rows
      case .table(let table):
        let rows = table.folded(to: room.columns).map { ViewRow($0) }
        let whole = lead.isEmpty ? rows : lead + [ViewRow("")] + rows
        if whole.count <= all {
          pages.append((whole, whole.count <= most ? share : .whole))
        } else {
          pages += cut(lead, to: most).filter { !$0.isEmpty }.map { ($0, share) }
          pages += table.pages(columns: room.columns, lines: all)
            .map { ($0.map { ViewRow($0) }, .whole) }
        }
        lead = []
      }
    }
    return pages + cut(lead, to: most).filter { !$0.isEmpty }.map { ($0, share) }
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

  /// How much of the screen it takes: if it can, only what it needs.
  ///
  /// Then the steps that it is about stay on the screen. The timeline has these steps itself.
  private func share(of kind: Kind) -> ViewSize.Share {
    if kind == .timeline || lab.isUntouched { return .whole }
    let count = rows(of: kind).count
    let share = share(of: count)
    return count <= room.textRows(share) ? share : .whole
  }

  private func rows(of kind: Kind) -> [ViewRow] {
    let told: [String]
    switch kind {
    case .why: return why
    case .timeline: return lab.timeline.map { ViewRow($0) }
    case .versions:
      let lines = lab.narrator.versions(in: .all)
      return lines.prefix(1).flatMap { indentedRows($0.text, .bold) }
        + lines.dropFirst().flatMap { indentedRows($0) }
    case .compare: told = comparison
    case .keys: told = Self.keyList
    }
    return told.prefix(1).flatMap { indentedRows($0, .bold) }
      + told.dropFirst().flatMap { indentedRows($0) }
  }

  /// A line in rows, all but the first two blanks further in.
  func indentedRows(_ line: String, _ style: Style = .none) -> [ViewRow] {
    let inset = blanks(min(line.prefix { $0 == " " }.count + 2, room.columns / 2))
    return room.rows(of: line, inset: inset).map { ViewRow($0, style) }
  }

  /// The same of a line in looks, which it has where it is one row.
  func indentedRows(_ line: StyledText) -> [ViewRow] {
    line.width <= room.columns ? [ViewRow(line)] : indentedRows(line.text)
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
      .lines(titled: "up to here", columns: room.columns, display: lab.display).map { $0.text }
  }
}

extension Lab {
  /// The rows of its data at most: a heading, and one for each key that was ever stored.
  fileprivate var dataRows: Int {
    let written = runner.history.compactMap { event in
      if case .write(_, _, let key, _, _) = event { key } else { nil }
    }
    return 1 + Set(written).union(runner.initial.keys).count
  }

  /// The rules, each in a few words.
  fileprivate var ruleWords: [ViewRow] {
    runner.rules.map { rule in
      ViewRow("rule \(rule.name) \(rule.holds ? "holds" : "broken")", rule.holds ? .none : .bad)
    }
  }
}
