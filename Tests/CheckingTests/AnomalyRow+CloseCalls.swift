/// Histories that miss a name narrowly, or get one from afar.
extension AnomalyRow {
  static let closeCalls = [
    AnomalyRow(
      name: "a blind overwrite after a read is no lost update",
      history: "begin 1; begin 2; read 1 x 0; write 2 x; commit 2; write 1 x; commit 1",
      findings: ["cycle"], cycle: "T1 rw(x) T2, T2 ww(x) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a lost update with a blind write between",
      history: """
        begin 1; begin 2; begin 3; read 1 x 0; read 2 x 0; write 1 x; commit 1
        write 3 x; commit 3; write 2 x; commit 2
        """,
      findings: ["lost-update"], cycle: "T1 ww(x) T3, T3 ww(x) T2, T2 rw(x) T1",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a lost insert: both found the key absent in a range",
      history: """
        begin 1; begin 2; scan 1 a..c; scan 2 a..c; write 1 b; commit 1; write 2 b; commit 2
        """,
      findings: ["lost-update"], cycle: "T1 ww(b) T2, T2 rw(b in a..c) T1",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a fuzzy read that skipped a version",
      history: """
        begin 1; begin 2; begin 3; read 1 x 0; write 2 x; commit 2; write 3 x; commit 3
        read 1 x 3; commit 1
        """,
      findings: ["fuzzy-read"], cycle: "T1 rw(x) T2, T2 ww(x) T3, T3 wr(x) T1",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a row that vanishes from a range is a phantom",
      history: """
        begin 1; begin 2; scan 1 a..b a1=0; delete 2 a1; commit 2; scan 1 a..b; commit 1
        """,
      findings: ["phantom"], cycle: "T1 rw(a1) T2, T2 wr(a1 in a..b) T1",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a key read twice and found deleted is a fuzzy read",
      history: "begin 1; begin 2; read 1 x 0; delete 2 x; commit 2; read 1 x @1; commit 1",
      findings: ["fuzzy-read"], cycle: "T1 rw(x) T2, T2 wr(x) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "an absence is of the deletion that it saw, not of the beginning",
      history: """
        begin 1; write 1 x; commit 1; begin 2; delete 2 x; commit 2; begin 3; read 3 x @2; commit 3
        """,
      findings: [], cycle: "", breaks: [], order: [1, 2, 3]),
    AnomalyRow(
      name: "own keys of a scan are not read by it",
      history: """
        begin 1 si; begin 2 si; write 1 a1; write 2 a1; scan 1 a..b +a1 a1=1; scan 2 a..b +a1 a1=2
        commit 1; commit 2
        """,
      findings: [], cycle: "", breaks: [], order: [1, 2]),
    AnomalyRow(
      name: "keys written after the scan are read by it",
      history: """
        begin 2; begin 1; scan 2 a..c; write 1 b; commit 1; write 2 b; commit 2
        """,
      findings: ["cycle"], cycle: "T1 ww(b) T2, T2 rw(b in a..c) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a ring of three by item",
      history: """
        begin 1 si; begin 2 si; begin 3 si; read 1 x 0; read 2 y 0; read 3 z 0
        write 3 x; write 1 y; write 2 z; commit 1; commit 2; commit 3
        """,
      findings: ["cycle"], cycle: "T1 rw(x) T3, T3 rw(z) T2, T2 rw(y) T1", breaks: ["PL-3"]),
    AnomalyRow(
      name: "the worst is named first, and each component once",
      history: """
        begin 1 si; begin 2 si; read 1 x 0; read 2 y 0; write 1 y; write 2 x; commit 1; commit 2
        begin 3; begin 4; read 3 z 0; write 4 z; commit 4; read 3 z 4; commit 3
        """,
      findings: ["fuzzy-read", "write-skew"], cycle: "T1 rw(x) T2, T2 rw(y) T1",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "transactions may begin in any order, and numbers be left out",
      history: """
        begin 7 si; begin 2 si; begin 1; commit 1; read 7 x 0; read 2 y 0; write 7 y; write 2 x
        commit 7; commit 2
        """,
      findings: ["write-skew"], cycle: "T2 rw(y) T7, T7 rw(x) T2", breaks: ["PL-3"]),
    AnomalyRow(
      name: "what open transactions do proves nothing",
      history: """
        begin 1 si; begin 2 si; read 1 x 0; read 2 y 0; write 1 y; write 2 x; commit 1
        begin 3; read 3 x 2; commit 3
        """,
      findings: [], cycle: "", breaks: [], order: [1, 3]),
    AnomalyRow(
      name: "a read of what was rolled back makes no edge",
      history: """
        begin 1; begin 2; write 1 x; read 2 x 1; write 2 y; abort 1; commit 2
        begin 3; write 3 x; read 3 y 2; commit 3
        """,
      findings: ["aborted-read"], cycle: "T1 wr(x) T2", breaks: ["PL-2", "PL-SI", "PL-3"]),
    AnomalyRow(
      name: "a dirty deletion in a range is read by a predicate",
      history: """
        begin 1; begin 2; delete 1 a1; scan 2 a..b -a1=1; abort 1; commit 2
        """,
      findings: ["aborted-read"], cycle: "T1 wr(a1 in a..b) T2",
      breaks: ["PL-2", "PL-SI", "PL-3"]),
  ]
}
