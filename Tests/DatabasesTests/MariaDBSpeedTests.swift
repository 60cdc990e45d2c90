#if MariaDB
  import Databases
  import Stores
  import Testing

  /// Runs are many, so each has to be quick.
  @Suite(.enabled(if: MariaDBServer.isInstalled, MariaDBServer.isMissing))
  struct MariaDBSpeedTests {
    /// It prints the number of runs a second.
    @Test(arguments: [false, true]) func aRunTakesMilliseconds(waits: Bool) throws {
      let store = try KnownStores.open(
        #require(MariaDBServer.shared).url(), StoreOptions())
      let speed = try StoreSpeed.runs(on: store, 60, waits: waits)
      print("MariaDB: \(Int(speed)) runs a second, waits: \(waits)")
      #expect(speed > 5)
    }
  }
#endif
