/// Rows about what a database offers besides plain reads and writes.
extension SurveyRow {
  /// All rows of a survey.
  package static var all: [SurveyRow] { matrix + database }

  package static let database: [SurveyRow] = [
    SurveyRow(
      "update-increment", "increment by UPDATE", "lost-update",
      "1 update x set $value + 1; 2 update x set $value + 1; 1 commit; 2 commit", in: .commits),
    SurveyRow(
      "for-update", "lost update (both FOR UPDATE)", "lost-update",
      "1 get x for update; 2 get x for update; 1 put x 1; 2 put x 2; 1 commit; 2 commit",
      in: .commits),
    SurveyRow(
      "one-for-update", "lost update (one FOR UPDATE)", "lost-update",
      "1 get x; 2 get x for update; 2 put x 2; 2 commit; 1 put x 1; 1 commit", in: .commits),
    SurveyRow(
      "write-skew-for-update", "write skew (reads FOR UPDATE)", "write-skew",
      "1 get x; 1 get y for update; 2 get y; 2 get x for update; 1 put x 0; 2 put y 0;"
        + " 1 commit; 2 commit",
      seed: "x=1 y=1", in: .commits),
    SurveyRow(
      "insert-absent", "insert of an absent key", "lost-update",
      "1 get k; 2 get k; 1 put k 1; 2 put k 2; 1 commit; 2 commit", in: .commits),
    SurveyRow(
      "insert-absent-for-update", "insert of an absent key (FOR UPDATE)", "lost-update",
      "1 get k for update; 2 get k for update; 1 put k 1; 2 put k 2; 1 commit; 2 commit",
      in: .commits),
    SurveyRow(
      "count-insert", "count of a range and insert", "predicate-write-skew",
      "1 count r/*; 2 count r/*; 1 put r/1 1; 2 put r/2 1; 1 commit; 2 commit", seed: "r/0=1",
      in: .commits),
    SurveyRow(
      "deletion-skew", "read skew (deletion)", "read-skew",
      "1 scan a*; 2 delete a1; 2 put b1 1; 2 commit; 1 scan b*; 1 commit", seed: "a1=1",
      in: .reads),
    SurveyRow(
      "after-abort", "aborted read (after a conflict)", "aborted-read",
      "1 get x; 2 get x; 1 put x 1; 1 commit; 2 put y 2; 2 put x 2; 2 commit; 3 begin; 3 get x;"
        + " 3 get y; 3 commit",
      in: .reads),
  ]
}
