import Checking
import Databases
import Exploring
import Foundation
import Stores
import Surveying
import Testing
import Vocabulary

/// A store with planted faults, and whether a survey notices each.
@Suite(.enabled(if: SurveyClaimTests.hasPython)) struct SurveyClaimTests {
  static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  private static let file: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appendingPathComponent("docs/adapters/faulty_store.py").path
  }()

  /// The faults that the store's own list names, and whether snapshot has them, too.
  private static let faults = [
    "no-write-check", "late-check", "moving-snapshot", "torn-commit", "dirty-read",
    "kept-rollback", "commit-after-abort", "lost-own-write", "deleted-in-scan", "no-read-check",
    "no-range-check",
  ]

  private func surveyed(_ fault: String) throws -> Survey {
    let store = try KnownStores.open("exec:python3 '\(Self.file)' \(fault)", StoreOptions())
    defer { store.close() }
    var surveyor = Surveyor(on: store)
    surveyor.exploration.limit = 30
    let rows = SurveyRow.all + (1...40).map { SurveyRow.random($0, seed: 1) }
    var survey = Survey(by: surveyor, in: surveyor.modes, rows)
    for (row, column) in survey.left {
      survey.add(try #require(try surveyor.cell(row, in: column.mode)))
    }
    return survey
  }

  @Test func theListIsThatOfTheStore() throws {
    let text = try String(contentsOfFile: Self.file, encoding: .utf8)
    let listed = text.split(separator: "\n").filter { $0.hasPrefix("    \"") && $0.contains("\": ") }
    #expect(listed.map { $0.split(separator: "\"")[1] } == Self.faults.map { Substring($0) })
  }

  @Test func theFaithfulStoreKeepsItsClaims() throws {
    let survey = try surveyed("")
    for column in survey.columns {
      #expect(survey.shortestBreak(of: column.mode.promise, in: column) == nil)
      #expect(survey.keptPromise(in: column) == column.mode.promise)
    }
    #expect(survey.cells.allSatisfy { $0.contradiction == nil && $0.isRepeated != false })
  }

  /// Each fault breaks the claim of a level; the order shows it again when it is repeated.
  @Test(arguments: faults) func aFaultIsCaught(fault: String) throws {
    let survey = try surveyed(fault)
    let broken = survey.columns.compactMap { column in
      survey.shortestBreak(of: column.mode.promise, in: column).map { (column, $0) }
    }
    #expect(!broken.isEmpty, "\(fault) is not noticed")
    let isOfSerializable = fault == "no-read-check" || fault == "no-range-check"
    let isOfBoth = !isOfSerializable && fault != "no-write-check" && fault != "late-check"
    #expect(broken.contains { $0.0.mode == .snapshot } == !isOfSerializable)
    #expect(broken.count == 2 || !isOfBoth)
    #expect(broken.contains { $0.1.phenomenon == nil } == (fault == "lost-own-write"))
  }

  /// A store that contradicts itself is no reason to stop; the order is counted and shown.
  @Test func aContradictionIsASighting() throws {
    let store = try KnownStores.open("exec:python3 '\(Self.file)' lost-own-write", StoreOptions())
    defer { store.close() }
    let row = SurveyRow(
      "own-write", "own write", nil, "1 put x 1; 1 get x; 2 get x; 1 commit; 2 commit", in: .none)
    let cell = try #require(try Surveyor(on: store).cell(row, in: .snapshot))
    let sighting = try #require(cell.contradiction)
    #expect(sighting.count == cell.orders && cell.conduct == "contradiction")
    var replay = row.program.replay(whetherPossible: sighting.order, in: .snapshot, on: store)
    var last: String?
    while let played = replay.next() { last = played.failure?.message ?? last }
    #expect(last?.contains("contradicts itself") == true)
  }
}
