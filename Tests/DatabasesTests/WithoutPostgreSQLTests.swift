#if !PostgreSQL
  import Databases
  import Stores
  import Testing

  /// A build without libpq.
  @Suite struct WithoutPostgreSQLTests {
    @Test(arguments: ["postgresql:///test", "postgres://a:swordfish@host/test"])
    func itSaysHowToBuildWithIt(url: String) {
      do {
        _ = try KnownStores.open(url, StoreOptions())
        Issue.record("opened")
      } catch {
        #expect(error.message.contains("swift build --traits PostgreSQL"))
        #expect(error.message.contains("scripts/setup --databases"))
        #expect(!error.message.contains("swordfish") && !error.message.contains("\n"))
      }
    }
  }
#endif
