package import Vocabulary

/// What the future of a database depends on, beside what its transactions have seen and written.
///
/// Two databases that came about by the same commands in different orders go on alike if their
/// digests are equal, the transactions being called by names that do not depend on the order. What
/// each transaction has read and written, and whether it has ended, is left to the caller, who
/// knows it from the events.
package struct Digest {
  /// The keys that any command may touch, in key order.
  package let keys: [Key]
  /// What to call a transaction; nothing about it depends on when it began.
  package let name: (TransactionID) -> Int32
  /// The places in `keys` that the rest of an open transaction may read, or also write.
  package let future: (TransactionID, _ writesToo: Bool) -> [Int]
  /// Of each key, whether an open or later transaction may still write it.
  package let isStillWritten: [Bool]
  /// The digest.
  package private(set) var words: [Int32] = []

  /// Prepares for a digest.
  package init(
    keys: [Key], isStillWritten: [Bool], name: @escaping (TransactionID) -> Int32,
    future: @escaping (TransactionID, _ writesToo: Bool) -> [Int]
  ) {
    (self.keys, self.isStillWritten) = (keys, isStillWritten)
    (self.name, self.future) = (name, future)
  }

  /// Adds a word of the caller's.
  package mutating func add(_ word: Int32) { words.append(word) }

  /// Adds a list, so that where it ends is clear.
  package mutating func add(_ list: [Int32]) {
    words.append(Int32(list.count))
    words += list
  }

  /// Adds what matters of the database.
  package mutating func add(_ database: Database) {
    let slots = keys.map { database.keys.find($0) }
    for (place, slot) in slots.enumerated() {
      guard let slot else {
        words += [0, 0, 0]
        continue
      }
      let chain = database.keys.versions(of: slot)
      add(chain.map { name($0.creator) * 2 + ($0.isPromotedRead ? 1 : 0) })
      add(
        database.keys.intents(on: slot).map { intent in
          name(intent.transaction) * 4 + (intent.isWrite ? 2 : 0) + (intent.isPromotedRead ? 1 : 0)
        })
      add(isStillWritten[place] ? marks(on: slot, in: database) : [])
    }
    for id in database.transactions.ids.sorted(by: { name($0) < name($1) }) {
      add(id, slots, in: database)
    }
    add(queue(in: database))
    addAntidependencies(of: database)
  }

  /// The waiting transactions, in the order of arrival.
  private func queue(in database: Database) -> [Int32] {
    database.transactions.ids.compactMap { database.transactions[$0] }.filter { $0.wait != nil }
      .sorted { $0.arrival ?? 0 < $1.arrival ?? 0 }.map { name($0.id) }
  }

  /// What an open transaction sees of the keys that it may still touch.
  private mutating func add(_ id: TransactionID, _ slots: [SlotID?], in database: Database) {
    guard let transaction = database.transactions[id], transaction.commitState == nil else {
      return
    }
    add(
      name(id) * 4 + (transaction.wait == nil ? 0 : 1) + (transaction.status == .deferred ? 2 : 0))
    guard transaction.pinsSnapshot else { return }
    let touched =
      future(transaction.id, transaction.conflicts != nil) + claimed(by: transaction, slots)
    add(
      touched.map { place in
        slots[place].map { slot in
          Int32(database.keys.versions(of: slot).count { $0.state <= transaction.snapshot })
        } ?? 0
      })
  }

  /// The keys that a rule about two writers will look at when the transaction commits.
  private func claimed(by transaction: Transaction, _ slots: [SlotID?]) -> [Int] {
    guard transaction.conflicts != nil else { return [] }
    return slots.indices.filter { place in
      slots[place].map { transaction.claims.contains($0) } ?? false
    }
  }
}

/// What serializable-snapshot remembers, whose rules depend on the order in which edges are found.
extension Digest {
  /// The readers of the key, in the order of their reads, and whether they saw its newest version.
  fileprivate func marks(on slot: SlotID, in database: Database) -> [Int32] {
    database.readers(of: slot).filter { database.tracks($0.transaction) }.map { mark in
      let isNewest = database.keys[slot].lastCommit <= database[mark.transaction].snapshot
      return name(mark.transaction) * 2 + (isNewest ? 1 : 0)
    }
  }

  /// Adds the edges between those that are still remembered, and who is concurrent with whom.
  fileprivate mutating func addAntidependencies(of database: Database) {
    let members = database.transactions.ids.compactMap { database.transactions[$0] }
      .filter { $0.memory == .antidependencies }
      .sorted { name($0.id) < name($1.id) }
    // Only which moment comes before which matters.
    func snapshot(of member: Transaction) -> Timestamp? {
      member.isCommitted && member.hasWritten && !member.readOnly ? nil : member.snapshot
    }
    let moments = members.flatMap { member in
      [snapshot(of: member), member.commitState, member.antidependencies.earliestOut?.state]
        .compactMap { $0 }
    }
    let ranks = Dictionary(
      uniqueKeysWithValues: Set(moments).sorted().enumerated().map { ($1, Int32($0)) })
    func rank(_ state: Timestamp?) -> Int32 { state.flatMap { ranks[$0] } ?? -1 }
    for member in members {
      let edges = member.antidependencies
      let flags: Int32 =
        (member.readOnly ? 1 : 0) + (member.hasWritten ? 2 : 0) + (edges.isSafe ? 4 : 0)
        + (edges.doomed == nil ? 0 : 8)
      words += [
        name(member.id), flags, rank(snapshot(of: member)), rank(member.commitState),
        rank(edges.earliestOut?.state),
      ]
      for others in [
        edges.incoming.map({ $0.other }), edges.outgoing.map({ $0.other }), edges.watchers,
      ] {
        add(others.filter { database.transactions.contains($0) }.map(name))
      }
      add(edges.possiblyUnsafe.map(name).sorted())
    }
  }
}
