import Vocabulary

/// The specification's scripts and walk-throughs, in its own notation.
extension Example {
  /// Sections 2, 3 and 3.1: the two snapshot modes that check reads, told apart.
  static let sequences = [
    Example(  // H6
      "1 get x;2 get z;2 put x 5;1 put y 1;2 commit;1 commit",
      ["WSI": "A@1 commit overwritten-read", "S2PL": "B@2 put x 5"]),
    Example(  // H4
      "1 get x;2 put x 2;1 put x 1;1 commit;2 commit",
      [
        "RU RC": "B@1 put x 1", "SI-FCW SSI-FCW": "A@2 commit first-committer",
        "SI-FUW SSI-FUW": "B@1 put x 1, A@1 put x 1 concurrent-update", "S2PL": "B@2 put x 2",
      ], sees: ["WSI SGT": "[x=2 "]),
    Example(  // H4', R11
      "1 get x;2 put x 2;1 put x 1;2 commit;1 commit",
      [
        "SGT": "A@1 commit cycle",
        "RU RC": "B@1 put x 1", "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "B@1 put x 1, A@1 put x 1 concurrent-update", "S2PL": "B@2 put x 2",
        "WSI": "A@1 commit overwritten-read",
      ]),
    Example(  // BW
      "1 put x 1;2 put x 2;2 commit;1 commit",
      [
        "RU RC S2PL": "B@2 put x 2", "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "B@2 put x 2, A@2 put x 2 concurrent-update",
      ], sees: ["WSI SGT": "[x=1 "]),
    Example(  // DS
      "2 get x;1 get y;3 put x 3;3 commit;2 put y 2;1 put z 1;2 commit;1 commit",
      ["WSI": late, "SSI-FCW SSI-FUW": "A@2 put y 2 pivot", "S2PL": "B@3 put x 3, B@2 put y 2"]),
    Example(  // PF
      "2 get x;1 get y;3 put x 3;2 put y 2;1 put z 1;2 commit;3 commit;1 commit",
      ["WSI": "A@1 commit overwritten-read", "S2PL": "B@3 put x 3, B@2 put y 2"]),
    Example(  // RF
      "2 get x;1 get y;3 put x 3;2 put y 2;1 put z 1;1 commit;2 commit;3 commit",
      ["S2PL": "B@3 put x 3, B@2 put y 2"]),
    Example(  // E9
      "1 del x;2 get x;2 put y 7;1 commit;2 commit", ["WSI": late, "S2PL": "B@2 get x"]),
    Example(  // the read-only one scans before the write
      prelude + "1 begin ro;1 get b;1 scan r s;2 put r 9;2 commit;1 commit",
      seed: ["b": "1"],
      [
        "SGT": "A@1 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": "A@2 put r 9 pivot",
        "S2PL": "B@3 put b 2, B@1 get b",
      ]),
    Example(  // its snapshot predates the first commit
      "1 begin ro;" + prelude + "1 get b;2 put r 9;2 commit;1 scan r s;1 commit",
      seed: ["b": "1"], ["WSI": late, "S2PL": "B@3 put b 2, B@1 get b"]),
    Example(  // it scans only: a false positive
      prelude + "1 begin ro;2 put r 9;1 scan r s;2 commit;1 commit",
      seed: ["b": "1"],
      ["WSI": late, "SSI-FCW SSI-FUW": pivot, "S2PL": "B@3 put b 2, B@1 scan r s"]),
    Example(  // it is deferrable: the first snapshot is unsafe, the second is not
      prelude + "1 begin ro deferrable;1 get b;2 put r 9;2 commit;"
        + "1 scan r s;1 commit", seed: ["b": "1"],
      [
        "SGT": "A@1 commit cycle",
        "WSI": late, "SSI-FCW SSI-FUW": "B@1 begin ro deferrable",
        "S2PL": "B@3 put b 2, B@1 get b",
      ], sees: ["SSI-FCW SSI-FUW": "1 get b=2, 1 scan r s=r:9"]),
    Example(  // the order of edges chooses the victim
      "1 get p;3 get r;3 put p 1;4 put r 1;3 get s;4 get s;5 put s 1;1 put q 1;5 commit;"
        + "3 commit;4 commit;1 commit",
      [
        "WSI": "A@3 commit overwritten-read, A@4 commit overwritten-read",
        "SSI-FCW SSI-FUW": "A@3 commit pivot", "S2PL": "B@3 put p 1, B@4 put r 1",
      ]),
    Example(  // seed 001, example 1
      "1 del x;2 get x;2 del x;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle",
        "RU RC": "B@2 del x", "SI-FCW SSI-FCW": "A@2 commit first-committer", "WSI": late,
        "SI-FUW SSI-FUW": "B@2 del x, A@2 del x concurrent-update", "S2PL": "B@2 get x",
      ]),
    Example(  // the same, rolled back
      "1 del x;2 get x;2 del x;1 rollback;2 commit",
      ["RU RC SI-FUW SSI-FUW": "B@2 del x", "S2PL": "B@2 get x"]),
    Example(  // seed 001, example 2
      "1 scan s t;2 scan s t;1 del s/alice;2 del s/bob;1 commit;2 commit",
      seed: ["s/alice": "1", "s/bob": "1"],
      [
        "SGT": "A@2 commit cycle",
        "WSI": late, "SSI-FCW SSI-FUW": pivot,
        "S2PL": "B@1 del s/alice, A@2 del s/bob deadlock",
      ], sees: [unsafe: "[]", "WSI SSI-FCW SSI-FUW SGT": "[s/bob=1]"]),
  ]
}
