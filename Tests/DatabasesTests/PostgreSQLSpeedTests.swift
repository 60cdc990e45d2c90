#if PostgreSQL
  import Databases
  import Stores
  import Testing

  /// Runs are many, so each has to be quick.
  @Suite(.enabled(if: PostgreSQLServer.isInstalled, PostgreSQLServer.isMissing))
  struct PostgreSQLSpeedTests {
    /// It prints the number of runs a second.
    @Test(arguments: [false, true]) func aRunTakesMilliseconds(waits: Bool) throws {
      let store = try KnownStores.open(
        #require(PostgreSQLServer.shared).url(), StoreOptions())
      let speed = try StoreSpeed.runs(on: store, 300, waits: waits)
      print("PostgreSQL: \(Int(speed)) runs a second, waits: \(waits)")
      #expect(speed > 10)
    }
  }
#endif
