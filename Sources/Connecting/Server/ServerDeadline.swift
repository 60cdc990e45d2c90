package import Stores

#if canImport(Glibc)
  package import Glibc
#else
  package import Darwin
#endif

/// How long a server may leave a request without an answer.
package struct ServerDeadline {
  private let place: any ServerPlace
  private let end: ContinuousClock.Instant
  private let seconds: Double
  private let canBeCancelled: Bool

  package init(_ place: any ServerPlace) {
    (self.place, seconds, canBeCancelled) = (place, place.options.patience, true)
    end = .now + .seconds(seconds)
  }

  /// For tidying up, which nobody cancels; it is brief, above all if the user wants to go on.
  package init(tidying place: any ServerPlace) {
    let options = place.options
    seconds = options.isCancelled() ? 0.4 : max(2, options.patience / 2)
    (self.place, canBeCancelled) = (place, false)
    end = .now + .seconds(seconds)
  }

  /// Whether a socket becomes ready within this number of milliseconds, at most 50.
  ///
  /// It fails if the user cancels, and at the deadline; the message then says what the server does
  /// instead of answering.
  @discardableResult
  package func wait(
    for sockets: [pollfd], atMost time: Int32,
    else reason: @autoclosure () -> String = "has not answered"
  ) throws(StoreFailure) -> Bool {
    if canBeCancelled, place.options.isCancelled() {
      throw StoreFailure("you canceled, so isolab stopped waiting for \(place.url)")
    }
    var sockets = sockets
    if poll(&sockets, nfds_t(sockets.count), min(time, 50)) > 0 { return true }
    guard ContinuousClock.now < end else {
      throw place.failure("\(reason()) for \(seconds.formattedSeconds)")
    }
    return false
  }
}
