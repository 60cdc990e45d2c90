import Exploring
import Language
import Layout
import Runs
import Stores
import Surveying
import Testing
import Vocabulary

/// What a survey says, keeps, and shows.
@Suite struct SurveyTests {
  /// A survey of a few rows on the engine as a store, in three of its levels.
  private func surveyed(
    _ surveyor: Surveyor, _ names: [String] = ["fuzzy-read", "lost-update", "write-skew"]
  ) throws -> Survey {
    let rows = SurveyRow.all.filter { names.contains($0.name) } + [.random(3, seed: 7)]
    var survey = Survey(
      by: surveyor, in: [.readCommitted, .snapshot, .serializableSnapshot], rows)
    for (row, column) in survey.left {
      survey.add(try #require(try surveyor.cell(row, in: column.mode)))
    }
    return survey
  }

  @Test func theTableAndTheProse() throws {
    let survey = try surveyed(Surveyor(on: EngineStore()))
    #expect(
      SurveyTable(survey).lines(columns: 100).joined(separator: "\n") == """
        Engine 1: what each level allows
        anomaly                    READ-COMMITTED    SNAPSHOT           SERIALIZABLE-SNAPSHOT
        fuzzy read (P2)            possible 6/35     not visible 0/35   not visible 0/35
        lost update (P4)           possible 40/50    waits, abort 0/50  abort at COMMIT 0/70
        write skew (A5B, G2-item)  possible 225/252  possible 250/252   abort at COMMIT 0/252
        n/N: the anomaly occurs in n of the N possible orders
        """)
    #expect(SurveyTable(survey).lines(columns: 60).contains("SNAPSHOT"))
    #expect(
      SurveyTable(survey).markdown[2]
        == "| fuzzy read (P2) | possible 6/35 | not visible 0/35 | not visible 0/35 |")
    let prose = survey.columns.map { survey.prose(of: $0).joined(separator: " ") }
    #expect(
      prose[1] == """
        SNAPSHOT in Engine 1 allows write-skew. In the orders that were run, it forbids fuzzy-read \
        and lost-update. In Adya's classification (1999), it is PL-SI (snapshot isolation), as \
        far as it was measured. It is not PL-3 (serializable), because of G2-item in the row \
        write skew (A5B, G2-item): alice: BEGIN, GET x, GET y, PUT x 0; bob: BEGIN, GET x, \
        GET y, PUT y 0, COMMIT; alice: COMMIT.
        """)
    #expect(
      prose[0].contains(
        "it is PL-2 (read committed), as far as it was measured. It is not PL-SI"))
    #expect(prose[2].hasSuffix("it is PL-3 (serializable), as far as it was measured."))
  }

  /// Only all rows together say what a level is.
  @Test func aSurveyOfAllRowsClassifies() throws {
    var surveyor = Surveyor(on: EngineStore())
    surveyor.exploration.limit = 1
    var survey = Survey(by: surveyor, in: [.serializableSnapshot], SurveyRow.all)
    for (row, column) in survey.left {
      #expect(survey.prose(of: column).allSatisfy { !$0.hasSuffix("(serializable).") })
      survey.add(try #require(try surveyor.cell(row, in: column.mode)))
    }
    #expect(
      survey.prose(of: survey.columns[0]).last
        == "In Adya's classification (1999), it is PL-3 (serializable).")
  }

  @Test func programsGetEachCellAndLevel() throws {
    let survey = try surveyed(Surveyor(on: EngineStore()))
    let objects = survey.objects.map(\.text)
    #expect(objects.count == 15 && objects[0].hasPrefix("{\"survey\":\"fuzzy-read\","))
    #expect(objects[13].contains("\"class\":\"PL-SI\",\"allows\":[\"write-skew\"]"))
    #expect(survey.csv.count == 13 && survey.csv[1].hasPrefix("Engine 1,READ-COMMITTED,fuzzy-"))
    #expect(survey.csv.allSatisfy { !$0.contains("\n") })
  }

  @Test func aFileOfCellsIsReadBack() throws {
    let surveyor = Surveyor(on: EngineStore())
    let survey = try surveyed(surveyor)
    let state = SurveyState(of: survey, by: surveyor)
    let text = state.text(of: survey)
    #expect(state.cells(of: text, in: survey)?.own == survey.cells)
    var other = surveyor
    other.exploration.seed = 2
    #expect(SurveyState(of: survey, by: other).cells(of: text, in: survey) == nil)
    #expect(state.cells(of: "", in: survey) == nil)
    #expect(state.cells(of: text + "garbage\n", in: survey) == nil)
    // An order with steps of another row is not taken.
    let foreign = text.replacing("fuzzy-read\tsnapshot", with: "fuzzy-read\tread-committed")
    #expect(state.cells(of: foreign, in: survey)?.own.count == survey.cells.count)
    let wrong = text.replacing("fuzzy-read=6=", with: "fuzzy-read=6=0")
    #expect(state.cells(of: wrong, in: survey)?.own.count == survey.cells.count - 1)
  }

  @Test func anInterruptedCellIsLeftOut() throws {
    var surveyor = Surveyor(on: EngineStore())
    surveyor.exploration.isCancelled = { true }
    #expect(try surveyor.cell(SurveyRow.all[0], in: .snapshot) == nil)
    var lab = Surveyor(on: nil)
    lab.exploration.isCancelled = { true }
    #expect(try lab.cell(SurveyRow.all[0], in: .snapshot) == nil)
  }

  /// A sample has the row's own order.
  @Test func theOwnOrderIsAlwaysRun() throws {
    var surveyor = Surveyor(on: EngineStore())
    surveyor.exploration.limit = 1
    for row in SurveyRow.matrix where row.sign == .reads {
      let cells = try [IsolationMode.readUncommitted, .readCommitted].map { mode in
        try #require(try surveyor.cell(row, in: mode))
      }
      #expect(cells.contains { $0.sighting(of: row)?.order == row.order }, "\(row.name)")
      #expect(cells.allSatisfy { $0.ran == 1 && $0.seed == 1 })
    }
  }

  @Test func everyCellHasAPage() throws {
    let surveyor = Surveyor(on: EngineStore())
    let survey = try surveyed(surveyor)
    let pages = survey.pages(by: surveyor)
    #expect(pages.count == 10 && pages[0].name == "index.html")
    for page in pages.dropFirst() {
      #expect(pages[0].text.contains("href=\"\(page.name)\""))
      #expect(page.text.contains("Engine 1"))
    }
    let skew = try #require(pages.first { $0.name == "write-skew-si.html" })
    #expect(skew.text.contains("ANOMALY write-skew T1 T2"))
  }

  @Test func randomProgramsFollowFromTheirSeed() {
    let rows = (1...20).map { SurveyRow.random($0, seed: 1) }
    #expect(rows == (1...20).map { SurveyRow.random($0, seed: 1) })
    #expect(Set(rows.map(\.interleaving)).count > 18)
    #expect(rows[0].interleaving != SurveyRow.random(1, seed: 2).interleaving)
    for row in rows { #expect(row.program.program(in: .snapshot).count == row.order.count) }
  }
}
