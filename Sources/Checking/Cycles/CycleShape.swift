/// Which closed walks are of a class: a small automaton that reads the kinds of their edges.
struct CycleShape: Sendable {
  /// The class.
  let phenomenon: Phenomenon
  /// How many phases there are; every walk starts in phase 0.
  let phases: Int
  /// The phase after an edge, nil where no walk of the class goes on with it.
  let next: @Sendable (_ phase: Int, _ kind: Edge.Kind) -> Int?
  /// Whether a walk that is back at its start in this phase is of the class.
  let closes: @Sendable (_ phase: Int) -> Bool

  /// The classes of cycles, the worst first; each presupposes that there is no cycle of those
  /// before.
  ///
  /// G0 is missing: versions stand in commit order, so every ww edge leads forward.
  static let all = [informationCycle, single, nonadjacent, item, any]

  static let informationCycle = CycleShape(
    phenomenon: .informationCycle, phases: 1, next: { $1.isAntidependency ? nil : 0 },
    closes: { _ in true })

  /// The phase counts rw edges.
  static let single = CycleShape(
    phenomenon: .singleAntidependency, phases: 2,
    next: { phase, kind in kind.isAntidependency ? (phase == 0 ? 1 : nil) : phase },
    closes: { $0 == 1 })

  /// Phases 1 to 4: whether the first edge was an rw edge, and whether the last was.
  static let nonadjacent = CycleShape(
    phenomenon: .nonadjacentAntidependencies, phases: 5,
    next: { phase, kind in
      let isRW = kind.isAntidependency
      if phase == 0 { return isRW ? 4 : 1 }
      let (first, last) = ((phase - 1) / 2, (phase - 1) % 2)
      return isRW && last == 1 ? nil : 1 + 2 * first + (isRW ? 1 : 0)
    },
    closes: { $0 != 4 })

  static let item = CycleShape(
    phenomenon: .itemAntidependencies, phases: 1, next: { $1 == .rwp ? nil : 0 },
    closes: { _ in true })

  static let any = CycleShape(
    phenomenon: .antidependencies, phases: 1, next: { _, _ in 0 }, closes: { _ in true })
}
