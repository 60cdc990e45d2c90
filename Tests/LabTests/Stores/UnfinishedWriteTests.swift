import Engine
import Runs
import Sessions
import Stores
import Telling
import Testing
import Vocabulary

/// What a store does between the answers to commands.
@Suite struct UnfinishedWriteTests {
  private static let (one, two) = (TransactionID(1), TransactionID(2))

  private static let first = VersionID.written(by: .initial, number: 1)

  private func told(_ lines: [String], on store: ScriptedStore) -> [String] {
    lab(lines, on: store).1
  }

  /// The lab after the lines, and the answers.
  private func lab(_ lines: [String], on store: ScriptedStore) -> (Lab, [String]) {
    var lab = Lab(mode: .readUncommitted, manner: .replay, on: store)
    let told = lines.flatMap { line -> [String] in
      guard case .success(let statement)? = lab.read(line) else { return [] }
      return lab.enter(statement).lines.map { $0.answer.isEmpty ? $0.prose ?? "" : $0.answer }
    }
    return (lab, told)
  }

  private static func row(_ value: Value, by writer: Int) -> StoreAnswer {
    .row(StoredRow("x", value, .written(by: TransactionID(writer), number: 1)))
  }

  @Test("A dirty read sees a row of an UPDATE that waits for another row")
  func aRowOfAnUpdateThatWaits() {
    let store = ScriptedStore(
      [.waits(for: [Self.two]), Self.row("11", by: 1), .done, .done],
      resumed: [
        5: (Self.one, .changed([ChangedRow("x", "11", found: Self.first, number: 1)]))
      ])
    let lines = [
      ".seed x=1", "alice: BEGIN", "bob: BEGIN", "alice: UPDATE * SET $value + 10",
      "bob: GET x", "bob: COMMIT", "alice: COMMIT",
    ]
    let told = told(lines, on: store)
    #expect(told.contains("x=11"))
    #expect(told.contains("RESUMED alice ok"))
    #expect(told.last == "ok")
  }

  @Test("A dirty read sees that a DELETE which waits has removed a row")
  func aRowOfADeleteThatWaits() {
    let store = ScriptedStore(
      [.waits(for: [Self.two]), .row(nil), .done, .done],
      resumed: [
        5: (Self.one, .changed([ChangedRow("x", nil, found: Self.first, number: 1)]))
      ])
    let lines = [
      ".seed x=1", "alice: BEGIN", "bob: BEGIN", "alice: DELETE *", "bob: GET x",
      "bob: COMMIT", "alice: COMMIT",
    ]
    let told = told(lines, on: store)
    #expect(told.contains("(none)"))
    #expect(told.contains("RESUMED alice ok"))
  }

  @Test(
    "An UPDATE sees that a DELETE which waits has removed a row; a filter cannot explain it",
    arguments: ["", " = 1"])
  func anUpdateThatFindsNoRow(filter: String) {
    let store = ScriptedStore(
      [.waits(for: [Self.two]), .changed([sevenAtY]), .done, .done],
      resumed: [
        5: (
          Self.one,
          .changed(["x", "y"].map { ChangedRow($0, nil, found: Self.first, number: 1) })
        )
      ])
    let lines = [
      ".seed x=1 y=1", "alice: BEGIN", "bob: BEGIN", "alice: DELETE *",
      "bob: UPDATE *\(filter) SET 7", "bob: ROLLBACK", "alice: COMMIT",
    ]
    let (lab, told) = lab(lines, on: store)
    #expect(lab.runner.place.failure == nil)
    #expect(told.contains("RESUMED alice ok"))
    #expect(lab.runner.database.committedValue(of: "x") == nil)
    let scans = lab.runner.history.compactMap { event in
      if case .scan(Self.two, _, let scan) = event { scan.absent } else { nil }
    }
    #expect(scans == [[Event.Row("x", Self.own)]])
  }

  private var sevenAtY: ChangedRow { ChangedRow("y", "7", found: Self.first, number: 1) }

  /// As MariaDB does in READ UNCOMMITTED with `innodb_snapshot_isolation`; see MariaDBForecastTests.
  @Test("An UPDATE passes over a row whose value a waiting UPDATE has changed")
  func anUpdateWhoseFilterARowNoLongerMeets() {
    let store = ScriptedStore(
      [.waits(for: [Self.two]), .changed([]), .done, .done],
      resumed: [5: (Self.one, .changed([ChangedRow("x", "2", found: Self.first, number: 1)]))])
    let lines = [
      ".seed x=1", "alice: BEGIN", "bob: BEGIN", "alice: UPDATE * SET $value + 1",
      "bob: UPDATE * = 1 SET 9", "bob: COMMIT", "alice: COMMIT",
    ]
    let (lab, told) = lab(lines, on: store)
    #expect(lab.runner.place.failure == nil)
    #expect(told.contains("RESUMED alice ok"))
    #expect(lab.runner.database.committedValue(of: "x") == "2")
    let scans = lab.runner.history.compactMap { event in
      if case .scan(Self.two, _, let scan) = event { scan.rows } else { nil }
    }
    #expect(scans == [[Event.Row("x", Self.own)]])
  }

