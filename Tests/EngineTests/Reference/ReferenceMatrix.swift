import Vocabulary

/// The specification's matrix: what each mode does about each anomaly.
extension Example {
  static let snapshots = "SI-FCW SI-FUW WSI SSI-FCW SSI-FUW SGT"
  static let unsafe = "RU RC SI-FCW SI-FUW"
  /// 2 has read what 3 then replaced and committed.
  static let prelude = "2 get b;3 get b;3 put b 2;3 commit;"
  static let late = "A@2 commit overwritten-read"
  static let pivot = "A@2 commit pivot"

  /// Section 5: what each mode does about each anomaly.
  static let matrix = [
    Example(  // G0
      "1 put x 1;2 put x 2;2 put y 2;2 commit;1 put y 1;1 commit",
      [
        "RU RC S2PL": "B@2 put x 2", "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "B@2 put x 2, A@2 put x 2 concurrent-update",
      ], sees: ["WSI SGT": "[x=1 y=1 z=0]", "RU RC S2PL": "[x=2 y=2 z=0]"]),
    Example(  // G1a
      "1 put x 1;2 get x;1 rollback;2 commit", ["S2PL": "B@2 get x"],
      sees: ["RU": "2 get x=1", "RC": "2 get x=0", snapshots: "2 get x=0"]),
    Example(  // G1b
      "1 put x 1;2 get x;1 put x 2;1 commit;2 commit", ["S2PL": "B@2 get x"],
      sees: ["RU": "2 get x=1", "RC": "2 get x=0", snapshots: "2 get x=0"]),
    Example(  // G1c
      "1 put x 1;2 put y 2;1 get y;2 get x;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": pivot,
        "S2PL": "B@1 get y, A@2 get x deadlock",
      ],
      sees: ["RU": "1 get y=2, 2 get x=1", "RC": "1 get y=0, 2 get x=0"]),
    Example(  // OTV
      "1 begin;1 put x 11;1 put y 19;1 commit;2 begin;2 put x 12;3 begin;3 get x;3 get y;"
        + "2 put y 18;2 commit;3 commit", ["S2PL": "B@3 get x"],
      sees: [
        "RU": "3 get x=12, 3 get y=19", "RC": "3 get x=11, 3 get y=19",
        snapshots: "3 get x=11, 3 get y=19",
      ]),
    Example(  // P2
      "1 get x;2 put x 2;2 commit;1 get x;1 commit", ["S2PL": "B@2 put x 2"],
      sees: ["RU RC": "1 get x=0, 1 get x=2", snapshots: "1 get x=0, 1 get x=0"]),
    Example(  // P3
      "1 scan a b;2 put a5 1;2 commit;1 scan a b;1 commit", ["S2PL": "B@2 put a5 1"],
      sees: ["RU RC": "1 scan a b=, 1 scan a b=a5:1", snapshots: "1 scan a b=, 1 scan a b=,"]),
    Example(  // A5A
      "1 get x;2 put x 2;2 put y 2;2 commit;1 get y;1 commit", ["S2PL": "B@2 put x 2"],
      sees: ["RU RC": "1 get y=2", snapshots: "1 get y=0"]),
    Example(  // P4
      "1 get x;2 get x;1 put x 1;2 put x 2;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle",
        "RU RC": "B@2 put x 2", "SI-FCW": "A@2 commit first-committer", "WSI": late,
        "SI-FUW SSI-FUW": "B@2 put x 2, A@2 put x 2 concurrent-update", "SSI-FCW": pivot,
        "S2PL": "B@1 put x 1, A@2 put x 2 deadlock",
      ], sees: ["RU RC": "[x=2 "]),
    Example(  // P4C
      "1 incr x;2 incr x;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle",
        "RU RC S2PL": "B@2 incr x", "SI-FCW": "A@2 commit first-committer", "WSI": late,
        "SI-FUW SSI-FUW": "B@2 incr x, A@2 incr x concurrent-update", "SSI-FCW": pivot,
      ], sees: ["RU RC S2PL": "[x=2 "]),
    Example(  // long fork
      "1 put x 1;2 put y 1;3 get y;4 get x;1 commit;2 commit;3 get x;4 get y;3 commit;4 commit",
      ["S2PL": "B@3 get y, B@4 get x"],
      sees: [
        "RC": "3 get y=0, 4 get x=0, 3 get x=1, 4 get y=1", snapshots: "3 get x=0, 4 get y=0",
      ]),
    Example(  // A5B
      "1 get x;1 get y;2 get x;2 get y;1 put x 1;2 put y 1;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": pivot,
        "S2PL": "B@1 put x 1, A@2 put y 1 deadlock",
      ],
      sees: [unsafe: "[x=1 y=1 z=0]"]),
    Example(  // G2
      "1 scan a b;2 scan a b;1 put a1 1;2 put a2 1;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": pivot,
        "S2PL": "B@1 put a1 1, A@2 put a2 1 deadlock",
      ],
      sees: [unsafe: "[a1=1 a2=1 "]),
    Example(  // read-only anomaly; R10
      prelude + "1 begin ro;1 get b;2 put r 9;2 commit;1 scan r s;1 commit",
      seed: ["b": "1"],
      [
        "SGT": "A@1 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": "A@1 scan r s in",
        "S2PL": "B@3 put b 2, B@1 get b",
      ],
      sees: [unsafe: "1 get b=2", "SI-FCW SI-FUW": "1 scan r s=,"]),
  ]
}
