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
    var lab = Lab(mode: .readUncommitted, manner: .replay, on: store)
    return lines.flatMap { line -> [String] in
      guard case .success(let statement)? = lab.read(line) else { return [] }
      return lab.enter(statement).lines.map { $0.answer.isEmpty ? $0.prose ?? "" : $0.answer }
    }
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

  @Test("An abort by a cluster is a notice below the COMMIT")
  func anAbortByACluster() {
    let store = ScriptedStore(
      [.done, .done, .aborted(.firstCommitter, report: "1213")], doomed: [4: Self.two])
    let lines = ["alice: BEGIN", "bob: BEGIN", "bob: PUT x 2", "alice: COMMIT", "bob: GET x"]
    let told = told(lines, on: store)
    #expect(
      told.contains(
        "bob was aborted by the cluster. Its next command says so; ROLLBACK works."))
    #expect(told.last?.hasPrefix("ABORTED first-committer") == true)
  }
}
