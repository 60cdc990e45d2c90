#if !hasFeature(Embedded)
  import Dispatch

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif
#endif

extension Exploration {
  /// The processors of this machine; one where there are no threads, as in a web page.
  package static var cores: Int {
    #if hasFeature(Embedded)
      1
    #else
      max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    #endif
  }
}

extension Array where Element: Sendable {
  /// Maps each element, by the exploration's threads; the order stays.
  ///
  /// Nil if it was interrupted.
  func mapped<Result: Sendable>(
    by exploration: Exploration, _ transform: @Sendable (Element) -> Result
  ) -> [Result]? {
    let results: [Result?] = mapped(jobs: exploration.jobs) { element in
      exploration.isCancelled() ? nil : .some(transform(element))
    }
    let done = results.compactMap { $0 }
    return done.count == count ? done : nil
  }

  /// Maps each element, by that number of threads; the order stays.
  func mapped<Result: Sendable>(
    jobs: Int, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    #if hasFeature(Embedded)
      return map(transform)
    #else
      guard jobs > 1, count >= 2 * jobs else { return map(transform) }
      return [Result](unsafeUninitializedCapacity: count) { buffer, filled in
        // Each thread initializes places of its own, and all have ended before the array is read.
        nonisolated(unsafe) let places = buffer
        // Several pieces a thread, for some take longer than others.
        let pieces = Swift.min(count, 8 * jobs)
        let count = count
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
          for index in piece * count / pieces..<(piece + 1) * count / pieces {
            places.initializeElement(at: index, to: transform(self[index]))
          }
        }
        filled = count
      }
    #endif
  }
}

extension Array {
  /// The elements in pieces of that size; the last may be smaller.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min(count, $0 + size)]) }
  }
}
