import Checking
import Surveying
import Testing
import Vocabulary

/// Faults that real databases have had, and aborts that are known to be needless.
///
/// What a database with the fault let through is what a weaker mode lets through: the judge must
/// find the cycle in that history, and the mode that promises more must abort somebody.
@Suite struct KnownCaseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let interleaving: String
    let seed: String
    let weaker: MatrixColumn
    let anomaly: String
    /// Who is aborted, by which rule, in which modes.
    let victims: [IsolationMode: (id: Int, kind: Abort.Kind)]

    var testDescription: String { name }
  }

  private static let cases = [
    // PostgreSQL 12.3 and before, found by Jepsen (Kingsbury 2020), mended in commit 5940ffb221: a
    // reader that ignored an inserted row which a third transaction had updated since was noted as
    // coming before that one only, and not before the inserter.
    Case(
      name: "G2-item through an inserted and updated row",
      interleaving: "2 begin; 1 begin; 1 put a 3; 2 put b 2; 1 get b; 1 commit; 3 begin; 3 put a 1;"
        + " 2 get a; 3 commit; 2 commit",
      seed: "b=0", weaker: MatrixColumn(mode: .snapshot), anomaly: "write-skew",
      victims: [
        .serializableSnapshot: (1, .dangerousStructure), .writeSnapshot: (1, .overwrittenRead),
      ]),
    // dgraph-io/badger #409 and #2057, slatedb #1711, surrealkv #28: the keys that a scan returned
    // are checked, and a key that was not there is not among them.
    Case(
      name: "phantoms that a check by keys misses",
      interleaving: "1 scan a..b; 2 scan b..c; 1 put b1 1; 2 put a1 1; 1 commit; 2 commit",
      seed: "", weaker: MatrixColumn(mode: .snapshot), anomaly: "predicate-write-skew",
      victims: [
        .serializableSnapshot: (2, .dangerousStructure), .writeSnapshot: (2, .overwrittenRead),
      ]),
    // grafeo #400: a key that was looked for and not found is not in the read set.
    Case(
      name: "a miss that is not remembered",
      interleaving: "1 get x; 2 get y; 1 put y 1; 2 put x 1; 1 commit; 2 commit",
      seed: "", weaker: MatrixColumn(mode: .snapshot), anomaly: "write-skew",
      victims: [
        .serializableSnapshot: (2, .dangerousStructure), .writeSnapshot: (2, .overwrittenRead),
      ]),
  ]

  @Test(arguments: cases) func isFoundAndForbidden(known: Case) throws {
    let row = MatrixRow(
      known.name, known.anomaly, known.interleaving, seed: known.seed, in: .commits)
    let weak = try MatrixRun(of: row, in: known.weaker)
    #expect(weak.aborts.isEmpty)
    let findings = try Judgement(of: weak.history).findings
    #expect(findings.map(\.anomaly.slug) == [known.anomaly])
    for (mode, victim) in known.victims {
      let run = try MatrixRun(of: row, in: MatrixColumn(mode: mode))
      #expect(run.aborts.map(\.abort.transaction) == [TransactionID(victim.id)], "\(mode)")
      #expect(run.aborts.map(\.abort.kind) == [victim.kind], "\(mode)")
      let judgement = try Judgement(of: run.history)
      #expect(judgement.violation(of: .pl3) == nil)
      guard case .needed(let cycle)? = judgement.need(of: TransactionID(victim.id)) else {
        Issue.record("\(mode): needless")
        continue
      }
      #expect(cycle.anomaly.slug == known.anomaly, "\(mode)")
    }
  }

  /// Transactions are numbered by their BEGINs, not by the sessions.
  @Test(arguments: [
    // Ports and Grittner 2012, section 4.1: the report does not look at the batch, so it may come
    // before everybody; and yet the pivot is aborted.
    (
      "2 begin; 3 begin; 2 get batch; 3 put batch 2; 3 commit; 1 begin read only; 1 scan r/*;"
        + " 2 put r/1 100; 2 commit; 1 commit",
      "batch=1", IsolationMode.serializableSnapshot, 1, [3, 1, 2]
    ),
    // The same, where the pivot has committed and the report itself is aborted.
    (
      "2 begin; 3 begin; 2 get batch; 3 put batch 2; 3 commit; 1 begin read only;"
        + " 2 put r/1 100; 2 commit; 1 scan r/*; 1 commit",
      "batch=1", IsolationMode.serializableSnapshot, 3, [3, 1, 2]
    ),
    // Specification, section 2, H6: one stale read and no cycle.
    (
      "1 get x; 2 get z; 2 put x 5; 1 put y 1; 2 commit; 1 commit", "x=0 y=0 z=0",
      .writeSnapshot, 1, [1, 2]
    ),
    // Specification, section 2, BW: two blind writers.
    (
      "1 put x 1; 2 put x 2; 2 commit; 1 commit", "x=0", .serializableSnapshot, 1, [2, 1]
    ),
    // Specification, section 2, DS: two antidependencies in a row and no way back.
    (
      "2 get x; 1 get y; 3 put x 3; 3 commit; 2 put y 2; 1 put z 1; 2 commit; 1 commit",
      "x=0 y=0 z=0", .serializableSnapshot, 2, [1, 2, 3]
    ),
  ])
  func isNeedless(
    interleaving: String, seed: String, mode: IsolationMode, victim: Int, order: [Int]
  ) throws {
    let row = MatrixRow("", nil, interleaving, seed: seed, in: .none)
    let run = try MatrixRun(of: row, in: MatrixColumn(mode: mode))
    let victim = TransactionID(victim)
    #expect(run.aborts.map(\.abort.transaction) == [victim])
    let need = try Judgement(of: run.history).need(of: victim)
    #expect(need == .notNeeded(order: order.map { TransactionID($0) }, apart: []))
  }
}
