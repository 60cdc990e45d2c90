import Vocabulary

/// The specification's regression scripts, and two more.
extension Example {
  /// Section 8: scripts that a plausible mistake fails; R10 and R11 stand above.
  static let regressions = [
    Example(  // R1
      "1 scan a b;2 scan b c;1 put b1 1;2 put a1 1;1 commit;2 commit",
      [
        "SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": pivot,
        "S2PL": "B@1 put b1 1, A@2 put a1 1 deadlock",
      ]),
    Example(  // R2
      "1 get x;2 get y;1 put y 1;2 put x 1;1 commit;2 commit", seed: [:],
      [
        "SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": pivot,
        "S2PL": "B@1 put y 1, A@2 put x 1 deadlock",
      ]),
    Example(  // R3
      "1 del x;1 put y 1;2 get y;2 put x 2;2 commit;1 commit", seed: ["y": "0"],
      [
        "RU RC": "B@2 put x 2", "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "B@2 put x 2, A@2 put x 2 concurrent-update", "S2PL": "B@2 get y",
      ], sees: ["WSI SGT": "[y=1]"]),
    Example(  // R4
      "2 get x;2 put x 2;2 commit;1 put x 1;1 commit",
      [
        "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "A@1 put x 1 concurrent-update",
      ], sees: ["WSI SGT": "[x=1 "]),
    Example(  // R4 crossed
      "1 put x 1;2 put x 2;2 put y 2;1 put y 1;2 commit;1 commit",
      [
        "RU RC S2PL": "B@2 put x 2", "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "B@2 put x 2, A@2 put x 2 concurrent-update",
      ], sees: ["WSI SGT": "[x=1 y=1 "]),
    Example(  // R5, R8
      "1 get x;1 put y 1;1 commit;2 get y;2 put x 2;2 commit",
      ["SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": "A@2 put x 2 pivot"]),
    Example(  // R6
      "3 put a 3;2 put b 2;1 put a 1;3 get b;3 commit;2 get a;2 commit;1 commit",
      [
        "SGT": "A@2 commit cycle",
        "RU RC": "B@1 put a 1", "SI-FCW": "A@1 commit first-committer", "WSI": late,
        "SI-FUW": "B@1 put a 1, A@1 put a 1 concurrent-update",
        "SSI-FCW": "A@2 get a pivot, A@1 commit first-committer",
        "SSI-FUW": "B@1 put a 1, A@1 put a 1 concurrent-update, A@2 get a pivot",
        "S2PL": "B@1 put a 1, B@3 get b, A@2 get a deadlock",
      ]),
    Example(  // R9
      "1 begin;1 get x;1 put y 1;2 begin;1 commit;2 put x 2;2 get y;2 commit",
      ["SGT": "A@2 commit cycle", "WSI": late, "SSI-FCW SSI-FUW": "A@2 get y pivot"]),
    Example(  // R12
      "2 scan a c;1 put b 1;1 commit;2 put b 9;2 commit", seed: ["b": "0"],
      [
        "SGT": "A@2 commit cycle",
        "SI-FCW SSI-FCW": "A@2 commit first-committer", "WSI": late, "S2PL": "B@1 put b 1",
        "SI-FUW SSI-FUW": "A@2 put b 9 concurrent-update",
      ]),
    Example(  // R13
      "2 begin;4 begin;2 put c 2;2 get b;1 begin;4 get a;2 commit;1 get c;1 put a 1;1 commit",
      [
        "WSI": "A@1 commit overwritten-read", "SSI-FCW SSI-FUW": "A@1 put a 1 pivot",
        "S2PL": "B@1 put a 1",
      ]),
    Example(  // R14
      "1 begin;1 put b 1;3 begin;1 get a;1 commit;2 begin;3 put a 3;2 put b 2;2 commit;"
        + "3 scan b c;3 commit",
      [
        "SGT": "A@3 commit cycle", "WSI": "A@3 commit overwritten-read",
        "SSI-FCW SSI-FUW": "A@3 scan b c pivot",
      ]),
    Example(  // an own write is no read
      "1 put x 1;1 get x;1 scan x y;2 put x 2;2 commit;1 commit",
      [
        "RU RC S2PL": "B@2 put x 2", "SI-FCW SSI-FCW": "A@1 commit first-committer",
        "SI-FUW SSI-FUW": "B@2 put x 2, A@2 put x 2 concurrent-update",
      ], sees: ["WSI SGT": "[x=1 "]),
    Example(  // a read is of a version: who replaces a later one has not replaced it
      "1 begin;1 get x;2 begin;2 put x 2;2 commit;3 begin;3 get y;4 begin;4 put y 4;4 commit;"
        + "3 put x 3;3 commit;1 commit",
      [
        "WSI": "A@3 commit overwritten-read", "S2PL": "B@2 put x 2, B@4 put y 4, B@3 put x 3",
      ]),
  ]
}
