import Stores
import Testing
import Vocabulary

/// Runs are many, so each has to be quick.
@Suite struct StoreSpeedTests {
  /// It prints the number of runs a second.
  @Test(arguments: TestDatabase.servers, [false, true])
  func aRunTakesMilliseconds(database: TestDatabase, waits: Bool) throws {
    let isQuick = database == .postgresql
    let speed = try StoreSpeed.runs(on: database.store(), isQuick ? 300 : 60, waits: waits)
    print("\(database): \(Int(speed)) runs a second, waits: \(waits)")
    #expect(speed > (isQuick ? 10 : 5))
  }
}

/// How many runs a store does in a second.
enum StoreSpeed {
  /// Two transactions that update two rows, or wait for the same row.
  ///
  /// The second waits for the first only if both are on one node.
  static func runs(on store: any Store, _ count: Int, waits: Bool) throws -> Double {
    let level = store.identity.nearest(to: .snapshot)
    let begun = ContinuousClock.now
    for _ in 0..<count {
      let run = try store.run(from: ["x": "1", "y": "1"])
      for number in 1...2 {
        _ = try run.begin(TransactionID(number), SessionName("s\(number)"), level)
        _ = try run.perform(.get("x"), by: TransactionID(number))
      }
      _ = try run.perform(.put("x", "2", .first(by: 1)), by: TransactionID(1))
      let second = try run.perform(
        .put(waits ? "x" : "y", "2", .first(by: 2)), by: TransactionID(2))
      #expect((second == .waits(1)) == waits)
      #expect(try run.perform(.commit, by: TransactionID(1)) == .done)
      if waits {
        #expect(try run.resume()?.0 == TransactionID(2))
      } else {
        #expect(try run.perform(.commit, by: TransactionID(2)) == .done)
      }
      #expect(try run.resume() == nil)
    }
    return Double(count) / ((ContinuousClock.now - begun) / .seconds(1))
  }
}
