import Chance
import Foundation

/// Faults by chance: how many a test tries, and the seed from which they come.
///
/// `scripts/faults` tries more of them. The seed is printed; ISOLAB_SEED repeats it.
enum Storms {
  static let count = number("ISOLAB_STORMS").map { Int($0) } ?? 1

  static let seed: UInt64 = {
    let seed = number("ISOLAB_SEED") ?? .random(in: 0..<1_000_000)
    print("Storms: \(count) of each kind from seed \(seed)")
    return seed
  }()

  static func dice(_ number: Int) -> Dice { Dice(seed: seed &+ UInt64(number)) }

  private static func number(_ variable: String) -> UInt64? {
    ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
  }
}
