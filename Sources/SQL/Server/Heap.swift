import Vocabulary

/// A version of a row, as PostgreSQL stores it.
struct Tuple: Hashable, Sendable {
  let key: Key
  let value: Value
  /// The transaction that made it.
  let creator: Int
  /// The transaction that updated, deleted, or locked it last.
  var mark: Mark?
  /// The version that an update made of it.
  var next: Int?

  struct Mark: Hashable, Sendable {
    let transaction: Int
    let isLock: Bool
  }
}

/// The table: versions of rows, and the index that leads to the first version of each row.
struct Heap: Sendable {
  /// With more versions than this, those that nobody can see are dropped, as on a full page.
  private var limit = 200

  private var tuples: [Tuple] = []
  /// The places of all versions that may still be seen, in order.
  private(set) var places: [Int] = []
  /// Where the rows of a key begin, in order: a key that was deleted and inserted has several.
  private(set) var roots: [Key: [Int]] = [:]

  var isEmpty: Bool { tuples.isEmpty }

  subscript(place: Int) -> Tuple {
    get { tuples[place] }
    set { tuples[place] = newValue }
  }

  /// Adds a row.
  mutating func insert(_ key: Key, _ value: Value, by creator: Int) {
    roots[key, default: []].append(tuples.count)
    add(Tuple(key: key, value: value, creator: creator))
  }

  /// Adds a version of a row.
  mutating func update(_ place: Int, to value: Value, by creator: Int) {
    tuples[place].mark = Tuple.Mark(transaction: creator, isLock: false)
    tuples[place].next = tuples.count
    add(Tuple(key: tuples[place].key, value: value, creator: creator))
  }

  private mutating func add(_ tuple: Tuple) {
    places.append(tuples.count)
    tuples.append(tuple)
  }

  /// The versions of the key's rows, visible or not.
  func versions(of key: Key) -> [Tuple] {
    roots[key, default: []].flatMap { root in
      places(from: root).map { tuples[$0] }
    }
  }

  /// The places of a row's versions, from that one on.
  private func places(from place: Int) -> UnfoldFirstSequence<Int> {
    sequence(first: place) { tuples[$0].next }
  }

  /// Drops the versions that are dead once there are many.
  mutating func prune(_ isDead: (Tuple) -> Bool) {
    guard places.count > limit else { return }
    for (key, its) in roots {
      let kept = its.compactMap { root in
        places(from: root).first { !isDead(tuples[$0]) }
      }
      roots[key] = kept.isEmpty ? nil : kept
    }
    places.removeAll { isDead(tuples[$0]) }
    limit = max(limit, 2 * places.count)
  }
}

/// The committed transactions that a reader sees.
struct ServerSnapshot: Hashable, Sendable {
  /// How many had committed.
  let commits: Int
  /// No transaction with a lower number was still writing.
  let oldestWriter: Int
}

/// A transaction of the server.
struct ServerTransaction: Hashable, Sendable {
  enum Status: Hashable, Sendable {
    case open
    /// Its place among all commits.
    case committed(Int)
    case aborted
  }

  let session: SessionName
  let level: Level
  let readOnly: Bool
  let deferrable: Bool
  var status = Status.open
  /// The snapshot for all statements; nil before the first statement, and in READ COMMITTED.
  var snapshot: ServerSnapshot?
  /// The number that the first write gets.
  var number: Int?

  var isOpen: Bool { status == .open }
}
