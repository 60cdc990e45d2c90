import Chance
import Checking
import Vocabulary

/// The judge on random histories of growing size: CPU time per transaction, and memory.
///
/// Each transaction reads twice and writes twice; 8 are open at a time. With `scans`, it also scans
/// ten keys. Drawing the history is not counted. The peak is the most memory that the process has
/// ever held, so the sizes come in ascending order.
enum JudgeBenchmark {
  private static let sizes = [1_000, 10_000, 100_000, 1_000_000]

  static func run(scans: Bool) {
    for size in sizes {
      // Small histories run several times; the fastest run counts.
      let rounds = (0..<max(1, min(20, 200_000 / size))).map { _ in
        measure(RandomHistory(seed: 1, size: size, scans: scans))
      }
      let seconds = rounds.map(\.seconds).min() ?? 0
      print("judge.\(size)", Int(seconds * 1e9 / Double(size)))
      print("judge.\(size).findings", rounds.first?.found ?? 0)
      print("judge.\(size).peak-mib", Memory.peak / 1_048_576)
    }
  }

  /// The same histories, an event at a time.
  static func runLive() {
    for size in sizes.dropLast() {
      var live = LiveJudge(from: nil)
      var (kept, found) = (0, 0)
      let seconds = CPU.seconds {
        for event in RandomHistory(seed: 1, size: size, scans: false) {
          found += live.take(event).count
          kept = max(kept, live.keptEvents)
        }
      }
      print("live.\(size)", Int(seconds * 1e9 / Double(size)))
      print("live.\(size).anomalies", found)
      print("live.\(size).kept-events", kept)
    }
  }

  /// The time to judge a history, without the time to draw it, and how much was found.
  private static func measure(_ history: RandomHistory) -> (seconds: Double, found: Int) {
    var (events, found) = (0, 0)
    let drawing = CPU.seconds { for _ in history { events += 1 } }
    let both = CPU.seconds {
      guard let judgement = try? Judgement(of: history) else {
        preconditionFailure("the history does not contradict itself")
      }
      found = judgement.findings.count
      precondition((judgement.serialOrder() != nil) == (found == 0))
    }
    precondition(events > 0)
    return (both - drawing, found)
  }
}

/// A history as read-committed makes them, drawn while it is read: each read sees the newest
/// committed version, so that most anomalies occur.
struct RandomHistory: Sequence, IteratorProtocol {
  private struct Open {
    let id: TransactionID
    var left: Int
    var written: [Int] = []
  }

  private let size: Int
  private let scans: Bool
  private var dice: Dice
  private var open: [Open] = []
  private var begun = 0
  private var state = 0
  private var step = 0
  private let names: [Key]
  /// The writer of the newest version of each key; 0: nobody.
  private var newest: [Int]

  init(seed: UInt64, size: Int, scans: Bool) {
    (self.size, self.scans, dice) = (size, scans, Dice(seed: seed))
    let count = 100 + size / 1_000
    names = (0..<count).map { Key(Work.name($0)) }
    newest = Array(repeating: 0, count: count)
  }

  mutating func next() -> Event? {
    step += 1
    if begun < size, open.count < 8 { return begin() }
    guard !open.isEmpty else { return nil }
    let place = dice.below(open.count)
    guard open[place].left > 0 else { return commit(place) }
    open[place].left -= 1
    switch open[place].left {
    case 4: return scan(open[place].id)
    case 2, 3: return read(place)
    default: return write(place)
    }
  }

  private mutating func begin() -> Event {
    begun += 1
    open.append(Open(id: TransactionID(begun), left: scans ? 5 : 4))
    return .begin(TransactionID(begun), mode: .readCommitted, readOnly: false, snapshot: nil)
  }

  private mutating func read(_ place: Int) -> Event {
    let key = dice.below(names.count)
    return .read(open[place].id, step: step, key: names[key], version: version(of: key))
  }

  private mutating func scan(_ id: TransactionID) -> Event {
    let low = dice.below(names.count - 9)
    let range = KeyRange(low: names[low], high: low + 10 < names.count ? names[low + 10] : nil)
    let rows = (low..<low + 10).filter { newest[$0] > 0 }.map {
      Event.Row(names[$0], version(of: $0))
    }
    return .scan(
      id, step: step, Event.Scan(range: range, own: [], rows: rows, absent: [], asOf: state))
  }

  private mutating func write(_ place: Int) -> Event {
    var key = dice.below(names.count)
    while open[place].written.contains(key) { key = dice.below(names.count) }
    open[place].written.append(key)
    return .write(open[place].id, step: step, key: names[key], number: 1, value: "v")
  }

  private mutating func commit(_ place: Int) -> Event {
    let transaction = open.remove(at: place)
    state += 1
    for key in transaction.written { newest[key] = transaction.id.number }
    return .commit(transaction.id, step: step, state: state)
  }

  private func version(of key: Int) -> VersionID {
    newest[key] == 0
      ? .absent(asOf: state) : .written(by: TransactionID(newest[key]), number: 1)
  }
}
