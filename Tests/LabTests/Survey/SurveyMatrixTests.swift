import Exploring
import Foundation
import Stores
import Surveying
import Testing
import Vocabulary

/// A survey of isolab's own engine is README's matrix, which a test makes in another way.
@Suite("Surveys and README's matrix") struct SurveyMatrixTests {
  /// README's words for a mode, by the titles of the rows.
  private func matrix(_ mode: IsolationMode) throws -> [String: String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(
      contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let heading = try #require(rows.first { $0.first == "anomaly" })
    let column = try #require(heading.firstIndex(of: "\(mode.shortName)"))
    return Dictionary(rows.filter { $0.count == heading.count }.map { ($0[0], $0[column]) }) {
      first, _ in first
    }
  }

  /// The engine as a store answers requests one at a time; orders are run from their start.
  @Test(arguments: IsolationMode.allCases) func theEngineAsAStore(mode: IsolationMode) throws {
    try check(Surveyor(on: EngineStore()), mode)
  }

  /// Without a store, equal states are merged and all orders counted.
  @Test(arguments: IsolationMode.allCases) func theLab(mode: IsolationMode) throws {
    try check(Surveyor(on: nil), mode)
  }

  private func check(_ surveyor: Surveyor, _ mode: IsolationMode) throws {
    let matrix = try matrix(mode)
    for row in SurveyRow.matrix {
      let cell = try #require(try surveyor.cell(row, in: mode))
      #expect(cell.result(in: row) == matrix[row.title], "\(row.name) in \(mode.name)")
      #expect(cell.isRepeated ?? true && cell.contradiction == nil)
    }
  }

  /// Where all orders are run, both count the same.
  @Test(arguments: [IsolationMode.readCommitted, .twoPhaseLocking])
  func bothCountTheSame(mode: IsolationMode) throws {
    for row in SurveyRow.all {
      let stored = try #require(try Surveyor(on: EngineStore()).cell(row, in: mode))
      guard stored.seed == nil else { continue }
      #expect(try Surveyor(on: nil).cell(row, in: mode) == stored, "\(row.name)")
    }
  }

  /// The rows are programs whose anomaly can happen, each with a name of its own.
  @Test func eachAnomalyIsPossibleSomewhere() throws {
    #expect(Set(SurveyRow.all.map(\.name)).count == SurveyRow.all.count)
    for row in SurveyRow.all where row.anomaly != nil && row.name != "dirty-write" {
      let isPossible = try [IsolationMode.readUncommitted, .readCommitted].contains { mode in
        try Surveyor(on: nil).cell(row, in: mode)?.sighting(of: row) != nil
      }
      #expect(isPossible != Self.needsAStore.contains(row.name), "\(row.name)")
    }
  }

  /// isolab's increments and FOR UPDATE lock, and its aborted transactions leave nothing behind.
  private static let needsAStore = [
    "increment", "for-update", "write-skew-for-update", "insert-absent-for-update", "after-abort",
  ]
}
