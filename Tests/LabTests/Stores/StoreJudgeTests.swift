import Databases
import Foundation
import Stores
import Testing
import Vocabulary

/// Random programs on real databases: whatever a store does, the judge says what brute force says.
///
/// ISOLAB_STORE names another store than SQLite, and ISOLAB_STORE_PROGRAMS how many programs are run
/// in each of its levels: scripts/judge-stores. A failure names the seed, and prints a lesson.
@Suite struct StoreJudgeTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["ISOLAB_STORE_PROGRAMS"].flatMap { UInt64($0) } ?? 10
  private static let urls =
    environment["ISOLAB_STORE"].map { [$0] } ?? ["sqlite:", "sqlite:?journal=delete"]

  @Test(arguments: urls) func agreesWithBruteForce(url: String) throws {
    let store = WitnessStore(try KnownStores.open(url, StoreOptions()))
    defer { store.close() }
    try check(store)
  }

  /// The engine knows all modes, so that there is an anomaly of each kind.
  @Test func agreesWithBruteForceOnTheEngine() throws { try check(EngineStore()) }

  /// Without marks equal values are all alike, and nothing is told about absences.
  @Test func agreesWithBruteForceWhereNothingIsMarked() throws {
    try check(ForgetfulStore(EngineStore()))
  }

  private func check(_ store: any Store) throws {
    for level in store.identity.levels {
      var counts = StoreTrial.Counts()
      for seed in 0..<Self.count {
        let program = RandomProgram(seed: seed, mode: level.mode).on(store)
        let trial = StoreTrial(of: program, on: store)
        counts += trial.counts
        if let fault = trial.fault { return report(fault, program, level, on: store) }
      }
      print("\(store.identity.title), \(level.name): \(counts.text)")
    }
  }

  private func report(
    _ fault: String, _ program: RandomProgram, _ level: StoreLevel, on store: any Store
  ) {
    let short = shortest(program, on: store)
    let last = StoreTrial(of: short, on: store).fault ?? fault
    let lesson = ["```isolab", ".mode \(level.mode.name)"] + short.lines + ["```"]
    Issue.record(
      """
      seed \(program.seed), \(level.name) of \(store.identity.title): \(fault)
      shortest program (\(short.manner)), where: \(last)
      \(lesson.joined(separator: "\n"))
      """)
  }

  /// The program without every line that is not needed for a fault.
  private func shortest(_ program: RandomProgram, on store: any Store) -> RandomProgram {
    var program = program
    var place = 0
    while place < program.lines.count {
      var lines = program.lines
      lines.remove(at: place)
      let shorter = program.with(lines)
      if StoreTrial(of: shorter, on: store).fault == nil {
        place += 1
      } else {
        (program, place) = (shorter, 0)
      }
    }
    return program
  }
}

extension RandomProgram {
  /// Without what a store cannot tell.
  ///
  /// The engine may take FOR UPDATE for a write. PostgreSQL names nobody who holds up a DEFERRABLE
  /// BEGIN while it remembers an earlier transaction of the same connection.
  fileprivate func on(_ store: any Store) -> RandomProgram {
    let word = store is WitnessStore ? " DEFERRABLE" : " FOR UPDATE"
    return with(lines.map { $0.replacing(word, with: "") })
  }
}
