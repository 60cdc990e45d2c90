/// The different ends of orders: what each session was answered, and what is stored.
struct Outcomes {
  private var texts: Set<[String]> = []
  /// The bytes that they take.
  private(set) var bytes = 0

  var count: Int { texts.count }

  mutating func insert(_ ending: Ending) { insert(ending.outcome) }

  mutating func formUnion(_ others: Outcomes) { for text in others.texts { insert(text) } }

  private mutating func insert(_ outcome: [String]) {
    guard texts.insert(outcome).inserted else { return }
    // An entry of the table, twice for its growth, and each text that is not short enough to stand
    // in its array.
    bytes += outcome.bytes + 32
    for text in outcome where text.utf8.count > 15 { bytes += text.utf8.count + 48 }
  }
}
