package import Layout
import Sessions
package import Telling
package import Vocabulary

/// The versions of keys as SVG: a chain for each key, the oldest version first.
extension Narrator {
  /// The picture of all keys' chains.
  package func versionPicture(titled title: String, in range: KeyRange = .all) -> Markup {
    let rows = versionRows(in: range)
    let chains = Dictionary(grouping: rows, by: { $0.key }).sorted { $0.key < $1.key }.map {
      $0.value
    }
    let cut = chains.map { VersionChain($0, of: self) }
    let names = cut.map { displayWidth(of: $0.name) }.max() ?? 0
    let left = 32 + Double(names) * Ink.cell
    let top = title.isEmpty ? 20.0 : 52
    let height = cut.contains { $0.boxes.contains { $0.lines.count > 2 } } ? 92.0 : 72
    var content: [Markup] = [
      .label(title, 16, 26, Lettering(name: "ink", colour: Ink.text, isBold: true)), .lineBreak,
    ]
    var width = 320.0
    for (index, chain) in cut.enumerated() {
      let y = top + Double(index) * height
      content += [.label(chain.name, 16, y + 32, .plain), .lineBreak]
      var x = left
      for (place, box) in chain.boxes.enumerated() {
        if place > 0 {
          let stroke = Stroke(start: Spot(x - 30, y + 27), end: Spot(x - 2, y + 27))
          content.append(stroke.arrow("faint", Ink.faint, width: 1.5))
        }
        content += [box.drawn(at: Spot(x, y)), .lineBreak]
        x += box.width + 32
      }
      width = max(width, x)
    }
    if cut.isEmpty { content.append(.label("no versions", 16, top + 20, .faint)) }
    let told = cut.map { chain in
      "\(chain.name): "
        + chain.boxes.map { $0.lines.joined(separator: ", ") }.joined(separator: " -> ")
    }
    return .picture(
      titled: ([title.isEmpty ? "versions" : "\(title): versions"] + told).joined(separator: "; "),
      max(width, Ink.width(of: title) + 32), top + Double(max(1, cut.count)) * height, content)
  }
}

/// The versions of one key.
private struct VersionChain {
  /// A version.
  struct Box {
    /// Its value, who made it, who sees it.
    let lines: [String]
    let session: Int?
    let isOpen: Bool
    let isOld: Bool
    var width: Double { Double(lines.map { displayWidth(of: $0) }.max() ?? 0) * Ink.cell + 22 }

    func drawn(at spot: Spot) -> Markup {
      let lettering = session.map(Lettering.session) ?? .faint
      let rect = Markup.empty(
        "rect",
        [
          "class": lettering.name + "-ring", "x": spot.x.written, "y": spot.y.written,
          "width": width.written,
          "height": "54", "rx": "5", "fill": Ink.ground, "stroke": lettering.colour,
          "stroke-width": isOld ? "1" : "2.5", "stroke-dasharray": isOpen ? "6 4" : nil,
        ])
      let value = isOld ? Lettering.faint : Lettering(name: "ink", colour: Ink.text, isBold: true)
      var maker = lettering
      maker.isBold = false
      return rect + .label(lines[0], spot.x + 11, spot.y + 22, value)
        + .label(lines[1], spot.x + 11, spot.y + 43, maker)
        + .label(lines.count > 2 ? lines[2] : "", spot.x + 11, spot.y + 71, .plain)
    }
  }

  let name: String
  let boxes: [Box]

  init(_ rows: [VersionRow], of narrator: Narrator) {
    let glyphs = TimelineGlyphs.unicode
    name = rows.first.map { glyphs.cut(narrator.shown($0.key), to: 24) } ?? ""
    let sessions = narrator.runner.sessions.map { $0.name }
    boxes = rows.map { row in
      let value = row.value.map { narrator.shown($0) } ?? "(deleted)"
      let state = row.state.map { "state \($0)" } ?? "not committed"
      let seen = row.seenBy.map(narrator.name).joined(separator: ", ")
      let maker = narrator.runner.session(of: row.createdBy)
      return Box(
        lines: [glyphs.cut(value, to: 24), "\(narrator.maker(row.createdBy)), \(state)"]
          + (seen.isEmpty ? [] : [glyphs.cut("seen by \(seen)", to: 40)]),
        session: maker.flatMap { sessions.firstIndex(of: $0) }, isOpen: row.state == nil,
        isOld: row.deletedBy != nil)
    }
  }
}