  @Test("A row that does not fit the filter of an UPDATE has not been removed")
  func aRowThatDoesNotFitTheFilter() {
    let lines = [
      ".seed x=2 y=1", "alice: BEGIN", "bob: BEGIN", "alice: DELETE *", "bob: UPDATE * = 1 SET 7",
    ]
    let store = ScriptedStore([.waits(for: [Self.two]), .changed([sevenAtY])])
    let (lab, told) = lab(lines, on: store)
    #expect(told.last?.hasPrefix("ok") == true)
    #expect(!lab.runner.database.hasWritten("x", by: Self.one))
  }

  private static let halfSeen = [
    ".seed x=1", "alice: BEGIN", "bob: BEGIN", "alice: UPDATE * SET $value + 10", "bob: GET x",
    "bob: COMMIT",
  ]

  @Test("A dirty read has seen a row of an UPDATE that fails in the end")
  func aRowOfAnUpdateThatFails() {
    let store = ScriptedStore(
      [
        .waits(for: [Self.two]), Self.row("11", by: 1), .done,
        .row(StoredRow("x", "1", Self.first)), .done, .row(StoredRow("x", "2", second)), .done,
      ],
      resumed: [5: (Self.one, .refused("1292"))])
    let (lab, told) = lab(
      Self.halfSeen + ["alice: GET x", "alice: PUT x 2", "alice: GET x", "alice: COMMIT"], on: store
    )
    #expect(lab.runner.place.failure == nil)
    #expect(told.contains("x=11"))
    #expect(told.contains("RESUMED alice error store"))
    #expect(told.contains("x=1"))
    #expect(told.contains("x=2"))
    #expect(told.contains("ANOMALY intermediate-read T1 T2"))
    #expect(lab.runner.database.committedValue(of: "x") == "2")
    let undone = lab.runner.history.count { event in
      if case .undo(Self.one, _, "x", 1) = event { true } else { false }
    }
    #expect(undone == 1)
  }

  /// The second write of its key by alice: numbers are not used again.
  private var second: VersionID { .written(by: Self.one, number: 2) }

  @Test("If the transaction aborts, too, the read is an aborted read")
  func anAbortAfterAnUpdateThatFails() {
    let store = ScriptedStore(
      [.waits(for: [Self.two]), Self.row("11", by: 1), .done, .done],
      resumed: [5: (Self.one, .refused("1292"))])
    let told = told(Self.halfSeen + ["alice: ROLLBACK"], on: store)
    #expect(told.contains("ANOMALY aborted-read T1 T2"))
  }

  @Test("A dirty read has seen a row of an UPDATE that is withdrawn")
  func aRowOfAnUpdateThatIsWithdrawn() {
    let store = ScriptedStore(
      [
        .waits(for: [Self.two]), Self.row("11", by: 1), .done,
        .row(StoredRow("x", "1", Self.first)), .done,
      ])
    let (lab, told) = lab(
      Self.halfSeen + [".cancel alice", "alice: GET x", "alice: COMMIT"], on: store)
    #expect(lab.runner.place.failure == nil)
    #expect(told.contains("x=1"))
    #expect(told.last == "ANOMALY intermediate-read T1 T2")
  }

  @Test("A request that ends just before it is withdrawn has had its effect")
  func aWithdrawalThatComesTooLate() {
    let store = ScriptedStore(
      [.waits(for: [Self.two]), .done, .row(StoredRow("x", "5", Self.own))], withdrawn: .done)
    let (lab, told) = lab(
      ["alice: BEGIN", "bob: BEGIN", "alice: PUT x 5", ".cancel alice", "alice: COMMIT"], on: store)
    #expect(lab.runner.database.committedValue(of: "x") == "5")
    #expect(told.suffix(3) == ["ok", "RESUMED alice ok", "ok"])
  }

  private static let own = VersionID.written(by: one, number: 1)

  @Test("A COMMIT that ends just before its session rolls back has committed")
  func aCommitThatCannotBeRolledBack() {
    let store = ScriptedStore([.done, .waits(for: [Self.two])], withdrawn: .done)
    let (lab, told) = lab(
      ["alice: BEGIN", "bob: BEGIN", "alice: PUT x 5", "alice: COMMIT", "alice: ROLLBACK"],
      on: store)
    #expect(lab.runner.database.committedValue(of: "x") == "5")
    #expect(lab.runner.records[0].status == .committed(1))
    #expect(told.last == "ok")
  }

  @Test("A COMMIT that ends just before it is withdrawn has committed")
  func aCommitThatCannotBeWithdrawn() {
    let store = ScriptedStore([.done, .waits(for: [Self.two])], withdrawn: .done)
    let (lab, told) = lab(
      ["alice: BEGIN", "bob: BEGIN", "alice: PUT x 5", "alice: COMMIT", ".cancel alice"], on: store)
    #expect(lab.runner.database.committedValue(of: "x") == "5")
    #expect(lab.runner.records[0].status == .committed(1))
    #expect(told.suffix(2) == ["ok", "RESUMED alice ok"])
  }

  @Test("An abort by a cluster is a notice below the COMMIT")
  func anAbortByACluster() {
    let store = ScriptedStore(
      [.done, .done, .aborted(.firstCommitter, report: "1213")], doomed: [4: Self.two])
    let lines = ["alice: BEGIN", "bob: BEGIN", "bob: PUT x 2", "alice: COMMIT", "bob: GET x"]
    let told = told(lines, on: store)
    #expect(
      told.contains(
        "bob was aborted by the cluster. Its next command says so; ROLLBACK still works."))
    #expect(told.last?.hasPrefix("ABORTED first-committer") == true)
  }
}
