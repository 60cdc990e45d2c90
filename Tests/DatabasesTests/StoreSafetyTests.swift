import Foundation
import Stores
import Testing
import Vocabulary

@testable import Databases

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

/// What happens on each server if it does not answer.
@Suite struct StoreSafetyTests {
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
