extension [StoreIdentity] {
  /// For each store, what distinguishes its URL from those of the others with the same title: `db1`
  /// and `db2`, or nothing and `?journal=delete`.
  ///
  /// If a URL occurs several times, its marks have numbers.
  package var marks: [String] {
    let own = map { store in
      store.url.apart(from: filter { $0.title == store.title }.map { $0.url })
    }
    return indices.map { index in
      let before = indices.prefix(index).count {
        self[$0].title == self[index].title && own[$0] == own[index]
      }
      guard before > 0 else { return own[index] }
      return own[index] + (own[index].isEmpty ? "" : " ") + "(\(before + 1))"
    }
  }
}

extension String {
  /// The text without what all the texts have in common at both ends.
  fileprivate func apart(from texts: [String]) -> String {
    let all = texts.map { Array($0) }
    let start = all.commonStart
    let end = all.map { Array($0.dropFirst(start).reversed()) }.commonStart
    return String(dropFirst(start).dropLast(end).drop { $0 == " " })
  }
}

extension [[Character]] {
  /// How many characters all the texts begin with, up to the end of a part of a URL.
  fileprivate var commonStart: Int {
    let common = dropFirst().reduce(first ?? []) { known, text in
      zip(known, text).prefix { $0 == $1 }.map { $0.0 }
    }
    if contains(common) { return common.count }
    return common.lastIndex { ":/?&=,@ ".contains($0) }.map { $0 + 1 } ?? 0
  }
}
