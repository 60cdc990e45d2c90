import Chance
import Testing
import Vocabulary

@testable import Simulating

/// What clients want.
@Suite struct JobTests {
  /// The jobs of each client, in their order.
  private static func jobs(_ settings: Settings) -> [[Job]] {
    var simulation = Simulation(settings)
    var jobs = Array(repeating: [Job](), count: settings.clients)
    var hasJob = Array(repeating: false, count: settings.clients)
    simulation.start()
    for _ in 0..<4_000 {
      simulation.takeTurn()
      for (number, client) in simulation.clients.enumerated() {
        // Between two jobs there is a turn at which a client has none.
        if let job = client.job, !hasJob[number] { jobs[number].append(job) }
        hasJob[number] = client.job != nil
      }
    }
    return jobs
  }

  @Test(arguments: Mix.allCases, [nil, 1] as [Int?])
  func aClientWantsTheSameInEveryMode(mix: Mix, retries: Int?) {
    let all = IsolationMode.allCases.map { mode in
      var settings = Settings(mode, mix)
      (settings.clients, settings.keys) = (6, 24)
      (settings.retries, settings.backoff) = (retries, 3)
      if mix == .mixed { (settings.reads, settings.writes) = (4, 4) }
      return Self.jobs(settings)
    }
    for (mode, lists) in zip(IsolationMode.allCases, all) {
      for client in lists.indices {
        let (mine, first) = (lists[client], all[0][client])
        // In a mode that aborts readers a report is tried again and again.
        #expect(mine.count > 4, "\(mode)")
        #expect(zip(mine, first).allSatisfy { $0 == $1 }, "\(mode), client \(client)")
      }
      #expect(Set(lists).count == lists.count)
    }
  }

  /// What is only read is as popular as what is written, whichever was drawn first.
  @Test func rolesDoNotDependOnPopularity() {
    var settings = Settings(.snapshot, .counters)
    (settings.keys, settings.reads, settings.writes) = (50, 3, 1)
    let maker = JobMaker(settings, Popularity(.zipfian(skew: 2), over: 50))
    var dice = Dice(seed: 5)
    var (read, written) = (0, 0)
    for _ in 0..<8_000 {
      for act in maker.job(&dice).acts {
        switch act {
        case .read(0): read += 1
        case .write(0, _): written += 1
        default: continue
        }
      }
    }
    // Each counter that is written has been read before, one of four.
    let share = Double(written) / Double(read)
    #expect(0.22..<0.28 ~= share, "\(share)")
  }
}
