import Testing
import Vocabulary

/// A hand-written history and what the judge has to say about it.
struct AnomalyRow: CustomTestStringConvertible {
  let name: String
  let history: String
  /// The slugs of the findings; empty where the history is serializable.
  let findings: [String]
  /// The edges of the last finding, as in "T1 rw(x) T2".
  let cycle: String
  /// The promises that it breaks.
  let breaks: [String]
  var order: [Int]?

  var testDescription: String { name }

  /// The rows of section 5 of the specification, as the modes that allow them let them happen.
  static let section5 = [
    AnomalyRow(
      name: "dirty write: versions in commit order cannot be mixed up",
      history: """
        begin 1; begin 2; write 1 x; write 2 x; write 2 y; commit 2; write 1 y; commit 1
        """,
      findings: [], cycle: "", breaks: [], order: [2, 1]),
    AnomalyRow(
      name: "aborted read",
      history: "begin 1; begin 2; write 1 x; read 2 x 1; abort 1; commit 2",
      findings: ["aborted-read"], cycle: "T1 wr(x) T2", breaks: ["PL-2", "PL-SI", "PL-3"]),
    AnomalyRow(
      name: "intermediate read",
      history: "begin 1; begin 2; write 1 x; read 2 x 1; write 1 x; commit 1; commit 2",
      findings: ["intermediate-read"], cycle: "T1 wr(x) T2", breaks: ["PL-2", "PL-SI", "PL-3"]),
    AnomalyRow(
      name: "intermediate read: the statement that wrote it failed",
      history: "begin 1; begin 2; write 1 x; read 2 x 1; undo 1 x 1; commit 1; commit 2",
      findings: ["intermediate-read"], cycle: "T1 wr(x) T2", breaks: ["PL-2", "PL-SI", "PL-3"]),
    AnomalyRow(
      name: "aborted read: the statement that wrote it failed, and then its transaction",
      history: "begin 1; begin 2; write 1 x; read 2 x 1; undo 1 x 1; abort 1; commit 2",
      findings: ["aborted-read"], cycle: "T1 wr(x) T2", breaks: ["PL-2", "PL-SI", "PL-3"]),
    AnomalyRow(
      name: "circular information flow",
      history: """
        begin 1; begin 2; write 1 x; write 2 y; read 1 y 2; read 2 x 1; commit 1; commit 2
        """,
      findings: ["circular-information-flow"], cycle: "T1 wr(x) T2, T2 wr(y) T1",
      breaks: ["PL-2", "PL-SI", "PL-3"]),
    AnomalyRow(
      name: "the same script under snapshot: write skew",
      history: """
        begin 1 si; begin 2 si; write 1 x; write 2 y; read 1 y @0; read 2 x @0; commit 1; commit 2
        """,
      findings: ["write-skew"], cycle: "T1 rw(y) T2, T2 rw(x) T1", breaks: ["PL-3"]),
    AnomalyRow(
      name: "observed transaction vanishes",
      history: """
        begin 1; write 1 x; write 1 y; commit 1; begin 2; begin 3; write 2 x; read 3 x 2
        read 3 y 1; write 2 y; commit 2; commit 3
        """,
      findings: ["observed-transaction-vanishes"], cycle: "T2 wr(x) T3, T3 rw(y) T2",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "fuzzy read",
      history: "begin 1 rc; begin 2 rc; read 1 x @0; write 2 x; commit 2; read 1 x 2; commit 1",
      findings: ["fuzzy-read"], cycle: "T1 rw(x) T2, T2 wr(x) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "phantom",
      history: """
        begin 1 rc; begin 2 rc; scan 1 a..b; write 2 a5; commit 2; scan 1 a..b a5=2; commit 1
        """,
      findings: ["phantom"], cycle: "T1 rw(a5 in a..b) T2, T2 wr(a5) T1",
      breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "read skew",
      history: """
        begin 1 rc; begin 2 rc; read 1 x 0; write 2 x; write 2 y; commit 2; read 1 y 2; commit 1
        """,
      findings: ["read-skew"], cycle: "T1 rw(x) T2, T2 wr(y) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "lost update",
      history: """
        begin 1 rc; begin 2 rc; read 1 x 0; read 2 x 0; write 1 x; commit 1; write 2 x; commit 2
        """,
      findings: ["lost-update"], cycle: "T1 ww(x) T2, T2 rw(x) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "one-statement increment, evaluated again after the wait",
      history: """
        begin 1 rc; begin 2 rc; read 1 x 0; write 1 x; commit 1; read 2 x 1; write 2 x; commit 2
        """,
      findings: [], cycle: "", breaks: [], order: [1, 2]),
    AnomalyRow(
      name: "long fork",
      history: """
        begin 1 rc; begin 2 rc; begin 3 rc; begin 4 rc; read 3 y @0; read 4 x @0
        write 1 x; write 2 y; commit 1; commit 2; read 3 x 1; read 4 y 2; commit 3; commit 4
        """,
      findings: ["long-fork"],
      cycle: "T1 wr(x) T3, T3 rw(y) T2, T2 wr(y) T4, T4 rw(x) T1", breaks: ["PL-SI", "PL-3"]),
    AnomalyRow(
      name: "write skew",
      history: """
        begin 1 si; begin 2 si; read 1 x 0; read 1 y 0; read 2 x 0; read 2 y 0
        write 1 x; write 2 y; commit 1; commit 2
        """,
      findings: ["write-skew"], cycle: "T1 rw(y) T2, T2 rw(x) T1", breaks: ["PL-3"]),
    AnomalyRow(
      name: "predicate write skew",
      history: """
        begin 1 si; begin 2 si; scan 1 a..b; scan 2 a..b; write 1 a1; write 2 a2
        commit 1; commit 2
        """,
      findings: ["predicate-write-skew"],
      cycle: "T1 rw(a2 in a..b) T2, T2 rw(a1 in a..b) T1", breaks: ["PL-3"]),
    AnomalyRow(
      name: "read-only anomaly",
      history: """
        begin 2 si; begin 3 si; read 2 batch 0; read 3 batch 0; write 3 batch; commit 3
        begin 1 si; read 1 batch 3; scan 1 r..s; write 2 r/1; commit 2; commit 1
        """,
      findings: ["read-only-anomaly"],
      cycle: "T1 rw(r/1 in r..s) T2, T2 rw(batch) T3, T3 wr(batch) T1", breaks: ["PL-3"]),
    AnomalyRow(
      name: "no anomaly: blind overlap",
      history: "begin 1 wsi; begin 2 wsi; write 1 x; write 2 x; commit 2; commit 1",
      findings: [], cycle: "", breaks: [], order: [2, 1]),
    AnomalyRow(
      name: "no anomaly: one stale read",
      history: """
        begin 1 si; begin 2 si; read 1 x 0; read 2 z 0; write 2 x; write 1 y; commit 2; commit 1
        """,
      findings: [], cycle: "", breaks: [], order: [1, 2]),
  ]
}
