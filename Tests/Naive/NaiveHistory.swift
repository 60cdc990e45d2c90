package import Vocabulary

/// A history looked at as plainly as can be: by walking over its events again and again.
///
/// Written from the definitions alone. It shares nothing with the judge.
package struct NaiveHistory {
  package let events: [Event]
  package var initial: [Key: Value]

  package init(events: [Event], initial: [Key: Value] = [:]) {
    (self.events, self.initial) = (events, initial)
  }

  /// What was there to be seen: a write, or what was there at first.
  package enum Source: Hashable {
    case first
    case write(TransactionID, Int)
  }

  /// One look at one key.
  package struct Look: Hashable {
    package let reader: TransactionID
    package let event: Int
    package let key: Key
    package let source: Source
    /// The range, where the key was not returned.
    package let range: KeyRange?
  }

  /// Committed transactions, in the order of their commits.
  package var committed: [TransactionID] {
    events.compactMap { if case .commit(let id, _, _) = $0 { id } else { nil } }
  }

  package var aborted: [TransactionID] {
    events.compactMap { if case .abort(let id, _, _) = $0 { id } else { nil } }
  }

  /// Every key that is named anywhere.
  package var keys: Set<Key> {
    Set(
      events.flatMap { event -> [Key] in
        switch event {
        case .read(_, _, let key, _), .write(_, _, let key, _, _): [key]
        case .scan(_, _, let scan): scan.rows.map(\.key) + scan.absent.map(\.key) + scan.own
        default: []
        }
      })
  }

  /// The number of the transaction's last write of the key that stands before an event; 0 if there
  /// is none.
  package func writes(of key: Key, by id: TransactionID, before end: Int = .max) -> Int {
    var standing: [Int] = []
    for event in events.prefix(end) {
      switch event {
      case .write(id, _, key, let number, _): standing.append(number)
      case .undo(id, _, key, _): _ = standing.popLast()
      default: continue
      }
    }
    return standing.last ?? 0
  }

  /// What stood at a key for a while, and who has written it.
  ///
  /// A value has one writer; an absence has all those that deleted what was not there any more.
  package struct Span: Hashable {
    package let value: Value?
    /// In the order of commits.
    package var writers: [TransactionID] = []
    /// Who has begun it; nil of the first, which was there.
    package var maker: TransactionID?
  }

  /// What stood at the key, one after the other, in the order of commits.
  package func spans(of key: Key) -> [Span] {
    var spans = [Span(value: initial[key])]
    for id in committed where writes(of: key, by: id) > 0 {
      let value = value(of: .write(id, writes(of: key, by: id)), key)
      if value != nil || spans[spans.count - 1].value != nil {
        spans.append(Span(value: value, maker: id))
      }
      spans[spans.count - 1].writers.append(id)
    }
    return spans
  }

  /// Which of the spans a look has seen; nil if it saw what was rolled back.
  package func span(seenBy look: Look) -> Int? {
    guard case .write(let writer, _) = look.source else { return 0 }
    let spans = spans(of: look.key)
    if isOfNothing(look) {
      let known = committed(before: look.event)
      return spans.lastIndex { !$0.writers.allSatisfy { !known.contains($0) } } ?? 0
    }
    return spans.firstIndex { $0.writers.contains(writer) }
  }

  /// Whether a look saw a deletion that was not installed, where there was nothing anyway.
  package func isOfNothing(_ look: Look) -> Bool {
    guard case .write(let writer, let number) = look.source, value(of: look.source, look.key) == nil
    else { return false }
    let isInstalled =
      committed.contains(writer) && number == writes(of: look.key, by: writer)
    return !isInstalled && value(at: look.key, after: committed(before: look.event)) == nil
  }

  /// What is there when these have run one after the other.
  package func value(at key: Key, after order: [TransactionID]) -> Value? {
    guard let last = order.last(where: { writes(of: key, by: $0) > 0 }) else { return initial[key] }
    return value(of: .write(last, writes(of: key, by: last)), key)
  }

  private func committed(before event: Int) -> [TransactionID] {
    NaiveHistory(events: Array(events.prefix(event)), initial: initial).committed
  }

  package func value(of source: Source, _ key: Key) -> Value? {
    guard case .write(let id, let number) = source else { return initial[key] }
    for case .write(id, _, key, number, let value) in events { return value }
    return nil
  }

  package func source(of version: VersionID, _ key: Key) -> Source {
    switch version {
    case .written(.initial, _): return .first
    case .written(let id, let number): return .write(id, number)
    case .absent(let state):
      let seen = committed.prefix(state).filter { writes(of: key, by: $0) > 0 }
      return seen.last.map { .write($0, writes(of: key, by: $0)) } ?? .first
    }
  }

  /// Every look at what the reader has not written itself.
  package func looks(of reader: TransactionID) -> [Look] {
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
