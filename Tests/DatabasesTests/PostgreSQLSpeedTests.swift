#if PostgreSQL
  import Databases
  import Stores
  import Testing
  import Vocabulary

  /// Runs are many, so each has to be quick.
  @Suite(.enabled(if: PostgreSQLServer.isInstalled, PostgreSQLServer.isMissing))
  struct PostgreSQLSpeedTests {
    /// Two transactions that update two rows, with a wait; prints the number of runs a second.
    @Test(arguments: [false, true]) func aRunTakesMilliseconds(waits: Bool) throws {
      let store = try KnownStores.open(
        #require(PostgreSQLServer.shared).url(), StoreOptions())
      let count = 300
      let begun = ContinuousClock.now
      for _ in 0..<count {
        let run = try store.run(from: ["x": "1", "y": "1"])
        for number in 1...2 {
          _ = try run.begin(
            StoreTransaction(
              id: TransactionID(number), session: SessionName("s\(number)"),
              level: store.identity.levels[1], readOnly: false, deferrable: false))
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
      let seconds = (ContinuousClock.now - begun) / .seconds(1)
      print("PostgreSQL: \(Int(Double(count) / seconds)) runs a second, waits: \(waits)")
      #expect(seconds < 30)
    }
  }
#endif
