import Chance
import Engine
import Telling
import Vocabulary

/// A client with a job, and the progress of its current try.
struct Client: Sendable {
  /// The dice for its jobs, and for nothing else, so the jobs are the same in every mode.
  var jobDice: Dice
  /// The dice for its pauses and for the order within a step.
  var paceDice: Dice
  /// The current job; nil only before the first.
  var job: Job?
  /// When the job was first tried.
  var jobBegan = 0
  /// How often the job was tried again.
  var retries = 0

  /// The current try; nil between two tries.
  var transaction: TransactionID?
  /// The state that it reads; nil if the mode has no snapshot.
  var snapshot: Timestamp?
  /// The last request, if it has not been answered yet.
  var request: Request?
  /// The step since which it waits; nil if it does not wait.
  var waitingSince: Int?
  /// The total of all keys when the try began.
  var totalAtBegin: Int64 = 0
  private var position = 0
  private(set) var seen: [Int: Int64] = [:]
  private(set) var written: [Int: Int64] = [:]

  init(seed: UInt64, number: Int) {
    jobDice = Dice(seed: seed, stream: 2 * number)
    paceDice = Dice(seed: seed, stream: 2 * number + 1)
  }

  /// Forgets what the last try saw and did.
  mutating func startOver() {
    (transaction, snapshot, request, waitingSince, position) = (nil, nil, nil, nil, 0)
    seen.removeAll(keepingCapacity: true)
    written.removeAll(keepingCapacity: true)
  }

  /// Goes on to the next request.
  ///
  /// - Parameters:
  ///   - keys: the names of the keys.
  ///   - fresh: a number that no other request has written.
  /// - Returns: The request; COMMIT where everything is done.
  mutating func next(_ keys: Keys, fresh: Int64) -> Request {
    while let act = job?.acts[position...].first {
      position += 1
      switch act {
      case .read(let key): return .get(keys[key])
      case .scan(let range): return .scan(keys[range])
      case .write(let key, let change):
        guard let value = value(change, of: key, fresh) else { continue }
        written[key] = value
        return .put(keys[key], Value(value))
      }
    }
    return .commit
  }

  /// Stores the values that the last request has read.
  mutating func take(_ answer: Answer) {
    switch (answer, request) {
    case (.value(let value), .get(let key)?): seen[Keys.number(of: key)] = value?.integer ?? 0
    case (.rows(let rows), .scan?):
      for row in rows { seen[Keys.number(of: row.key)] = row.value.integer ?? 0 }
    default: return
    }
  }

  private func value(_ change: Job.Change, of key: Int, _ fresh: Int64) -> Int64? {
    switch change {
    case .add(let number): return seen[key, default: 0] + number
    case .fresh: return fresh
    case .turn(let ward):
      if seen[key] == 0 { return 1 }
      return ward.contains { $0 != key && seen[$0] == 1 } ? 0 : nil
    }
  }
}

/// The names of numbered keys, padded so that their order is that of the numbers.
struct Keys: Sendable {
  private let names: [Key]

  init(count: Int) { names = (0..<count).map { Key("k" + String(10_000_000 + $0).dropFirst()) } }

  subscript(number: Int) -> Key { names[number] }

  subscript(range: Range<Int>) -> KeyRange {
    KeyRange(
      low: names[range.lowerBound],
      high: range.upperBound < names.count ? names[range.upperBound] : nil)
  }

  /// All keys with that value.
  func holding(_ value: Int64) -> [Key: Value] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, Value(value)) })
  }

  static func number(of key: Key) -> Int { Int(key.text.dropFirst()) ?? 0 }
}
