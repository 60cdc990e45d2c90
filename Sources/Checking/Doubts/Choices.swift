import Vocabulary

/// The histories that are possible where it is not certain what some reads saw.
struct Choices: Sendable {
  /// How many are tried at most.
  static let most = 64

  let events: [Event]
  private let doubts: [ReadDoubt]
  /// The event of each doubt.
  private let places: [Int]
  private let deletions: Set<Deletion>

  private struct Deletion: Hashable {
    let writer: TransactionID
    let number: Int
    let key: Key
  }

  /// Doubts about reads that are not among the events are left out.
  init(of events: [Event], _ doubts: [ReadDoubt]) {
    guard !doubts.isEmpty else {
      self.init(events, [], at: [], [])
      return
    }
    let looks = Looks(in: events)
    let present = doubts.compactMap { doubt in looks.place(of: doubt).map { (doubt, $0) } }
    self.init(events, present.map { $0.0 }, at: present.map { $0.1 }, Self.deletions(in: events))
  }

  private init(
    _ events: [Event], _ doubts: [ReadDoubt], at places: [Int], _ deletions: Set<Deletion>
  ) {
    (self.events, self.doubts) = (events, doubts)
    (self.places, self.deletions) = (places, deletions)
  }

  private static func deletions(in events: [Event]) -> Set<Deletion> {
    var found: Set<Deletion> = []
    for case .write(let id, _, let key, let number, nil) in events {
      found.insert(Deletion(writer: id, number: number, key: key))
    }
    return found
  }

  /// The reads that are not certain.
  var reads: [(doubt: ReadDoubt, event: Int)] { zip(doubts, places).map { ($0, $1) } }

  /// The same, where for all other doubts the likeliest version is taken for certain.
  func only(_ isKept: (ReadDoubt) -> Bool) -> Choices {
    let kept = doubts.indices.filter { isKept(doubts[$0]) }
    return Choices(events, kept.map { doubts[$0] }, at: kept.map { places[$0] }, deletions)
  }

  /// Each possible history, the likeliest first; nil if there are more than are tried.
  var histories: [[Event]]? {
    var histories = [events]
    for (doubt, place) in reads {
      guard histories.count * doubt.versions.count <= Self.most else { return nil }
      histories = doubt.versions.flatMap { version in
        histories.map { history in
          var other = history
          other[place] = seeing(version, at: doubt.key, instead: history[place])
          return other
        }
      }
    }
    return histories
  }

  /// A history in which each of these reads has seen all that it may have seen.
  ///
  /// Its graph has the edges of every choice. A transaction on no cycle there is on none in any.
  var union: [Event] {
    var others: [Int: [Event]] = [:]
    for (doubt, place) in reads {
      others[place, default: []] += doubt.versions.dropFirst().map {
        seeing($0, at: doubt.key, instead: events[place])
      }
    }
    return events.indices.flatMap { [events[$0]] + (others[$0] ?? []) }
  }

  /// The read or scan with another version of the key.
  private func seeing(_ version: VersionID, at key: Key, instead event: Event) -> Event {
    switch event {
    case .read(let id, let step, _, _):
      return .read(id, step: step, key: key, version: version)
    case .scan(let id, let step, let scan):
      let isAbsent = isAbsent(version, at: key)
      return .scan(
        id, step: step,
        Event.Scan(
          range: scan.range, own: scan.own,
          rows: scan.rows.replacing(key, by: isAbsent ? nil : version),
          absent: scan.absent.replacing(key, by: isAbsent ? version : nil), asOf: scan.asOf))
    default: return event
    }
  }

  private func isAbsent(_ version: VersionID, at key: Key) -> Bool {
    switch version {
    case .absent: true
    case .written(let id, let number):
      deletions.contains(Deletion(writer: id, number: number, key: key))
    }
  }
}

/// Where the reads and scans of each transaction are.
private struct Looks {
  private var places: [TransactionID: [Int]] = [:]

  init(in events: [Event]) {
    for (place, event) in events.enumerated() {
      switch event {
      case .read(let id, _, _, _), .scan(let id, _, _): places[id, default: []].append(place)
      default: continue
      }
    }
  }

  func place(of doubt: ReadDoubt) -> Int? {
    guard let places = places[doubt.transaction], places.indices.contains(doubt.look) else {
      return nil
    }
    return places[doubt.look]
  }
}

extension [Event.Row] {
  /// Without the key, or with it at that version, in key order.
  fileprivate func replacing(_ key: Key, by version: VersionID?) -> [Event.Row] {
    let others = filter { $0.key != key }
    guard let version else { return others }
    return others.filter { $0.key < key } + [Event.Row(key, version)]
      + others.filter { $0.key > key }
  }
}
