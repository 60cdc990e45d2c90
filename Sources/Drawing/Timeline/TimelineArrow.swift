import Checking
import Language
import Sessions
import Telling
import Vocabulary

/// A dependency or a wait, as an arrow between two commands of a timeline.
struct TimelineArrow {
  /// A cell of the timeline.
  struct Place: Hashable {
    let row: Int
    let lane: Int

    /// As markup names it.
    var written: String { "\(row)-\(lane)" }
  }

  /// What an arrow is part of.
  enum Manner {
    /// A cycle.
    case cycle
    /// A read of a version that was never committed.
    case dirtyRead
    /// The reasons of an abort.
    case ghost
    /// A ring of waits.
    case wait
    /// Nothing: it only fixes an order.
    case harmless
  }

  let from: Place
  let to: Place
  let label: String
  let manner: Manner
  /// What happened, in words.
  let told: String
  /// The reply after which it is certain.
  let reply: Int
}

/// The arrows of a timeline, each once.
struct TimelineArrows {
  private let story: TimelineRows
  private let proof: Proof
  private(set) var all: [TimelineArrow] = []

  /// How many are drawn.
  private static let most = 12

  init(in story: TimelineRows, _ proof: Proof) { (self.story, self.proof) = (story, proof) }

  private var narrator: Narrator { story.narrator }

  private var isFull: Bool { all.count >= Self.most }

  /// The dependencies that a finding rests on.
  mutating func add(_ finding: Finding) {
    guard !isFull else { return }
    let sighting = narrator.verdicts.sightings.filter { _, seen in
      seen.contains { Set($0.transactions) == Set(finding.transactions) }
    }
    let certain = sighting.keys.min().flatMap { step in
      story.rows.last { $0.cells.contains { $0.action?.step == step } }?.reply
    }
    for edge in finding.dependencies {
      add(
        edge, as: finding.isDirtyRead ? .dirtyRead : .cycle,
        proof.sentence(of: edge, in: finding), certain ?? story.rows.last?.reply ?? 0)
    }
  }

  /// The reasons of an abort.
  mutating func add(_ ghost: GhostPicture) {
    guard !isFull, let row = story.row(ofAbortOf: ghost.abort.transaction) else { return }
    for edge in ghost.edges {
      let (from, to) = (edge.from, edge.to)
      add(
        from: story.place(of: from.transaction, at: from.step, asAsked: edge.isWait),
        to: story.place(of: to.transaction, at: to.step, asAsked: edge.isWait),
        edge.label, edge.isWait ? .wait : .ghost, edge.told, story.rows[row].reply)
    }
  }

  /// Dependencies that are part of nothing worse.
  ///
  /// More than a few would hide the rest.
  mutating func add(harmless edges: [Dependency]) {
    guard edges.count <= 3, !story.rows.isEmpty else { return }
    for edge in edges {
      let end = story.end(of: edge.second.transaction)
      let other = story.end(of: edge.first.transaction)
      add(edge, as: .harmless, proof.sentence(of: edge), story.rows[max(end, other)].reply)
    }
  }

  private mutating func add(
    _ edge: Dependency, as manner: TimelineArrow.Manner, _ told: String, _ reply: Int
  ) {
    add(
      from: story.place(of: edge.first.transaction, at: edge.first.step),
      to: story.place(of: edge.second.transaction, at: edge.second.step),
      "\(edge.kind.rawValue) \(narrator.shown(edge.key))", manner, told, reply)
  }

  private mutating func add(
    from: TimelineArrow.Place?, to: TimelineArrow.Place?, _ label: String,
    _ manner: TimelineArrow.Manner, _ told: String, _ reply: Int
  ) {
    let label = TimelineGlyphs.unicode.cut(label, to: 22)
    guard !isFull, let from, let to, from != to,
      !all.contains(where: { $0.from == from && $0.to == to && $0.label == label })
    else { return }
    all.append(
      TimelineArrow(
        from: from, to: to, label: label, manner: manner,
        told: TimelineGlyphs.unicode.cut(told, to: 200), reply: reply))
  }
}

extension TimelineRows {
  /// Where a command stands that took part in a dependency; if it had waited, where it was given
  /// (`asAsked`) or went on.
  fileprivate func place(
    of id: TransactionID, at step: StepNumber, asAsked: Bool = false
  ) -> TimelineArrow.Place? {
    guard let lane = lane(of: id) else { return nil }
    let own = rows.indices.filter { rows[$0].cells[lane].action?.step == step }
    return (asAsked ? own.first : own.last).map { TimelineArrow.Place(row: $0, lane: lane) }
  }
}
