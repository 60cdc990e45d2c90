import Vocabulary

/// The table of anomalies, the worst first.
extension Anomaly {
  /// Every anomaly that the judge names.
  public static let all: [Anomaly] = [
    dirtyWrite, abortedRead, intermediateRead, circularInformationFlow,
    observedTransactionVanishes, fuzzyRead, phantom, readSkew, lostUpdate, longFork, writeSkew,
    predicateWriteSkew, readOnlyAnomaly, cycle,
  ]

  /// G0: a history whose versions stand in commit order cannot hold it.
  public static let dirtyWrite = Anomaly(
    slug: "dirty-write", name: "dirty write", code: "G0, P0",
    author: "Berenson et al. 1995; Adya 1999",
    definition: "Two transactions overwrite each other's uncommitted writes, and the result is a"
      + " mix of both.",
    forbiddenBy: .pl1, lesson: "dirty-write")

  /// G1a: certain once the writer has rolled back and the reader committed.
  public static let abortedRead = Anomaly(
    slug: "aborted-read", name: "aborted read", code: "G1a, P1",
    author: "Berenson et al. 1995; Adya 1999",
    definition: "A transaction reads a write that is later rolled back.",
    forbiddenBy: .pl2, lesson: "dirty-read")

  /// G1b.
  public static let intermediateRead = Anomaly(
    slug: "intermediate-read", name: "intermediate read", code: "G1b", author: "Adya 1999",
    definition: "A transaction reads a value that its writer overwrites before committing.",
    forbiddenBy: .pl2, lesson: "intermediate-read")

  /// G1c.
  public static let circularInformationFlow = Anomaly(
    slug: "circular-information-flow", name: "circular information flow", code: "G1c",
    author: "Adya 1999",
    definition: "Each transaction comes after another in the cycle, because it read or overwrote"
      + " what the other wrote.",
    forbiddenBy: .pl2, lesson: "circular-information-flow")

  /// A form of G-single: the newer of the two reads came first.
  ///
  /// Under read-committed two commands cannot show it, for a later one never sees an older state.
  /// But one command can, if it has waited: what it writes it reads at the newest version, and all
  /// else as it was when the command began.
  public static let observedTransactionVanishes = Anomaly(
    slug: "observed-transaction-vanishes", name: "observed transaction vanishes", code: "OTV",
    author: "Bailis et al. 2013",
    definition: "A reader sees one write of a transaction, and later an older version of"
      + " another key that the same transaction wrote.",
    forbiddenBy: .plSI, lesson: "vanishing-transaction")

  /// A form of G-single: both reads are of one key.
  public static let fuzzyRead = Anomaly(
    slug: "fuzzy-read", name: "fuzzy read", code: "P2", author: "Berenson et al. 1995",
    definition: "A transaction reads a key twice and gets different versions.",
    forbiddenBy: .plSI, lesson: "non-repeatable-read")

  /// A form of G-single: both reads are of one key, at least one through a range.
  public static let phantom = Anomaly(
    slug: "phantom", name: "phantom", code: "P3, PMP",
    author: "Eswaran et al. 1976; Berenson et al. 1995; Bailis et al. 2013",
    definition: "A transaction reads a range twice and gets different keys.",
    forbiddenBy: .plSI, lesson: "phantom")

  /// The usual form of G-single.
  public static let readSkew = Anomaly(
    slug: "read-skew", name: "read skew", code: "A5A, G-single",
    author: "Berenson et al. 1995; Adya 1999",
    definition: "A transaction reads two keys from different states.",
    forbiddenBy: .plSI, lesson: "read-skew")

  /// A form of G-single: the reader overwrites what replaced its read.
  public static let lostUpdate = Anomaly(
    slug: "lost-update", name: "lost update", code: "P4", author: "Berenson et al. 1995",
    definition: "Two transactions read the same version of a key and both write it; one write is"
      + " lost.",
    forbiddenBy: .plSI, lesson: "lost-update")

  /// A form of G-nonadjacent.
  public static let longFork = Anomaly(
    slug: "long-fork", name: "long fork", code: "G-nonadjacent",
    author: "Sovran et al. 2011; Kingsbury and Alvaro 2020",
    definition: "Two readers see two independent writes in opposite orders.",
    forbiddenBy: .plSI, lesson: "long-fork")

  /// The usual form of G2-item.
  public static let writeSkew = Anomaly(
    slug: "write-skew", name: "write skew", code: "A5B, G2-item",
    author: "Berenson et al. 1995; Adya 1999",
    definition: "Each of two transactions reads a key that the other changes, and the two keys"
      + " differ.",
    forbiddenBy: .pl3, lesson: "write-skew")

  /// The usual form of G2.
  public static let predicateWriteSkew = Anomaly(
    slug: "predicate-write-skew", name: "predicate write skew", code: "G2", author: "Adya 1999",
    definition: "Each of two transactions reads what the other changes, at least one of them"
      + " through a gap in a range.",
    forbiddenBy: .pl3, lesson: "on-call-count")

  /// A form of G2-item and of G2.
  public static let readOnlyAnomaly = Anomaly(
    slug: "read-only-anomaly", name: "read-only anomaly", code: "G2-item, G2",
    author: "Fekete, O'Neil, and O'Neil 2004",
    definition: "A transaction that only reads sees a state that no serial order of two writers"
      + " passes through.",
    forbiddenBy: .pl3, lesson: "read-only-anomaly")

  /// Any other cycle; its phenomenon decides which modes forbid it.
  public static let cycle = Anomaly(
    slug: "cycle", name: "cycle", code: "G2", author: "Adya 1999",
    definition: "Each transaction comes before the next, and the last comes before the first.",
    forbiddenBy: .pl3, lesson: "inventory")
}
