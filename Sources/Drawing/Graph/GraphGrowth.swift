import Layout
import Telling
import Vocabulary

/// How the serialization graph grows, frame by frame of a page.
///
/// The graph is drawn once, as it is at the end, and each of its pieces knows the frames in which
/// it is there. A picture for each look would make a page grow by the square of its steps.
package struct GraphGrowth {
  /// The frames in which a piece is there.
  struct Stay {
    let frames: Range<Int>
    /// Whether it goes before the end; then it is not printed.
    let isPassing: Bool
  }

  /// An edge as it is drawn for some time; nil: as long as the picture is there.
  struct Look {
    let edge: GraphPicture.Edge
    let stay: Stay?
  }

  /// The frames of the whole picture.
  package let frames: Range<Int>
  private var births: [TransactionID: Int] = [:]
  private var legends: [String: Int] = [:]
  /// The edges as they are now, and since when.
  private var present: [GraphPicture.Edge: Int] = [:]
  /// How they looked before, in the order in which that ended.
  private var past: [GraphPicture.Place: [Look]] = [:]

  /// Nothing, in these frames.
  package init(in frames: Range<Int>) { self.frames = frames }

  /// From that frame on the graph is like that.
  package mutating func add(_ picture: GraphPicture, from frame: Int) {
    for id in picture.drawn where births[id] == nil { births[id] = frame }
    for line in picture.legend where legends[line] == nil { legends[line] = frame }
    let edges = Set(picture.edges + picture.ghostEdges)
    for (edge, start) in present where !edges.contains(edge) {
      let stay = Stay(frames: start..<frame, isPassing: true)
      past[edge.place, default: []].append(Look(edge: edge, stay: stay))
      present[edge] = nil
    }
    for edge in edges where present[edge] == nil { present[edge] = frame }
  }

  /// How an edge of the last graph looks over time.
  func looks(of edge: GraphPicture.Edge) -> [Look] {
    past[edge.place, default: []] + [Look(edge: edge, stay: stay(from: present[edge]))]
  }

  /// When a transaction is there.
  func stay(of id: TransactionID) -> Stay { stay(from: births[id]) }

  /// When a line below the graph is there: from its first frame on.
  func stay(of legend: String) -> Stay { stay(from: legends[legend]) }

  /// The first frame with a graph; nil if there never is one.
  package var start: Int? { births.values.min() }

  /// As long as there is no graph.
  var stayOfNothing: Stay {
    let end = start
    return Stay(frames: frames.lowerBound..<(end ?? frames.upperBound), isPassing: end != nil)
  }

  private func stay(from frame: Int?) -> Stay {
    Stay(frames: (frame ?? frames.lowerBound)..<frames.upperBound, isPassing: false)
  }
}

extension Markup {
  /// The piece with the frames in which it is there; nil: always.
  ///
  /// `told` is what it says to those who cannot see it.
  func staying(_ stay: GraphGrowth.Stay?, told: String? = nil) -> Markup {
    guard let stay else { return self }
    guard !stay.frames.isEmpty else { return Markup() }
    return .element(
      "g",
      [
        "data-from": stay.frames.lowerBound.written,
        "data-to": stay.frames.upperBound.written,
        "class": stay.isPassing ? "passing" : nil, "role": told == nil ? nil : "img",
        "aria-label": told,
      ], self)
  }
}
