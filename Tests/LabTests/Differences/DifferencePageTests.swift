import Databases
import Drawing
import Foundation
import Language
import Stores
import Testing
import Vocabulary

@testable import Differences
@testable import Runs

/// docs/known-differences.md: each program shows the difference of its section.
@Suite("The page of known differences")
struct DifferencePageTests {
  /// A section that has a program.
  struct Section: Sendable, CustomTestStringConvertible {
    let store: String
    let name: String
    let program: [String]
    var testDescription: String { name }
  }

  private static let page: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try? String(
      contentsOf: root.appending(path: "docs/known-differences.md"), encoding: .utf8)
    return (text ?? "").components(separatedBy: "\n")
  }()

  static let sections: [Section] = {
    var sections: [Section] = []
    var (store, name, program) = ("", "", nil as [String]?)
    for line in page {
      if line.hasPrefix("## ") { store = String(line.dropFirst(3)) }
      if line.hasPrefix("### ") { name = String(line.dropFirst(4)) }
      if line == "```isolab" {
        program = []
      } else if line == "```", let lines = program {
        sections.append(Section(store: store, name: name, program: lines))
        program = nil
      } else {
        program?.append(line)
      }
    }
    return sections
  }()

  @Test func eachDifferenceHasASection() {
    let names = Self.page.filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
    #expect(names == KnownDifference.allCases.map(\.name))
    #expect(Self.sections.count == names.count - 5)
  }

  @Test(arguments: sections) func itsProgramShowsIt(_ section: Section) throws {
    try check(section, on: store(for: section))
  }

  @Test(arguments: [ModelStore.postgresql, ModelStore.mariaDB(forbidsOldSnapshots: false)])
  func aServerMayTakeItsSnapshotLate(_ server: StoreIdentity) throws {
    let section = try #require(Self.sections.first { $0.name == "late-snapshot" })
    try check(section, on: ModelStore(server, .init(takesSnapshotLate: true)))
  }

  private func check(_ section: Section, on store: any Store) throws {
    defer { store.close() }
    let text = (["```isolab"] + section.program + ["```", ""]).joined(separator: "\n")
    let scenario = try Scenario.read(bytes: Array(text.utf8), file: "\(section.name).md")
    let comparison = LessonComparison(
      scenario, scenario.modes, on: [store], conflicts: nil, keepGoing: true)
    let deviation = try #require(comparison.sides.parts.first?.deviations.first)
    #expect(deviation.explanation.map(\.name) == [section.name], "step \(deviation.step ?? 0)")
  }

  private func store(for section: Section) throws -> any Store {
    switch (section.store, section.name) {
    case ("PostgreSQL", _): ModelStore(ModelStore.postgresql)
    case ("MariaDB", let name):
      ModelStore(ModelStore.mariaDB(forbidsOldSnapshots: name == "record-changed"))
    case (_, "commit-waits-for-readers"):
      try KnownStores.open("sqlite:?journal=delete", StoreOptions())
    case (_, "late-snapshot"):
      try KnownStores.open("sqlite:", StoreOptions(takesSnapshotLate: true))
    default: try KnownStores.open("sqlite:", StoreOptions())
    }
  }
}
