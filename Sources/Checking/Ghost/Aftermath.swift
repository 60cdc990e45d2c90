import Vocabulary

/// The reads that would have seen something else, had a victim committed where it was aborted.
///
/// Such a read comes after the abort, by a transaction that would have seen the victim's commit, of
/// a key that the victim would have changed, and it saw an older version. From then on its
/// transaction is *disturbed*: it might have gone another way. A transaction that reads what a
/// disturbed transaction wrote is disturbed from then on, too.
///
/// Whether a read disturbs depends on nothing that comes after it.
struct Aftermath {
  /// A look at a key after the abort.
  struct Look {
    let reader: Int32
    let key: Int32
    let event: Int32
    let step: UInt32
    /// The transaction whose version was seen; 0 where nobody had written the key.
    let maker: Int32
  }

  private let record: Record
  private let commits: CommitOrder
  private let chains: Chains
  /// The event of the abort, and the victim's node where it commits there.
  private let cut: Int32
  private let node: Int
  /// The keys that the victim would have changed.
  private let changed: Set<Int32>
  /// Of each disturbed transaction, the first read that disturbed it.
  private(set) var first: [Int32: Look] = [:]

  /// Costs the events after the abort, and their sorting if any read disturbs.
  init(_ record: Record, ghost: Int32) {
    self.record = record
    cut = record.transactions[Int(ghost)].ended
    commits = CommitOrder(of: record, ghost: ghost, without: [:])
    let chains = Chains(record, commits)
    let node = Int(commits.nodes[Int(ghost)])
    let installed = chains.log(of: node).filter { write in
      chains.maker(of: Int(chains.versions[Int(write)]), record.writes[Int(write)].key) == node
    }
    (self.chains, self.node) = (chains, node)
    changed = Set(installed.map { record.writes[Int($0)].key })
    guard !changed.isEmpty, looks(at: changed).contains(where: isOtherwise) else { return }
    let later = lookers.flatMap { record.writes(of: $0) }.map { record.writes[$0].key }
    let looks = looks(at: changed.union(later))
    for look in looks.sorted(by: comesBefore)
    where first[look.reader] == nil && (isOtherwise(look) || isOfDisturbed(look)) {
      first[look.reader] = look
    }
  }

  /// Whether it would have seen the victim's version.
  func isOtherwise(_ look: Look) -> Bool {
    let (reader, maker) = (
      record.transactions[Int(look.reader)], record.transactions[Int(look.maker)]
    )
    guard changed.contains(look.key), maker.state != nil, maker.ended < cut else { return false }
    return !reader.mode.readsSnapshot || reader.begun > cut
  }

  private func isOfDisturbed(_ look: Look) -> Bool {
    first[look.maker].map { $0.event < look.event } ?? false
  }

  // MARK: Looks

  private func comesBefore(_ left: Look, _ right: Look) -> Bool {
    left.event == right.event
      ? record.keys[left.key] < record.keys[right.key] : left.event < right.event
  }

  /// The transactions that had not ended at the abort.
  private var lookers: [Int32] {
    record.transactions.indices.filter { record.transactions[$0].ended > cut }.map { Int32($0) }
  }

  private func looks(at keys: Set<Int32>) -> [Look] {
    lookers.flatMap { reader in
      record.reads(of: reader).compactMap { named(record.reads[$0], among: keys) }
        + record.scans(of: reader).flatMap { unnamed(by: record.scans[$0], among: keys) }
    }
  }

  private func named(_ read: Record.Read, among keys: Set<Int32>) -> Look? {
    guard read.event > cut, read.writer != read.transaction, keys.contains(read.key) else {
      return nil
    }
    return Look(
      reader: read.transaction, key: read.key, event: read.event, step: read.step,
      maker: read.writer == Record.Read.nobody
        ? maker(of: read.key, asOf: read.number) : read.writer)
  }

  private func unnamed(by scan: Record.Scan, among keys: Set<Int32>) -> [Look] {
    guard scan.event > cut else { return [] }
    let (range, named) = (record.ranges[scan.range], record.named[scan.named])
    return keys.filter { range.contains(record.keys[$0]) && !named.contains($0) }.map { key in
      Look(
        reader: scan.transaction, key: key, event: scan.event, step: scan.step,
        maker: maker(of: key, asOf: scan.asOf))
    }
  }

  /// The transaction whose version was there in that state, the victim's left out.
  private func maker(of key: Int32, asOf state: Int32) -> Int32 {
    let version = chains.version(of: key, after: commits.count(asOf: state))
    let isVictims = chains.maker(of: version, key) == node
    return chains.maker(of: isVictims ? version - 1 : version, key).map { commits.members[$0] } ?? 0
  }
}
