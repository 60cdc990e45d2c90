import Stores
import Vocabulary

/// How waits end.
///
/// An adapter that reports waits has said so with the answer that ended them. If an adapter asks
/// for retries, isolab sends each request again after the end of a transaction.
extension ProcessRun {
  func resume() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    if !ended.isEmpty { return ended.removeFirst() }
    guard hello.reports == .retry else { return nil }
    while let index = waiting.firstIndex(where: \.isDue) {
      waiting[index].isDue = false
      let next = waiting[index]
      let answer = try send(next.request, of: next.id, isNoted: false)
      if case .waits = answer { continue }
      note(next.request)
      waiting.removeAll { $0.id == next.id }
      return (next.id, answer)
    }
    return try breakRing()
  }

  /// Aborts the last that began to wait, if all open transactions wait.
  ///
  /// A store that only says "busy" cannot know that they wait for each other.
  private func breakRing() throws(StoreFailure) -> (TransactionID, StoreAnswer)? {
    guard isStuck, let id = waiting.last?.id else { return nil }
    _ = try send(try request(.rollback, of: id), of: id)
    return (id, .aborted(.deadlock, report: "every open transaction waits"))
  }

  func cancel(_ id: TransactionID) throws(StoreFailure) -> StoreAnswer? {
    if let answer = takeEnded(id) { return answer }
    guard let wait = waiting.first(where: { $0.id == id }) else { return nil }
    // A transaction that has not begun cannot continue.
    let canGoOn = hello.skills.contains(.cancel) || hello.reports == .retry
    guard canGoOn, !wait.request.isBegin else {
      _ = try send(try request(.rollback, of: id), of: id)
      return .aborted(.timeout, report: "isolab rolled back, because the wait was canceled")
    }
    var answer: StoreAnswer?
    if hello.skills.contains(.cancel) {
      let reply = try send(try request(.cancel, of: id), of: id)
      answer = reply == .done ? takeEnded(id) : reply
    }
    waiting.removeAll { $0.id == id }
    return answer
  }

  /// The answer to a request that the adapter has released.
  private func takeEnded(_ id: TransactionID) -> StoreAnswer? {
    ended.firstIndex { $0.0 == id }.map { ended.remove(at: $0).1 }
  }
}
