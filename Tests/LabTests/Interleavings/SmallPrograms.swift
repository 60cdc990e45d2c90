/// The programs whose every interleaving is judged in every mode.
extension SmallProgram {
  static let all = anomalies + harmless + regressions + ranges + locks + conditions + endings

  /// The anomalies of section 5 of the specification.
  static let anomalies = [
    SmallProgram(
      "dirty write", "two writers of the same two keys, crossed",
      "PUT x 1; PUT y 1", "PUT x 2; PUT y 2"),
    SmallProgram(
      "aborted read", "what is read may be rolled back", "PUT x 1; ROLLBACK", "GET x; PUT y 1"),
    SmallProgram(
      "intermediate read", "what is read may be overwritten by its writer",
      "PUT x 1; PUT x 2", "GET x; PUT y 1"),
    SmallProgram(
      "circular information flow", "each may read what the other has not committed",
      "PUT x 1; GET y", "PUT y 2; GET x"),
    SmallProgram(
      "observed transaction vanishes", "a reader may see one of two writes, then not the other",
      "PUT x 12; PUT y 18", "GET x; GET y"),
    SmallProgram(
      "half a command waits", "after a wait only the locked key is read at its newest version",
      seed: "x=1 y=1", "PUT x 2; PUT y 2", "PUT x value(x) + value(y)"),
    SmallProgram("fuzzy read", "a key is read twice", "GET x; GET x", "PUT x 2"),
    SmallProgram("phantom", "a range is read twice", "SCAN a..b; SCAN a..b", "PUT a5 1"),
    SmallProgram(
      "read skew", "two keys that are written together are read one by one",
      "GET x; GET y", "PUT y 2; PUT x 2"),
    SmallProgram(
      "lost update (LU)", "both read the key before they write it",
      "GET x; PUT x 1", "GET x; PUT x 2"),
    SmallProgram(
      "increment (P4C)", "both read and write in one command",
      "PUT x value(x) + 1", "PUT x value(x) + 1"),
    SmallProgram(
      "long fork", "two readers may see two writers in opposite orders", beginsFirst: true,
      "PUT x 1", "PUT y 1", "GET x; GET y", "GET y; GET x"),
    SmallProgram(
      "write skew", "each reads both keys and writes one", seed: "x=1 y=1",
      "GET x; GET y; PUT x 0", "GET x; GET y; PUT y 0"),
    SmallProgram(
      "predicate write skew", "each looks into a range and writes into its gaps",
      "SCAN a..b; PUT a1 1", "SCAN a..b; PUT a2 1"),
    SmallProgram(
      "read-only anomaly", "a report between two writers, the later of which it misses",
      seed: "batch=1",
      "BEGIN READ ONLY; GET batch; SCAN r/*", "GET batch; PUT r/1 100", "PUT batch 2"),
    SmallProgram(
      "read-only anomaly, undeclared", "the same report by one who did not say that it only reads",
      seed: "batch=1",
      "GET batch; SCAN r/*", "GET batch; PUT r/1 100", "PUT batch 2"),
  ]

  /// The sequences of section 2, most of which some mode aborts for nothing.
  static let harmless = [
    SmallProgram(
      "one stale read (H6)", "a read that is overwritten is no cycle yet", seed: "x=0 y=0 z=0",
      "GET x; PUT y 1", "GET z; PUT x 5"),
    SmallProgram(
      "an overwrite that nobody has to mind (H4, H4')", "a blind writer and one that reads",
      "GET x; PUT x 1", "PUT x 2"),
    SmallProgram("blind overlap (BW)", "two blind writers of a key", "PUT x 1", "PUT x 2"),
    SmallProgram(
      "structure without a cycle (DS, PF, RF)", "a chain of antidependencies in any order",
      seed: "x=0 y=0 z=0", "GET y; PUT z 1", "GET x; PUT y 2", "PUT x 3"),
    SmallProgram(
      "ignored delete (E9)", "a reader of what is deleted writes elsewhere", seed: "itemA=1",
      "DELETE itemA", "GET itemA; PUT order 7"),
    SmallProgram(
      "a report that does not look at the batch", "no cycle, but the shape of one",
      seed: "batch=1", "BEGIN READ ONLY; SCAN r/*", "GET batch; PUT r/1 100", "PUT batch 2"),
    SmallProgram(
      "strictly in turn", "a chain through three keys, in which the last writer may be the first",
      "GET x", "GET y; PUT x 1", "PUT y 3"),
    SmallProgram(
      "nothing in common", "nobody touches what the other does", "GET x; PUT x 1", "PUT y 1"),
    SmallProgram("readers only", "readers never disagree", "GET x; GET y", "SCAN", "GET y; GET x"),
  ]
}
