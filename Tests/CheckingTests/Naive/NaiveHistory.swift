import Vocabulary

/// A history looked at as plainly as can be: by walking over its events again and again.
///
/// Written from the definitions alone. It shares nothing with the judge.
struct NaiveHistory {
  let events: [Event]

  /// What was there to be seen: a write, or what was there at first.
  enum Source: Hashable {
    case first
    case write(TransactionID, Int)
  }

  /// One look at one key.
  struct Look: Hashable {
    let reader: TransactionID
    let event: Int
    let key: Key
    let source: Source
    /// The range, where the key was not returned.
    let range: KeyRange?
  }

  /// Committed transactions, in the order of their commits.
  var committed: [TransactionID] {
    events.compactMap { if case .commit(let id, _, _) = $0 { id } else { nil } }
  }

  var aborted: [TransactionID] {
    events.compactMap { if case .abort(let id, _, _) = $0 { id } else { nil } }
  }

  /// Every key that is named anywhere.
  var keys: Set<Key> {
    Set(
      events.flatMap { event -> [Key] in
        switch event {
        case .read(_, _, let key, _), .write(_, _, let key, _, _): [key]
        case .scan(_, _, let scan): scan.rows.map(\.key) + scan.absent.map(\.key) + scan.own
        default: []
        }
      })
  }

  /// How often the transaction has written the key, up to an event.
  func writes(of key: Key, by id: TransactionID, before end: Int = .max) -> Int {
    events.prefix(end).count { event in
      if case .write(id, _, key, _, _) = event { true } else { false }
    }
  }

  /// The last writes of the key by those that committed, in the order of commits.
  func chain(of key: Key) -> [Source] {
    committed.compactMap { id in
      let count = writes(of: key, by: id)
      return count == 0 ? nil : .write(id, count)
    }
  }

  func source(of version: VersionID, _ key: Key) -> Source {
    switch version {
    case .written(.initial, _): return .first
    case .written(let id, let number): return .write(id, number)
    case .absent(let state):
      let seen = committed.prefix(state).filter { writes(of: key, by: $0) > 0 }
      return seen.last.map { .write($0, writes(of: key, by: $0)) } ?? .first
    }
  }

  /// Every look at what the reader has not written itself.
  func looks(of reader: TransactionID) -> [Look] {
    events.indices.flatMap { index -> [Look] in
      switch events[index] {
      case .read(reader, _, let key, let version):
        let look = Look(
          reader: reader, event: index, key: key, source: source(of: version, key), range: nil)
        return isOwn(look) ? [] : [look]
      case .scan(reader, _, let scan):
        return looks(of: scan, by: reader, at: index).filter { !isOwn($0) }
      default: return []
      }
    }
  }

  private func isOwn(_ look: Look) -> Bool {
    if case .write(look.reader, _) = look.source { true } else { false }
  }

  private func looks(of scan: Event.Scan, by reader: TransactionID, at index: Int) -> [Look] {
    keys.filter { scan.range.contains($0) && !scan.own.contains($0) }.sorted().map { key in
      let row = scan.rows.first { $0.key == key }
      let absent = scan.absent.first { $0.key == key }
      let version = row?.version ?? absent?.version ?? .absent(asOf: scan.asOf)
      return Look(
        reader: reader, event: index, key: key, source: source(of: version, key),
        range: row == nil ? scan.range : nil)
    }
  }
}
