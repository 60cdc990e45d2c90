/// A dependency between two nodes, in small integers.
struct Edge: Sendable {
  /// The kinds, in the order in which edges are preferred where several will do.
  enum Kind: UInt8, Comparable {
    case wr, wrp, ww, rw, rwp

    var isAntidependency: Bool { self >= .rw }

    static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  var source: Int32
  var target: Int32
  let kind: Kind
  /// What it comes from: of ww the second write, else a read, or a gap behind all reads.
  let cause: Int32
}

/// A key that a scan has read without naming it, and the version that it stands for.
struct Gap: Sendable {
  let scan: Int32
  let key: Int32
  let version: Int32
}
