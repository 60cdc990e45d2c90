import Chance
import Engine
import Vocabulary

/// A client that reads one key after the other in a single transaction.
///
/// Only for modes in which readers never wait. If the mode aborts the reader, it begins again. It
/// commits when its time is over, even in a pause.
struct LongReader: Sendable {
  private let settings: Settings
  private let end: Int
  private let keys: Keys
  private var dice: Dice
  private var transaction: TransactionID?
  /// When it makes its next request; nil once it is done.
  private(set) var nextTime: Int?
  /// The cost of its reads.
  private(set) var work = ReadWork()

  /// - Parameters: - settings: the writers', whose mode and pauses it shares. - time: from its
  /// BEGIN to its COMMIT; nil if it never begins. - keys: what it reads.
  init(_ settings: Settings, _ time: Range<Int>?, _ keys: Keys) {
    (self.settings, self.keys) = (settings, keys)
    dice = Dice(seed: settings.seed, stream: -1)
    (nextTime, end) = (time?.lowerBound, time?.upperBound ?? 0)
  }

  mutating func takeTurn(in simulation: inout Simulation) {
    guard let now = nextTime else { return }
    let isLast = now >= end
    nextTime = isLast ? nil : min(end, now + 1 + dice.below(2 * settings.think + 1))
    guard let id = transaction else {
      if isLast { return }
      transaction = simulation.admit {
        $0.begin(settings.mode, conflicts: settings.conflicts, readOnly: true, step: $1).0
      }
      return
    }
    let request = isLast ? Request.commit : .get(keys[dice.below(settings.keys)])
    let before = simulation.database.readCost
    let answer = simulation.admit { $0.perform(request, by: id, step: $1).answer }
    let spent = simulation.database.readCost - before
    work = work + ReadWork(reads: spent.reads, versions: spent.versions)
    if case .aborted = answer { transaction = nil }
    if isLast { transaction = nil }
  }
}
