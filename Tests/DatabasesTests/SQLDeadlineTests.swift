import Stores
import Testing

@testable import Databases

/// How long a server is waited for.
@Suite struct SQLDeadlineTests {
  private struct Server: SQLPlace {
    var options = StoreOptions()
    let url = "server:"

    func failure(_ what: String) -> StoreFailure { StoreFailure("\(url) \(what)") }
  }

  private func wait(_ deadline: SQLDeadline) -> (failure: StoreFailure?, time: Duration) {
    var failure: StoreFailure?
    let time = ContinuousClock().measure {
      do throws(StoreFailure) {
        while true { try deadline.wait(for: [], atMost: 50) }
      } catch { failure = error }
    }
    return (failure, time)
  }

  @Test func tidyingUpIsBriefIfTheUserWantsToGoOn() {
    let server = Server(options: StoreOptions(patience: 100, isCancelled: { true }))
    let tidying = wait(SQLDeadline(tidying: server))
    #expect(tidying.failure == StoreFailure("server: has not answered for 0.4 seconds"))
    #expect(tidying.time < .seconds(1))
    let asking = wait(SQLDeadline(server))
    #expect(
      asking.failure == StoreFailure("you canceled, so isolab stopped waiting for server:"))
  }
}
