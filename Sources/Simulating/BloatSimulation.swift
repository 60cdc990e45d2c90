import Engine

/// Writers at work, a long reader among them, and a vacuum now and then.
package struct BloatSimulation: Sendable {
  private let settings: BloatSettings
  private let every: Int?
  private var simulation: Simulation
  private var reader: LongReader
  private var looks: [BloatLook] = []
  /// What reads had cost at the last look.
  private var seen = (writers: ReadWork(), reader: ReadWork())

  /// - Parameters:
  ///   - settings: what is simulated.
  ///   - every: after how many commits there is a vacuum; nil: never.
  package init(_ settings: BloatSettings, every: Int?) {
    var writers = settings.writers
    writers.vacuumEvery = every
    (self.settings, self.every) = (settings, every)
    let stage = Stage(writers)
    simulation = Simulation(writers, on: stage)
    reader = LongReader(writers, settings.reading, stage.keys)
  }

  /// Runs to the end.
  ///
  /// - Parameter report: told at each look which one it is, from 1; false breaks off.
  /// - Returns: What was seen.
  package mutating func run(_ report: (Int) -> Bool = { _ in true }) -> BloatRun {
    simulation.start()
    for number in 1...settings.looks {
      let time = settings.time * number / settings.looks
      advance(to: time)
      look(at: time)
      if !report(number), number < settings.looks {
        return BloatRun(every: every, looks: looks, isPartial: true)
      }
    }
    return BloatRun(every: every, looks: looks, isPartial: false)
  }

  private mutating func advance(to end: Int) {
    while let next = [simulation.nextTime, reader.nextTime].compactMap({ $0 }).min(), next <= end {
      if next == reader.nextTime {
        reader.takeTurn(in: &simulation)
      } else {
        simulation.takeTurn()
      }
    }
  }

  private mutating func look(at time: Int) {
    let database = simulation.database
    let cost = database.readCost
    let writers = ReadWork(reads: cost.reads, versions: cost.versions) - reader.work
    looks.append(
      BloatLook(
        time: time, kept: database.deadVersions, reads: writers - seen.writers,
        longReads: reader.work - seen.reader, removed: simulation.upkeep.removed,
        vacuums: simulation.upkeep.vacuums, committed: simulation.committed))
    seen = (writers, reader.work)
  }
}
