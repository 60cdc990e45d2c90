/// The events of a history, in their order.
///
/// They are kept in pieces. An array that grows copies its elements into one that is twice as
/// large, and for that moment both exist. Here, only one piece grows, so a history of a million
/// events takes no more memory than its events. A copy shares all pieces that are full.
package struct History: Sendable {
  private static let size = 1_024
  /// The pieces of `size` events each.
  private var full: [[Event]] = []
  /// The events after them, at most `size`.
  private(set) var tail: [Event] = []

  package init() {}

  private mutating func append(_ event: Event) {
    if tail.count == Self.size {
      full.append(tail)
      tail = []
      tail.reserveCapacity(Self.size)
    }
    tail.append(event)
  }

  package static func += (history: inout History, events: [Event]) {
    for event in events { history.append(event) }
  }

  /// Drops all events but the first ones, this many.
  package mutating func cut(to count: Int) {
    while count < full.count * Self.size { tail = full.removeLast() }
    tail.removeLast(self.count - count)
  }
}

extension History: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { full.count * Self.size + tail.count }

  package subscript(index: Int) -> Event {
    let piece = index / Self.size
    return piece < full.count ? full[piece][index % Self.size] : tail[index - piece * Self.size]
  }
}
