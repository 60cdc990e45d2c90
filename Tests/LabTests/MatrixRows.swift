import Vocabulary

/// The rows of the matrix: section 5 of the specification.
extension Anomaly {
  static let all: [Anomaly] = [
    Anomaly(
      "dirty write (G0)",
      "1 put x 1; 2 put x 2; 2 put y 2; 2 commit; 1 put y 1; 1 commit",
      in: .commits
    ) { $0.committed(1, 2) && ["x=1 y=2", "x=2 y=1"].contains($0.final) },
    Anomaly(
      "aborted read (G1a)",
      "1 put x 1; 2 get x; 1 rollback; 2 commit",
      in: .reads
    ) { $0.committed(2) && $0.reads(2) == ["x=1"] },
    Anomaly(
      "intermediate read (G1b)",
      "1 put x 1; 2 get x; 1 put x 2; 1 commit; 2 commit",
      in: .reads
    ) { $0.committed(1, 2) && $0.reads(2) == ["x=1"] },
    Anomaly(
      "circular information flow (G1c)",
      "1 put x 1; 2 put y 2; 1 get y; 2 get x; 1 commit; 2 commit",
      in: .reads
    ) { $0.committed(1, 2) && $0.reads(1) == ["y=2"] && $0.reads(2) == ["x=1"] },
    Anomaly(
      "observed transaction vanishes (OTV)",
      "1 begin; 1 put x 11; 1 put y 19; 1 commit; 2 begin; 2 put x 12; 3 begin; 3 get x; 3 get y;"
        + " 2 put y 18; 2 commit; 3 commit",
      in: .reads
    ) { $0.committed(1, 2, 3) && $0.reads(3) == ["x=12", "y=19"] },
    Anomaly(
      "fuzzy read (P2)",
      "1 get x; 2 put x 2; 2 commit; 1 get x; 1 commit",
      in: .reads
    ) { $0.committed(1, 2) && $0.reads(1) == ["x=0", "x=2"] },
    Anomaly(
      "phantom (P3, PMP)",
      "1 scan a..b; 2 put a5 1; 2 commit; 1 scan a..b; 1 commit",
      in: .reads
    ) { $0.committed(1, 2) && $0.reads(1) == ["(none)", "a5=1"] },
    Anomaly(
      "read skew (A5A, G-single)",
      "1 get x; 2 put x 2; 2 put y 2; 2 commit; 1 get y; 1 commit",
      in: .reads
    ) { $0.committed(1, 2) && $0.reads(1) == ["x=0", "y=2"] },
    Anomaly(
      "lost update (P4)",
      "1 get x; 2 get x; 1 put x 1; 2 put x 2; 1 commit; 2 commit",
      seed: ["x": "0"], in: .commits
    ) {
      $0.committed(1, 2) && $0.reads(1) == ["x=0"] && $0.reads(2) == ["x=0"] && $0.final == "x=2"
    },
    Anomaly(
      "one-statement increment (P4C)",
      "1 put x value(x) + 1; 2 put x value(x) + 1; 1 commit; 2 commit",
      seed: ["x": "0"], in: .commits
    ) { $0.committed(1, 2) && $0.final == "x=1" },
    // In the second order it is read-uncommitted that lets the readers disagree.
    Anomaly(
      "long fork (G-nonadjacent)",
      "1 put x 1; 2 put y 1; 3 get y; 4 get x; 1 commit; 2 commit; 3 get x; 4 get y;"
        + " 3 commit; 4 commit",
      "3 get y; 4 get x; 1 put x 1; 2 put y 1; 1 commit; 2 commit; 3 get x; 4 get y;"
        + " 3 commit; 4 commit",
      in: .reads
    ) {
      $0.committed(1, 2, 3, 4) && $0.reads(3) == ["y=0", "x=1"] && $0.reads(4) == ["x=0", "y=1"]
    },
    Anomaly(
      "write skew (A5B, G2-item)",
      "1 get x; 1 get y; 2 get x; 2 get y; 1 put x 0; 2 put y 0; 1 commit; 2 commit",
      seed: ["x": "1", "y": "1"], in: .commits
    ) {
      $0.committed(1, 2) && $0.reads(1) == ["x=1", "y=1"] && $0.reads(2) == ["x=1", "y=1"]
    },
    Anomaly(
      "predicate write skew (G2)",
      "1 scan a..b; 2 scan a..b; 1 put a1 1; 2 put a2 1; 1 commit; 2 commit",
      in: .commits
    ) { $0.committed(1, 2) && $0.reads(1) == ["(none)"] && $0.reads(2) == ["(none)"] },
    // 1 reports batch 1 as closed and empty; then 2 adds a receipt to it.
    Anomaly(
      "read-only anomaly",
      "2 begin; 3 begin; 2 get batch; 3 get batch; 3 put batch 2; 3 commit; 1 begin read only;"
        + " 1 get batch; 1 scan r/*; 2 put r/1 100; 2 commit; 1 commit",
      seed: ["batch": "1"], in: .commits
    ) {
      $0.committed(1, 2, 3) && $0.reads(1) == ["batch=2", "(none)"] && $0.reads(2) == ["batch=1"]
    },
    Anomaly(
      "none: blind overlap",
      "1 put x 1; 2 put x 2; 2 commit; 1 commit",
      in: .none
    ) { _ in false },
    Anomaly(
      "none: one stale read",
      "1 get x; 2 get z; 2 put x 5; 1 put y 1; 2 commit; 1 commit",
      in: .none
    ) { _ in false },
  ]
}
