import Vocabulary

/// Serialization-graph: the whole graph, built anew at each commit from all that ever happened.
///
/// In the chain of a key every touch has a place: version n stands at 2n, and who read it at
/// 2n + 1. One transaction comes before another if it has touched some key at an earlier place.
extension ReferenceModel {
  private struct Touch {
    let id: TransactionID
    let key: Key
    let place: Int
  }

  /// The rule by which the transaction may not commit; nil if it may.
  func graphRefuses(_ id: TransactionID) -> Abort.Kind? {
    let one = self[id]
    let promoted = one.intents.filter(\.value.isPromotedRead).map(\.key)
    if closesCycle(id, writing: Set(one.intents.keys).subtracting(promoted)) { return .cycle }
    if promoted.contains(where: { lastCommit($0) > one.snapshot }) { return .firstCommitter }
    return closesCycle(id, writing: Set(one.intents.keys)) ? .cycle : nil
  }

  /// Whether the transaction would come before itself, if it committed these keys now.
  private func closesCycle(_ id: TransactionID, writing written: Set<Key>) -> Bool {
    var touches: [Touch] = []
    for key in Set(chains.keys).union(written) {
      let chain = chains[key] ?? []
      for (index, version) in chain.enumerated() where belongs(version.creator) {
        touches.append(Touch(id: version.creator, key: key, place: 2 * (index + 1)))
      }
      if written.contains(key) {
        touches.append(Touch(id: id, key: key, place: 2 * (chain.count + 1)))
      }
      for reader in transactions where belongs(reader.id) || reader.id == id {
        guard reader.reads.contains(where: { $0.covers(key) }) else { continue }
        let seen = chain.filter { $0.state <= reader.snapshot }.count
        touches.append(Touch(id: reader.id, key: key, place: 2 * seen + 1))
      }
    }
    var after: Set<TransactionID> = []
    var news = [id]
    while let here = news.popLast() {
      for touch in touches where touch.id == here {
        for later in touches where later.key == touch.key && later.place > touch.place {
          // From a read to the own write right behind it there is no edge.
          if later.id == here, later.place == touch.place + 1 { continue }
          if after.insert(later.id).inserted { news.append(later.id) }
        }
      }
    }
    return after.contains(id)
  }

  /// Whether the transaction has committed in this mode.
  private func belongs(_ id: TransactionID) -> Bool {
    id != .initial && self[id].mode == .serializationGraph && self[id].committedAt != nil
  }
}
