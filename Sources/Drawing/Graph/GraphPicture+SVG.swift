import Checking
import Language
package import Layout
import Telling
package import Vocabulary

/// The serialization graph as SVG: transactions on a ring, in the order of their commits.
extension GraphPicture {
  /// The picture; the title above it may be empty, and colours follow from the sessions' order.
  ///
  /// With `growth` each piece has the frames of a page in which it is there. Costs the square of
  /// the edges, because each label looks for a place among those before it.
  package func sheet(
    titled title: String, sessions: [SessionName], growth: GraphGrowth? = nil
  ) -> Sheet {
    let ring = GraphRing(
      drawn, widest: widest, title: title, isTall: aborts.contains { !$0.roles.isEmpty },
      isNarrow: growth != nil)
    var content: [Markup] = [
      .label(title, 16, 26, Lettering(name: "ink", colour: Ink.text, isBold: true)), .lineBreak,
    ]
    let (arrows, labels) = edgesDrawn(on: ring, growth)
    content += arrows
    content += drawn.flatMap { id in
      [node(id, on: ring, sessions).staying(growth?.stay(of: id)), .lineBreak]
    }
    content += labels
    if drawn.isEmpty || growth != nil {
      let text = Markup.label("nothing has committed", 16, ring.top + 20, .faint)
      content.append(text.staying(growth?.stayOfNothing))
    }
    // On a page, they stand below the picture and are wrapped.
    let lines = growth == nil ? legend : []
    for (index, line) in lines.enumerated() {
      content += [
        .label(line, 16, ring.bottom + Double(index) * 20 - 4, .faint), .lineBreak,
      ]
    }
    let told = growth == nil ? (edges + ghostEdges).map(told) : []
    return Sheet(
      told: ([title.isEmpty ? "graph" : "\(title): graph"] + told).joined(separator: "; "),
      width: max(
        ring.width, lines.isEmpty ? 0 : Ink.width(of: lines[0]) + 32, Ink.width(of: title) + 32),
      height: ring.bottom + Double(lines.count) * 20, content: content, legend: key,
      isGroup: growth != nil)
  }

  /// The lines below the graph of a page, each in its frames.
  package func words(_ growth: GraphGrowth) -> Markup {
    legend.map { line -> Markup in
      let frames = growth.stay(of: line).frames
      return .element(
        "p",
        [
          "class": "faint", "data-from": frames.lowerBound.written,
          "data-to": frames.upperBound.written,
        ], text: line)
    }.joined()
  }

  /// The arrows, and their labels, which find places after all nodes are known.
  private func edgesDrawn(
    on ring: GraphRing, _ growth: GraphGrowth?
  ) -> (arrows: [Markup], labels: [Markup]) {
    var (arrows, labels): ([Markup], [Markup]) = ([], [])
    var occupied = ring.occupied
    var twins: [[TransactionID]: Int] = [:]
    for edge in edges + ghostEdges + (growth?.vanished ?? []) {
      let beside = twins[[edge.from, edge.to], default: 0]
      twins[[edge.from, edge.to]] = beside + 1
      guard let stroke = ring.stroke(from: edge.from, to: edge.to, beside: beside) else { continue }
      let spot = occupied.place(text(on: edge), along: stroke, in: ring.width)
      for look in growth?.looks(of: edge) ?? [GraphGrowth.Look(edge: edge, stay: nil)] {
        arrows += [
          arrow(of: look.edge, along: stroke).staying(look.stay, told: told(look.edge)), .lineBreak,
        ]
        labels += [label(of: look.edge, at: spot).staying(look.stay), .lineBreak]
      }
    }
    return (arrows, labels)
  }

  private func told(_ edge: Edge) -> String {
    edge.unreal == .wait
      ? "\(label(edge.from)) waits for \(label(edge.to))"
      : "\(label(edge.from)) before \(label(edge.to)) by \(label(edge))"
  }

  private func arrow(of edge: Edge, along stroke: Stroke) -> Markup {
    let look = ArrowLook(edge.manner)
    let line = stroke.arrow(
      look.lettering.name, look.lettering.colour, width: edge.isInCircle ? 3 : 1.8,
      dashes: look.dashes, isHollow: look.isHollow)
    return .element("g", [:], .element("title", text: told(edge)), line)
  }

  private func text(on edge: Edge) -> String {
    TimelineGlyphs.unicode.cut(
      (edge.mark.isEmpty ? "" : edge.mark + " ") + label(edge), to: 26)
  }

  private func label(of edge: Edge, at spot: Spot) -> Markup {
    let lettering = edge.manner == .harmless ? Lettering.plain : ArrowLook(edge.manner).lettering
    return .label(text(on: edge), spot.x, spot.y, lettering.anchored("middle"), rim: true)
  }

  /// Those who stand on the ring, in their order.
  var drawn: [TransactionID] { nodes + rolledBack + ghosts }

  /// The label of a node; it says so if the transaction has not committed.
  private func name(_ id: TransactionID) -> String {
    guard !nodes.contains(id), !rolledBack.contains(id) else { return label(id) }
    return label(id) + (victims.contains(id) ? ", aborted" : ", uncommitted")
  }

  /// The cells of the longest name.
  private var widest: Int { drawn.map { displayWidth(of: name($0)) }.max() ?? 0 }

