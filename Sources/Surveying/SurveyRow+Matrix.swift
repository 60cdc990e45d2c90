/// The rows of README's matrix.
extension SurveyRow {
  package static let matrix: [SurveyRow] = [
    SurveyRow(
      "dirty-write", "dirty write (G0)", "dirty-write",
      "1 put x 1; 2 put x 2; 2 put y 2; 2 commit; 1 put y 1; 1 commit", in: .commits),
    SurveyRow(
      "aborted-read", "aborted read (G1a)", "aborted-read",
      "1 put x 1; 2 get x; 1 rollback; 2 commit", in: .reads),
    SurveyRow(
      "intermediate-read", "intermediate read (G1b)", "intermediate-read",
      "1 put x 1; 2 get x; 1 put x 2; 1 commit; 2 commit", in: .reads),
    SurveyRow(
      "information-flow", "circular information flow (G1c)", "circular-information-flow",
      "1 put x 1; 2 put y 2; 1 get y; 2 get x; 1 commit; 2 commit", in: .reads),
    SurveyRow(
      "vanishing", "observed transaction vanishes (OTV)", "observed-transaction-vanishes",
      "1 put x 12; 2 get x; 2 get y; 1 put y 18; 1 commit; 2 commit", in: .reads),
    SurveyRow(
      "fuzzy-read", "fuzzy read (P2)", "fuzzy-read",
      "1 get x; 2 put x 2; 2 commit; 1 get x; 1 commit", in: .reads),
    SurveyRow(
      "phantom", "phantom (P3, PMP)", "phantom",
      "1 scan a..b; 2 put a5 1; 2 commit; 1 scan a..b; 1 commit", in: .reads),
    SurveyRow(
      "read-skew", "read skew (A5A, G-single)", "read-skew",
      "1 get x; 2 put x 2; 2 put y 2; 2 commit; 1 get y; 1 commit", in: .reads),
    SurveyRow(
      "lost-update", "lost update (P4)", "lost-update",
      "1 get x; 2 get x; 1 put x 1; 2 put x 2; 1 commit; 2 commit", in: .commits),
    SurveyRow(
      "increment", "one-statement increment (P4C)", "lost-update",
      "1 put x value(x) + 1; 2 put x value(x) + 1; 1 commit; 2 commit", in: .commits),
    SurveyRow(
      "long-fork", "long fork (G-nonadjacent)", "long-fork",
      "1 put x 1; 2 put y 1; 3 get y; 4 get x; 1 commit; 2 commit; 3 get x; 4 get y;"
        + " 3 commit; 4 commit",
      in: .reads),
    SurveyRow(
      "write-skew", "write skew (A5B, G2-item)", "write-skew",
      "1 get x; 1 get y; 2 get x; 2 get y; 1 put x 0; 2 put y 0; 1 commit; 2 commit",
      seed: "x=1 y=1", in: .commits),
    SurveyRow(
      "predicate-write-skew", "predicate write skew (G2)", "predicate-write-skew",
      "1 scan a..b; 2 scan a..b; 1 put a1 1; 2 put a2 1; 1 commit; 2 commit", in: .commits),
    // 1 reports batch 1 as closed and empty; then 2 adds a receipt to it.
    SurveyRow(
      "read-only", "read-only anomaly", "read-only-anomaly",
      "2 begin; 3 begin; 2 get batch; 3 put batch 2; 3 commit; 1 begin read only;"
        + " 1 get batch; 1 scan r/*; 2 put r/1 100; 2 commit; 1 commit",
      seed: "batch=1", in: .commits),
    SurveyRow(
      "blind-overlap", "none: blind overlap", nil,
      "1 put x 1; 2 put x 2; 2 commit; 1 commit", in: .none),
    SurveyRow(
      "stale-read", "none: one stale read", nil,
      "1 get x; 2 get z; 2 put x 5; 1 put y 1; 2 commit; 1 commit", in: .none),
  ]
}
