import Databases
import Foundation
import Stores
import Testing
import Vocabulary

/// What goes wrong with a store, in its words.
enum Failures {
  static func failure(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no failure"
    } catch let failure as StoreFailure { return failure.message } catch { return "\(error)" }
  }

  static func message(_ url: String, patience: Double = 10) -> String {
    failure { _ = try KnownStores.open(url, StoreOptions(patience: patience)) }
  }
}

/// What happens on somebody's server, and when the server does not answer.
@Suite struct StoreSafetyTests {
  @Test(arguments: TestDatabase.servers)
  func whatWasMadeIsDroppedAtTheEnd(database: TestDatabase) throws {
    let server = try database.server()
    var bench: StoreBench? = try server.bench()
    let name = try #require(bench?.container)
    try bench?.begin(1)
    try bench?.put(1, "x", "2")
    #expect(try server.count(name) == "1")
    let remark = try server.remark(on: name)
    #expect(remark.contains(/^made by isolab: host \S+, process \d+, started \d+ seconds/))
    // With a transaction still open.
    bench?.store.close()
    #expect(try server.count(name) == "0")
    // PostgreSQL's sessions take a moment to end.
    if database == .mariadb { #expect(try server.sessions(in: name) == "0") }
    #expect(Failures.failure { _ = try bench?.ask(1, .get("x")) } != "no failure")
    let message = Failures.failure { _ = try bench?.store.run(from: [:]) }
    #expect(message.hasSuffix("is closed"))
    bench = try server.bench()
    let next = try #require(bench?.container)
    #expect(try server.count(next) == "1")
    bench = nil
    #expect(try server.count(next) == "0")
    #expect(try server.sessions(in: next) == "0")
  }

  @Test(arguments: TestDatabase.servers)
  func leftoversAreDroppedAtTheNextStart(database: TestDatabase) throws {
    let own = try TestServer(database)
    let alive = try own.bench()
    let sign = "made by isolab: host h, process 1, started 1"
    try own.make("isolab_1_dead", remark: sign)
    try own.query("CREATE TABLE isolab_1_dead.isolab (k INT)")
    var kept = ["isolab_mine", "isolab_2_other"]
    try own.make(kept[0], remark: "")
    try own.make(kept[1], remark: "made by somebody")
    if database == .mariadb {
      kept.append("isolab_3_`x")
      try own.make("isolab_3_``x", remark: sign)
    }
    _ = try own.bench()
    #expect(try own.count("isolab_1_dead") == "0")
    for name in kept + [alive.container] { #expect(try own.count(name) == "1") }
    try alive.begin(1)
    #expect(try alive.ask(1, .get("x")) == .row("x", "1"))
  }

  @Test(arguments: TestDatabase.servers)
  func whatExistsIsRefused(database: TestDatabase) throws {
    let server = try database.server()
    try server.query("CREATE SCHEMA isolab_taken; CREATE TABLE isolab_taken.isolab (k INT)")
    let message = Failures.failure { try server.openStore("isolab_taken") }
    let reason =
      database == .mariadb
      ? "has a database isolab_taken that this isolab did not create: 1007"
      : "has a schema isolab_taken that this isolab did not create: 42P06"
    #expect(message.contains(reason))
    #expect(try server.query("SELECT COUNT(*) FROM isolab_taken.isolab") == "0")
  }

  @Test(arguments: TestDatabase.servers)
  func aSilentServerIsGivenUp(database: TestDatabase) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutableBytes(of: &address) {
      guard let place = $0.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return }
      bind(listener, place, size)
      listen(listener, 5)
      getsockname(listener, place, &size)
    }
    let url = "\(database)://me@127.0.0.1:\(UInt16(bigEndian: address.sin_port))/x"
    #expect(Failures.message(url, patience: 0.2) == "\(url) has not answered for 0.2 seconds")
    #expect(
      Failures.failure { _ = try KnownStores.open(url, StoreOptions(isCancelled: { true })) }
        == "you canceled, so isolab stopped waiting for \(url)")
  }

  @Test(arguments: TestDatabase.servers)
  func aCancelledWaitIsAFailure(database: TestDatabase) throws {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(500)
    let bench = try database.bench(
      ["x": "1"], StoreOptions(isCancelled: { ContinuousClock.now > end }))
    try bench.begin(1)
    let (process, input) = try database.server().window(
      "BEGIN; UPDATE \(bench.container).isolab SET v = '9'")
    #expect(
      Failures.failure { try bench.put(1, "x", "2") }
        .hasPrefix("you canceled, so isolab stopped waiting for \(database):"))
    #expect(clock.now - end < .seconds(5))
    try input.close()
    process.waitUntilExit()
  }
}
