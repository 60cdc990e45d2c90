package import Drawing
package import Language
import Sessions
package import Stores
import Telling
package import Vocabulary

/// A lesson replayed in several modes, perhaps also on stores, and the differences.
package struct LessonComparison: Sendable {
  package private(set) var sides = SideBySide(columns: [], parts: [])
  /// The first error that no answer records, and the mode in which it happened.
  package private(set) var failure: Refusal?

  /// Plays the scenario in each mode, up to its first failure unless `keepGoing` is set.
  ///
  /// - Parameters:
  ///   - scenario: The lesson.
  ///   - named: The modes; empty stands for those of the lesson.
  ///   - conflicts: What happens to two writers of a key wherever the lesson does not say so; nil
  ///     leaves it to each mode.
  ///   - keepGoing: Whether errors are answers like any other.
  ///   - part: The only part that is compared, from 1; nil is all of them. The parts after it are
  ///     not played.
  package init(
    _ scenario: Scenario, _ named: [IsolationMode], conflicts: ConflictPolicy?, keepGoing: Bool,
    part: Int? = nil
  ) {
    let ofLesson = scenario.modes
    let modes = SideBySide.modes(
      named, present: scenario.standardMode,
      usual: ofLesson.count > 1 ? ofLesson : IsolationMode.lab)
    compare(
      scenario, modes.map { Side(SideBySide.Column($0)) }, conflicts: conflicts,
      keepGoing: keepGoing, part: part)
  }

  /// Plays the scenario in each of the modes, and on each store at the mode's counterpart.
  ///
  /// A store without a counterpart of a mode has no column beside it. A part that names such a mode
  /// is left out.
  package init(
    _ scenario: Scenario, _ modes: [IsolationMode], on stores: [any Store],
    conflicts: ConflictPolicy?, keepGoing: Bool, part: Int? = nil
  ) {
    let identities = stores.map { $0.identity }
    let names = zip(Self.words(for: identities), identities.marks)
    let sides = modes.flatMap { mode in
      [Side(SideBySide.Column(mode))]
        + zip(stores, names).compactMap { store, name in
          Side(mode, on: store, called: name.0, marked: name.1)
        }
    }
    leftOut = Set(stores.flatMap { scenario.partsWithoutLevel(on: $0.identity).keys })
    compare(scenario, sides, conflicts: conflicts, keepGoing: keepGoing, part: part)
  }

  /// The parts that are not compared.
  private var leftOut: Set<Int> = []

  /// Short names of the stores: their schemes, numbered where several have the same.
  private static func words(for stores: [StoreIdentity]) -> [String] {
    stores.enumerated().map { index, store in
      let before = stores[..<index].count { $0.scheme == store.scheme }
      return before == 0 ? store.scheme : "\(store.scheme)\(before + 1)"
    }
  }

  /// A column, and the place where its steps are carried out.
  private struct Side {
    let column: SideBySide.Column
    var store: (any Store)?

    init(_ column: SideBySide.Column) { self.column = column }

    init?(_ mode: IsolationMode, on store: any Store, called word: String, marked mark: String) {
      let identity = store.identity
      guard let level = identity.level(for: mode) else { return nil }
      column = SideBySide.Column(
        mode,
        at: SideBySidePlace(
          store: identity.title, mark: mark, level: level.name, url: identity.url, word: word))
      self.store = store
    }
  }

  private mutating func compare(
    _ scenario: Scenario, _ sides: [Side], conflicts: ConflictPolicy?, keepGoing: Bool, part: Int?
  ) {
    // Commands that switch to another mode do not belong here.
    let lines = scenario.lines.filter { line in
      [.lab, .tests].contains(line.subject) && line.part <= part ?? .max
        && (line.isReset || !leftOut.contains(line.part))
    }
    var runs: [Run] = []
    for side in sides {
      let mode = side.column.mode
      let start = Replay(
        lines, of: scenario.file, in: mode, conflicts: conflicts, on: side.store)
      let run = Run(start, keepGoing: keepGoing)
      run.letGo()
      if let failure = run.failure, self.failure == nil || failure.kind == .store {
        self.failure = Refusal(mode: mode, failure: failure)
      }
      if failure != nil, !keepGoing || failure?.failure.kind == .store { break }
      runs.append(run)
    }
    let columns = sides.map { $0.column }
    let all = SideBySide(runs.count < sides.count ? [] : runs, columns, isOver: true)
    self.sides = SideBySide(
      columns: columns,
      parts: all.parts.filter {
        part ?? $0.number == $0.number && !leftOut.contains($0.number)
      })
  }
}
