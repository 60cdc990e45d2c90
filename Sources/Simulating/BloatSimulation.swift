import Engine

/// Writers at work, with a long reader among them, and a vacuum now and then.
package struct BloatSimulation: Sendable {
  private let settings: BloatSettings
  private let every: Int?
  private var simulation: Simulation
  private var reader: LongReader
  private var looks: [BloatLook] = []
  /// The cost of reads until the last look.
  private var seen = (writers: ReadWork(), reader: ReadWork())
  /// The cost of the writers' reads until the long reader began, and until it committed.
  private var atBegin, atEnd: ReadWork?
  private var turns = 0

  /// - Parameters:
  ///   - settings: what is simulated.
  ///   - every: after how many commits there is a vacuum; nil: never.
  package init(_ settings: BloatSettings, every: Int?) {
    var writers = settings.writers
    writers.vacuumEvery = every
    (self.settings, self.every) = (settings, every)
    let data = SharedData(writers)
    simulation = Simulation(writers, on: data)
    reader = LongReader(writers, settings.reading, data.keys)
  }

  /// Runs to the end.
  ///
  /// - Parameter report: called now and then with the number of looks so far; false interrupts.
  /// - Returns: The looks, and the cost of reads.
  package mutating func run(_ report: (Int) -> Bool = { _ in true }) -> BloatRun {
    simulation.start()
    for number in 1...settings.looks {
      let time = settings.time * number / settings.looks
      guard advance(to: time, report) else { return result(isPartial: true) }
      look(at: time)
      if !report(number), number < settings.looks { return result(isPartial: true) }
    }
    return result(isPartial: false)
  }

  /// Runs everything before that time; false if it was interrupted.
  private mutating func advance(to end: Int, _ report: (Int) -> Bool) -> Bool {
    while let next = [simulation.nextTime, reader.nextTime].compactMap({ $0 }).min(), next < end {
      if next == reader.nextTime {
        atBegin = atBegin ?? writersWork
        reader.takeTurn(in: &simulation)
        if reader.nextTime == nil { atEnd = writersWork }
      } else {
        simulation.takeTurn()
      }
      turns += 1
      if turns.isMultiple(of: 256), !report(looks.count) { return false }
    }
    return true
  }

  private mutating func look(at time: Int) {
    let writers = writersWork
    looks.append(
      BloatLook(
        time: time, kept: simulation.database.deadVersions, reads: writers - seen.writers,
        longReads: reader.work - seen.reader, removed: simulation.upkeep.removed,
        vacuums: simulation.upkeep.vacuums, committed: simulation.committed))
    seen = (writers, reader.work)
  }

  /// The cost of all reads except those of the long reader.
  private var writersWork: ReadWork {
    let cost = simulation.database.readCost
    return ReadWork(reads: cost.reads, versions: cost.versions) - reader.work
  }

  private func result(isPartial: Bool) -> BloatRun {
    let all = writersWork
    let (begin, end) = (atBegin ?? all, atEnd ?? all)
    return BloatRun(
      every: every, looks: looks, before: begin, during: end - begin, after: all - end,
      longReads: reader.work, isPartial: isPartial)
  }
}
