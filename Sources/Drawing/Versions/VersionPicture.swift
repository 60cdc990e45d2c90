import Layout
import Sessions
package import Telling
package import Vocabulary

/// The versions of keys as SVG: a chain for each key, the oldest version first.
extension Narrator {
  /// The picture of all keys' chains.
  package func versionSheet(titled title: String, in range: KeyRange = .all) -> Sheet {
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
    return Sheet(
      told: ([title.isEmpty ? "versions" : "\(title): versions"] + told).joined(separator: "; "),
      width: max(width, Ink.width(of: title) + 32),
      height: top + Double(max(1, cut.count)) * height, content: content,
      legend: Self.legend(of: cut))
  }
}

extension Narrator {
  /// What the frames mean, as far as they occur.
  private static func legend(of chains: [VersionChain]) -> Legend {
    let boxes = chains.flatMap { $0.boxes }
    var legend = Legend()
    func add(_ look: VersionChain.Look, _ text: String) {
      guard boxes.contains(where: { $0.look == look }) else { return }
      legend.add(look.frame(at: Spot(10, -8), Spot(24, 16), .faint), text)
    }
    add(.newest, "newest committed version")
    add(.open, "not committed")
    add(.old, "replaced")
    add(.pinned, "replaced, but a vacuum must keep it")
    return legend
  }
}

/// The versions of one key.
private struct VersionChain {
  /// How a version stands.
  enum Look {
    case newest, open, old, pinned

    func frame(at spot: Spot, _ size: Spot, _ lettering: Lettering) -> Markup {
      let own = self == .pinned ? Lettering.wait : lettering
      return .empty(
        "rect",
        [
          "class": own.name + "-ring", "x": spot.x.written, "y": spot.y.written,
          "width": size.x.written, "height": size.y.written, "rx": "5", "fill": Ink.ground,
          "stroke": own.colour, "stroke-width": self == .old ? "1" : "2.5",
          "stroke-dasharray": self == .open ? "6 4" : self == .pinned ? "2 2" : nil,
        ])
    }
  }

  /// A version.
  struct Box {
    /// Its value, who made it, who sees it.
    let lines: [String]
    let session: Int?
    let look: Look
    var width: Double { Double(lines.map { displayWidth(of: $0) }.max() ?? 0) * Ink.cell + 22 }

    func drawn(at spot: Spot) -> Markup {
      let lettering = session.map(Lettering.session) ?? .faint
      let rect = look.frame(at: spot, Spot(width, 54), lettering)
      let isOld = look == .old || look == .pinned
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
        session: maker.flatMap { sessions.firstIndex(of: $0) }, look: Look(of: row))
    }
  }
}

extension VersionChain.Look {
  fileprivate init(of row: VersionRow) {
    self =
      row.state == nil ? .open : row.isPinned ? .pinned : row.deletedBy == nil ? .newest : .old
  }
}
