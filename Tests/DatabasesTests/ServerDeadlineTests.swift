import Stores
import Testing

@testable import Connecting

/// How long a server is waited for.
@Suite struct ServerDeadlineTests {
  private struct Server: ServerPlace {
    var options = StoreOptions()
    let url = "server:"
    let secrets: [String] = []
  }

  private func wait(_ deadline: ServerDeadline) -> (failure: StoreFailure?, time: Duration) {
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
    let tidying = wait(ServerDeadline(tidying: server))
    #expect(tidying.failure == StoreFailure("server: has not answered for 0.4 seconds"))
    #expect(tidying.time < .seconds(1))
    let asking = wait(ServerDeadline(server))
    #expect(
      asking.failure == StoreFailure("you canceled, so isolab stopped waiting for server:"))
  }
}