  private func node(_ id: TransactionID, on ring: GraphRing, _ sessions: [SessionName]) -> Markup {
    guard let spot = ring.spots[id] else { return Markup() }
    let session = sessions.firstIndex { $0.text == names[id] } ?? 0
    let lettering = Lettering.session(session)
    let frame = ghosts.contains(id) && victims.contains(id) ? Lettering.alarm : lettering
    let box = Markup.empty(
      "rect",
      [
        "class": frame.name + "-ring", "x": (spot.x - ring.box.x / 2).written,
        "y": (spot.y - ring.box.y / 2).written, "width": ring.box.x.written,
        "height": ring.box.y.written, "rx": "8",
        "fill": Ink.ground, "stroke": frame.colour, "stroke-width": "2.5",
        "stroke-dasharray": SessionColour.of(session).dashes,
      ])
    let name = TimelineGlyphs.unicode.cut(name(id), to: ring.cells)
    let roles = roles(of: id).joined(separator: ", ")
    let lift = roles.isEmpty ? 0.0 : 9
    return box + .label(name, spot.x, spot.y + 5 - lift, lettering.anchored("middle"))
      + .label(roles, spot.x, spot.y + 5 + lift, .alarm.anchored("middle"))
  }

  /// What the arrows mean that have no line below the graph.
  private var key: Legend {
    var key = Legend()
    let manners = (edges + ghostEdges).map { $0.manner }
    let told: [(TimelineArrow.Manner, String)] = [
      (.harmless, "must come first"), (.cycle, "closes a cycle"), (.dirtyRead, "a dirty read"),
      (.ghost, "led to the abort"), (.wait, "waits for"),
    ]
    for (manner, text) in told where manners.contains(manner) { key.add(manner, text) }
    return key
  }
}

extension GraphPicture.Edge {
  fileprivate var manner: TimelineArrow.Manner {
    unreal ?? (dirt != nil ? .dirtyRead : isInCircle ? .cycle : .harmless)
  }
}

/// Places on a ring, and lines between them.
private struct GraphRing {
  private(set) var spots: [TransactionID: Spot] = [:]
  let cells: Int
  /// The size of a node.
  let box: Spot
  let top: Double
  let bottom: Double
  let width: Double

  /// A narrow ring fits the column of a page, and a label may be above a node.
  init(
    _ nodes: [TransactionID], widest: Int, title: String, isTall: Bool, isNarrow: Bool
  ) {
    cells = min(24, max(10, widest))
    box = Spot(Double(cells) * Ink.cell + 20, isTall ? 54 : 38)
    top = title.isEmpty ? 16 : 44
    let count = Double(nodes.count)
    let labels = isNarrow ? 6.0 : 96
    // Two stand beside each other, and a single one alone.
    let wide = nodes.count < 2 ? 0 : nodes.count == 2 ? 175 : max(200, count * 56)
    let across = isNarrow ? wide / 2 : wide
    let down = nodes.count < 3 ? 0 : max(135, count * 38)
    let spare = nodes.count < 2 ? 8.0 : nodes.count == 2 ? 66 : 34
    let centre = Spot(box.x / 2 + across + labels, top + box.y / 2 + down + spare)
    width = centre.x * 2
    bottom = centre.y + down + box.y / 2 + spare + 20
    for (index, id) in nodes.enumerated() {
      let turn = nodes.count == 2 ? 0.5 - Double(index) * 0.5 : Double(index) / count - 0.25
      let (sine, cosine) = circlePoint(turn)
      spots[id] = centre + Spot(across * cosine, down * sine)
    }
  }

  /// The nodes, which labels should not cover.
  var occupied: OccupiedSpace {
    var occupied = OccupiedSpace()
    for spot in spots.values { occupied.add(from: spot - box * 0.5, to: spot + box * 0.5) }
    return occupied
  }

  /// A bent line from node to node; the more there are already, the more it is bent.
  func stroke(from: TransactionID, to: TransactionID, beside twins: Int) -> Stroke? {
    guard let from = spots[from], let to = spots[to] else { return nil }
    let along = (to - from).unit
    let bend = (from + to) * 0.5 - along.turned * (44 + Double(twins) * 56)
    return Stroke(
      start: edge(of: from, towards: bend), end: edge(of: to, towards: bend), bend: bend)
  }

  /// Where a line from the middle of a node leaves its box.
  private func edge(of spot: Spot, towards other: Spot) -> Spot {
    let way = other - spot
    let scale = min(
      way.x == 0 ? .infinity : (box.x / 2 + 3) / abs(way.x),
      way.y == 0 ? .infinity : (box.y / 2 + 3) / abs(way.y))
    return spot + way * min(1, scale)
  }
}

/// Sine and cosine of a number of turns.
///
/// By a series, because the system's functions may differ in the last bit from machine to machine.
private func circlePoint(_ turns: Double) -> (sine: Double, cosine: Double) {
  func sine(_ turns: Double) -> Double {
    var angle = (turns - turns.rounded()) * 2 * Double.pi
    if angle > .pi / 2 { angle = .pi - angle } else if angle < -.pi / 2 { angle = -.pi - angle }
    var (term, sum) = (angle, angle)
    for step in 1...9 {
      term *= -angle * angle / Double(2 * step * (2 * step + 1))
      sum += term
    }
    return sum
  }
  return (sine(turns), sine(turns + 0.25))
}
