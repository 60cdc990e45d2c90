#if MariaDB
  import Databases
  import Foundation
  import Stores
  import Testing
  import Vocabulary

  @testable import Connecting
  @testable import MariaDB

  /// What happens on somebody's server, and when the server fails.
  @Suite(.enabled(if: TestDatabase.mariadb.isInstalled, TestDatabase.mariadb.isMissing))
  struct MariaDBSafetyTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.mariadb.server() }

    @Test func whatCannotBeReachedIsNamed() throws {
      #expect(
        Failures.message("mariadb://me:swordfish@/x?socket=/nowhere")
          .hasPrefix("mariadb://me@/x?socket=/nowhere cannot be reached: 2002 "))
      try server.query("CREATE OR REPLACE USER locked IDENTIFIED BY 'right'")
      #expect(
        Failures.message(server.url("locked:wrong")).contains(
          "cannot be reached: 1045 Access denied for user 'locked'@'localhost'"))
      #expect(
        Failures.message(server.url("locked:right")).contains(
          "does not let this user create databases"))
      for url in [
        "mariadb:test", "mariadb://a:swordfish?@b/", "mariadb://a:swordfish%zz@/x",
        "mariadb://root:swordfish@a:b/", "mariadb://root:swordfish@a,,b/",
      ] {
        #expect(
          Failures.message(url)
            == "a MariaDB URL has the form mariadb://user:password@host:port/database?parameter="
            + "value; write %40 for @, and %3F for ?, in a password")
      }
      #expect(
        Failures.message(server.url(nil, "&snapshot_isolation=maybe"))
          == "mariadb:?snapshot_isolation= must be on or off, not maybe")
      #expect(
        Failures.message(server.url(nil, "&colour=red")).hasPrefix(
          "mariadb: does not know the parameter colour"))
    }

    @Test func passwordsAreInNoMessage() throws {
      try server.query("CREATE OR REPLACE USER guest IDENTIFIED BY 'sword/fish'")
      for url in [
        server.url("guest:sword%2ffish"), "mariadb://guest:sword%2Ffish@localhost:1/x",
        "mariadb://a:sword%2ffish@b:c@d/",
        "mariadb://a:sword%2ffish@b/?colour=red",
      ] {
        let message = Failures.message(url)
        #expect(message != "no failure")
        #expect(!message.contains(/sword(%2[fF]|\/)fish/), "\(message)")
      }
      try server.query("GRANT ALL ON `isolab\\_%`.* TO guest")
      let store = try KnownStores.open(server.url("guest:sword%2ffish"), StoreOptions())
      #expect(store.identity.url == "mariadb://guest@/?socket=\(server.socket)")
    }

    @Test func aServerThatLetsOneOnlyReadIsNamed() throws {
      let own = try TestServer(.mariadb)
      let bench = try own.bench()
      try bench.begin(1)
      try own.query("SET GLOBAL read_only = ON; CREATE USER plain; GRANT ALL ON *.* TO plain")
      try own.query("REVOKE READ_ONLY ADMIN, SUPER ON *.* FROM plain")
      #expect(Failures.message(own.url("plain")).contains("lets isolab read but not write: 1290"))
      // Then the server dies.
      let process = try #require(
        try pid_t(
          String(contentsOfFile: own.folder + "/pid", encoding: .utf8)
            .trimmingCharacters(in: .newlines)))
      kill(process, SIGKILL)
      while kill(process, 0) == 0 { usleep(1000) }
      let message = Failures.failure { try bench.ask(1, .get("x")) }
      #expect(message.hasPrefix("mariadb://root@/?socket=\(own.socket) ended the session: 2"))
      #expect(Failures.failure { try bench.ask(1, .get("x")) } == message)
    }

    @Test func aSessionThatTheServerEndsIsAFailure() throws {
      let bench = try server.bench()
      for number in 1...2 { try bench.begin(number) }
      try bench.put(1, "x", "2")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      let run = try #require(bench.run as? MariaDBRun)
      let session = try #require(run.state.open[TransactionID(2)]?.session)
      try server.query("KILL CONNECTION \(session.thread)")
      var message = "no failure"
      for _ in 0..<500 where message == "no failure" {
        message = Failures.failure { _ = try bench.resumed() }
      }
      #expect(message.contains(/ended the session: (1927|2013|2006)/), "\(message)")
    }

    /// Somebody else withdraws the statement; the transaction goes on.
    @Test func aStatementThatTheServerBreaksOffIsRefused() throws {
      let bench = try server.bench()
      for number in 1...2 { try bench.begin(number) }
      try bench.put(1, "x", "2")
      try bench.put(2, "y", "3")
      #expect(try bench.put(2, "x", "3") == .waits(1))
      let run = try #require(bench.run as? MariaDBRun)
      let session = try #require(run.state.open[TransactionID(2)]?.session)
      try server.query("KILL QUERY \(session.thread)")
      var resumed: [Resumed] = []
      for _ in 0..<500 where resumed.isEmpty { resumed = try bench.resumed() }
      #expect(resumed == [Resumed(2, .refused("1317 Query execution was interrupted"))])
      #expect(try bench.ask(2, .get("y")) == .row("y", "3", by: 2))
      #expect(try bench.ask(2, .commit) == .done)
    }

    @Test func whoWaitsForAStrangerIsGivenUpAfterAWhile() throws {
      let bench = try server.bench(["x": "1"], StoreOptions(patience: 0.5))
      try bench.begin(1)
      let (process, input) = try server.window(
        "BEGIN; UPDATE \(bench.container).isolab SET v = '9'")
      let message = Failures.failure { try bench.put(1, "x", "2") }
      #expect(
        message.hasSuffix(
          "has neither answered nor shown a wait for another isolab session for 0.5 seconds"),
        "\(message)")
      // Nothing hangs any more.
      var left = ""
      for _ in 0..<50 where left != "0" {
        left = try server.query(
          "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '\(bench.container)'"
            + " AND info LIKE 'INSERT%'")
      }
      #expect(left == "0")
      try input.close()
      process.waitUntilExit()
    }
  }
#endif
