import Checking
import Databases
import Exploring
import Foundation
import Runs
import Stores
import Surveying
import Telling
import Testing
import Vocabulary

/// The store of docs/adapters that has a switch for each of some faults.
private enum FaultyStore {
  static let file: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appendingPathComponent("docs/adapters/faulty_store.py").path
  }()

  static let hasPython: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "python3 -c pass 2>/dev/null"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  static func open(_ fault: String) throws -> any Store {
    try KnownStores.open("exec:python3 '\(file)' \(fault)", StoreOptions())
  }
}

/// A store with planted faults, and whether a survey notices each.
@Suite(.enabled(if: FaultyStore.hasPython)) struct SurveyClaimTests {
  /// The faults that the store's own list names.
  private static let faults = [
    "no-write-check", "late-check", "moving-snapshot", "torn-commit", "dirty-read",
    "kept-rollback", "commit-after-abort", "lost-own-write", "deleted-in-scan", "no-read-check",
    "no-range-check",
  ]

  /// A survey of one level, up to the first cell that breaks its promise.
  private func surveyed(_ fault: String, in mode: IsolationMode) throws -> Survey {
    let store = try FaultyStore.open(fault)
    defer { store.close() }
    var surveyor = Surveyor(on: store)
    surveyor.exploration.limit = 12
    let rows = SurveyRow.matrix + (1...40).map { SurveyRow.random($0, seed: 1) }
    var survey = Survey(by: surveyor, in: [mode], rows)
    for (row, column) in survey.left {
      survey.add(try #require(try surveyor.cell(row, in: mode)))
      if survey.shortestBreak(of: mode.promise, in: column) != nil { break }
    }
    return survey
  }

  @Test func theListIsThatOfTheStore() throws {
    let text = try String(contentsOfFile: FaultyStore.file, encoding: .utf8)
    let listed = text.split(separator: "\n").filter {
      $0.hasPrefix("    \"") && $0.contains("\": ")
    }
    #expect(listed.map { $0.split(separator: "\"")[1] } == Self.faults.map { Substring($0) })
  }

  private static let levels = [IsolationMode.snapshot, .serializableSnapshot]

  @Test(arguments: levels) func theFaithfulStoreKeepsItsClaims(mode: IsolationMode) throws {
    let survey = try surveyed("", in: mode)
    #expect(survey.left.isEmpty && survey.keptPromise(in: survey.columns[0]) == mode.promise)
    #expect(survey.cells.allSatisfy { $0.contradiction == nil && $0.isRepeated != false })
  }

  /// Each fault breaks the claim of a level.
  @Test(arguments: faults) func aFaultIsCaught(fault: String) throws {
    let broken = try Self.levels.filter { mode in
      let survey = try surveyed(fault, in: mode)
      let found = survey.shortestBreak(of: mode.promise, in: survey.columns[0])
      #expect(found == nil || (found?.phenomenon == nil) == (fault == "lost-own-write"))
      return found != nil
    }
    // Its checks of reads hide some faults of a serializable transaction, and it alone has others.
    let expected: [IsolationMode] =
      switch fault {
      case "no-write-check", "late-check": [.snapshot]
      case "no-read-check", "no-range-check": [.serializableSnapshot]
      default: Self.levels
      }
    #expect(broken == expected)
  }

  /// A store that contradicts itself is no reason to stop; the order is counted and shown.
  @Test func aContradictionIsASighting() throws {
    let store = try FaultyStore.open("lost-own-write")
    defer { store.close() }
    let row = SurveyRow(
      "own-write", "own write", nil, "1 put x 1; 1 get x; 2 get x; 1 commit; 2 commit", in: .none)
    let cell = try #require(try Surveyor(on: store).cell(row, in: .snapshot))
    let sighting = try #require(cell.contradiction)
    #expect(sighting.count == cell.orders && cell.conduct == "contradiction")
    var replay = row.program.replay(whetherPossible: sighting.order, in: .snapshot, on: store)
    var answers: [String] = []
    while let played = replay.next() { answers += played.answer.lines.map { $0.text } }
    #expect(answers.contains { $0.contains("the store contradicts itself") })
  }
}
