import Chance
import Engine
import Vocabulary

/// The keys that transactions touch, drawn uniformly in advance, so that drawing is not measured.
///
/// Keys are texts of eight bytes. Within the measured time, both sides convert the texts to the
/// form by which they look up keys, and hash them.
struct Work {
  /// The gets of a transaction, and then as many puts.
  let width: Int
  let names: [String]
  /// Whether a transaction puts the keys that it gets.
  let rereads: Bool

  init(seed: UInt64, keyCount: Int, transactions: Int, width: Int, rereads: Bool) {
    var dice = Dice(seed: seed)
    (self.width, self.rereads) = (width, rereads)
    names = (0..<transactions * width * 2).map { _ in Self.name(dice.below(keyCount)) }
  }

  var transactions: Int { names.count / (width * 2) }

  func getName(_ transaction: Int, _ index: Int) -> String {
    names[transaction * width * 2 + index]
  }
  func putName(_ transaction: Int, _ index: Int) -> String {
    names[transaction * width * 2 + (rereads ? 0 : width) + index]
  }

  /// Eight bytes.
  static func name(_ number: Int) -> String { "k" + String(10_000_000 + number).dropFirst() }
}

/// A bare Dictionary without transactions.
struct PlainStore {
  private var values: [String: Int] = [:]
  private(set) var checksum = 0

  init(keyCount: Int) {
    for number in 0..<keyCount { values[Work.name(number)] = 0 }
  }

  mutating func run(_ work: Work) {
    for transaction in 0..<work.transactions {
      for index in 0..<work.width { checksum &+= values[work.getName(transaction, index)] ?? 0 }
      for index in 0..<work.width { values[work.putName(transaction, index)] = transaction % 10 }
    }
  }
}

/// The engine in one mode; each transaction runs alone, so that none waits or aborts.
struct EngineStore {
  private let mode: IsolationMode
  private let digits = (0..<10).map { Value(String($0)) }
  private(set) var database: Database
  private var step = 0
  private(set) var checksum = 0
  private static let zero = 48  // "0" in ASCII; the values are digits

  init(keyCount: Int, mode: IsolationMode) {
    self.mode = mode
    let initial = (0..<keyCount).map { (Key(Work.name($0)), Value("0")) }
    database = Database(Dictionary(uniqueKeysWithValues: initial))
    database.recordsEvents = false
  }

  mutating func run(_ work: Work) {
    for transaction in 0..<work.transactions {
      let id = begin()
      for index in 0..<work.width {
        checksum &+= get(Key(work.getName(transaction, index)), by: id)
      }
      for index in 0..<work.width {
        let key = Key(work.putName(transaction, index))
        _ = database.perform(.put(key, digits[transaction % 10]), by: id, step: step)
      }
      guard case .committed = database.perform(.commit, by: id, step: step).answer else {
        preconditionFailure("nobody is in the way")
      }
    }
  }

  /// Reads ranges of keys, each in a transaction of its own.
  mutating func scan(_ ranges: [(low: String, high: String)]) {
    for range in ranges {
      let id = begin()
      let keys = KeyRange(low: Key(range.low), high: Key(range.high))
      let answer = database.perform(.scan(keys), by: id, step: step).answer
      guard case .rows(let rows) = answer else { preconditionFailure("nobody is in the way") }
      for row in rows { checksum &+= row.value.text.utf8.count }
      _ = database.perform(.commit, by: id, step: step)
    }
  }

  /// Leaves that many transactions open, each of which has written a key of its own.
  mutating func open(_ count: Int) {
    for number in 0..<count {
      _ = database.perform(.put(Key("own\(number)"), digits[0]), by: begin(), step: step)
    }
  }

  /// Reads that many times what the transaction sees.
  mutating func get(_ count: Int, _ key: Key, by id: TransactionID) {
    for _ in 0..<count { checksum &+= get(key, by: id) }
  }

  mutating func begin() -> TransactionID {
    step += 1
    return database.begin(mode, step: step).0
  }

  private mutating func get(_ key: Key, by id: TransactionID) -> Int {
    let answer = database.perform(.get(key), by: id, step: step).answer
    guard case .value(let value) = answer else { preconditionFailure("nobody is in the way") }
    return Int(value?.text.utf8.first ?? 0) - Self.zero
  }
}
