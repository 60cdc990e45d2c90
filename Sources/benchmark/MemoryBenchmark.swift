import Engine
import Vocabulary

/// The bytes that a key takes with one version, and each further version of it.
enum MemoryBenchmark {
  private static let count = 200_000

  static func run() {
    let start = Memory.resident
    var plain: [String: Int] = [:]
    for number in 0..<count { plain[Work.name(number)] = 0 }
    let afterPlain = Memory.resident
    print("dictionary.key", (afterPlain - start) / plain.count)
    var database = Database()
    database.recordsEvents = false
    put(1, in: &database)
    let afterKeys = Memory.resident
    print("engine.key", (afterKeys - afterPlain) / count)
    for value in 2...5 { put(value, in: &database) }
    print("engine.version", (Memory.resident - afterKeys) / (count * 4))
  }

  /// Puts all keys, a thousand in a transaction.
  private static func put(_ value: Int, in database: inout Database) {
    for low in stride(from: 0, to: count, by: 1_000) {
      let (id, _) = database.begin(.snapshot, step: 1)
      for number in low..<low + 1_000 {
        let request = Request.put(Key(Work.name(number)), Value(String(value)))
        _ = database.perform(request, by: id, step: 1)
      }
      _ = database.perform(.commit, by: id, step: 1)
    }
  }
}
