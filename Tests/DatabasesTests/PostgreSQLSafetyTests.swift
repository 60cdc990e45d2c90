#if PostgreSQL
  import Databases
  import Foundation
  import Stores
  import Testing
  import Vocabulary

  @testable import Connecting
  @testable import PostgreSQL

  /// What happens on somebody's server, and when the server fails.
  @Suite(.enabled(if: TestDatabase.postgresql.isInstalled, TestDatabase.postgresql.isMissing))
  struct PostgreSQLSafetyTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.postgresql.server() }

    @Test func whatCannotBeReachedIsNamed() throws {
      #expect(
        Failures.message("postgresql://secret:pass@/x?host=/nowhere&password=swordfish")
          .hasPrefix("postgresql://secret@/x?host=/nowhere cannot be reached: "))
      #expect(
        Failures.message(server.url("ghost")).hasSuffix("FATAL:  role \"ghost\" does not exist"))
      #expect(
        Failures.message(server.url(nil, "&options=-c%20default_transaction_read_only%3Don"))
          .contains("lets isolab read but not write: 25006"))
      try server.query("CREATE ROLE guest LOGIN")
      #expect(
        Failures.message(server.url("guest")).contains("does not let this user create schemas"))
      for url in [
        "postgresql:test", "postgresql://a:swordfish@[", "postgresql://a:swordfish%zz@/x",
      ] {
        #expect(
          Failures.message(url)
            == "a PostgreSQL URL has the form postgresql://user@host:port/database?parameter=value")
      }
    }

    @Test func passwordsAreInNoMessage() throws {
      let folder = server.folder
      for url in [
        "postgresql://postgres:swordfish@/postgres?host=\(folder)",
        "postgresql://postgres@/postgres?host=\(folder)&password=swordfish&sslpassword=swordfish",
        "postgresql://ghost:swordfish@/postgres?host=\(folder)",
        "postgresql://postgres:swordfish@/none?host=\(folder)",
        "postgresql://postgres:swordfish@localhost:1/x",
        "postgresql://a:swordfish@/x?nonsense=1",
      ] {
        #expect(!Failures.message(url).contains("swordfish"))
      }
      let store = try KnownStores.open(
        "postgresql://postgres:swordfish@/postgres?host=\(folder)", StoreOptions())
      #expect(store.identity.url == "postgresql://postgres@/postgres?host=\(folder)")
    }

    @Test func aServerThatDiesIsAFailure() throws {
      let own = try TestServer(.postgresql)
      let bench = try own.bench()
      for number in 1...2 { try bench.begin(number) }
      try bench.put(1, "x", "2")
      try bench.put(2, "x", "3")
      let postmaster = try String(
        contentsOfFile: own.folder + "/data/postmaster.pid", encoding: .utf8)
      let process = try #require(postmaster.split(separator: "\n").first.flatMap { pid_t($0) })
      kill(process, SIGQUIT)
      // The postmaster ends after its children.
      while kill(process, 0) == 0 { usleep(1000) }
      let message = Failures.failure { _ = try bench.resumed() }
      #expect(
        message.hasPrefix("postgresql://postgres@/postgres?host=\(own.folder) ended the session"))
      #expect(Failures.failure { try bench.ask(1, .get("x")) } == message)
    }

    @Test func aSessionThatTheServerEndsIsAFailure() throws {
      let bench = try server.bench()
      try bench.begin(1)
      let schema = bench.container
      try server.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name ="
          + " '\(schema)/1'")
      let message = Failures.failure { try bench.ask(1, .get("x")) }
      #expect(
        message.hasSuffix("57P01 terminating connection due to administrator command"), "\(message)"
      )
    }

    @Test func whoWaitsForAStrangerIsNamedAfterAWhile() throws {
      let bench = try server.bench(["x": "1"], StoreOptions(patience: 0.3))
      try bench.begin(1)
      let schema = bench.container
      let (process, input) = try server.window(
        "BEGIN; UPDATE \(schema).isolab SET v = '9'")
      let message = Failures.failure { try bench.put(1, "x", "2") }
      #expect(
        message.contains(
          /has waited for the server process \d+, which is not isolab's, for 0.3 sec/),
        "\(message)")
      // Nothing hangs any more.
      #expect(
        try server.query(
          "SELECT count(*) FROM pg_stat_activity WHERE application_name = '\(schema)/1'"
            + " AND wait_event_type = 'Lock'") == "0")
      try input.close()
      process.waitUntilExit()
    }
  }
#endif
