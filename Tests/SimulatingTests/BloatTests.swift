import Drawing
import Foundation
import Layout
import Simulating
import Telling
import Testing
import Vocabulary

/// A long reader among writers.
@Suite struct BloatTests {
  private static func settings(
    _ mode: IsolationMode = .snapshot, reader: Int = 400
  ) -> BloatSettings {
    var writers = Settings(mode, .counters)
    (writers.clients, writers.keys) = (4, 20)
    var settings = BloatSettings(writers)
    (settings.time, settings.reader, settings.looks) = (800, reader, 20)
    return settings
  }

  private static func run(_ settings: BloatSettings, every: Int?) -> BloatRun {
    var simulation = BloatSimulation(settings, every: every)
    return simulation.run()
  }

  @Test func theReaderKeepsWhatVacuumsWouldRemove() throws {
    // A few more than 5 are there while a writer with an older snapshot is open.
    let run = Self.run(Self.settings(), every: 5)
    func kept(at time: Int) throws -> Int { try #require(run.looks.first { $0.time == time }).kept }
    #expect(try kept(at: 200) <= 12)
    #expect(try kept(at: 400) > 20)
    #expect(try kept(at: 600) > kept(at: 400))
    #expect(try kept(at: 800) <= 12)
    #expect(run.most == run.looks.map(\.kept).max())
    let alone = Self.run(Self.settings(reader: 0), every: 5)
    #expect(try #require(alone.most) <= 12)
    #expect(alone.longReads.reads == 0)
  }

  /// Each commit of a counter makes one version old, and a vacuum takes away or leaves.
  @Test(arguments: [1, 7, 100, nil] as [Int?]) func nothingIsLost(every: Int?) {
    for mode in IsolationMode.allCases where mode != .twoPhaseLocking {
      let run = Self.run(Self.settings(mode), every: every)
      for look in run.looks {
        #expect(look.kept + look.removed == look.committed, "\(mode) at \(look.time)")
        if every == nil { #expect((look.removed, look.vacuums) == (0, 0)) }
      }
      #expect(zip(run.looks, run.looks.dropFirst()).allSatisfy { $0.removed <= $1.removed })
      #expect(Self.run(Self.settings(mode), every: every) == run)
    }
  }

  /// Vacuums change what is kept, and nothing that anybody sees.
  @Test func vacuumsAreNotNoticed() throws {
    for mode in IsolationMode.allCases where mode != .twoPhaseLocking {
      let never = Self.run(Self.settings(mode), every: nil)
      let often = Self.run(Self.settings(mode), every: 1)
      #expect(often.looks.map(\.committed) == never.looks.map(\.committed), "\(mode)")
      #expect(often.longReads.reads == never.longReads.reads, "\(mode)")
      #expect(try #require(often.most) <= #require(never.most))
    }
  }

  @Test func whoHasNoSnapshotKeepsNothing() throws {
    let run = Self.run(Self.settings(.readCommitted), every: 1)
    #expect(try #require(run.most) <= 1)
    #expect(run.longReads.reads > 50)
    #expect(run.longReads.reads == run.longReads.versions)
    let snapshot = Self.run(Self.settings(), every: 1)
    #expect(snapshot.longReads.versions > snapshot.longReads.reads * 3 / 2)
  }

  @Test func allFormsTellTheSame() throws {
    let settings = Self.settings()
    let texts = BloatTexts(settings, [10, nil].map { Self.run(settings, every: $0) })
    let csv = texts.csv.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let object = try JSONSerialization.jsonObject(with: Data(texts.json.text.utf8))
    let json = try #require(object as? [String: Any])
    let runs = try #require(json["runs"] as? [[String: Any]])
    let looks = runs.flatMap { $0["looks"] as? [[String: Any]] ?? [] }
    #expect(looks.count == 40)
    let cells = texts.lines(columns: 80)[1].split(separator: " ")
    for (heading, cell) in zip(["before", "during", "after", "long"], cells[6...]) {
      #expect((runs[0][heading] as? NSNumber)?.doubleValue == Double(cell))
    }
    #expect(csv.count == 41)
    for (look, line) in zip(looks, csv.dropFirst()) {
      #expect(look.count == line.count - 1)
      for (heading, cell) in zip(csv[0], line).dropFirst() {
        let number = look[String(heading)] as? NSNumber
        #expect(number?.doubleValue == Double(cell), "\(heading)")
      }
    }
    let lines = texts.lines(columns: 80)
    #expect(lines.allSatisfy { $0.count <= 80 })
    let last = try #require(csv.last)
    #expect(lines[2].split(separator: " ").prefix(4) == ["never", last[2], "0", "0"])
    #expect(lines[2].split(separator: " ")[5] == last[3])
    let bars = ChartText(texts.chart(of: .kept), columns: 80, isASCII: true).lines
    #expect(bars.last == "  a vacuum every 10  b no vacuum")
    #expect(bars.allSatisfy { $0.count <= 80 })
  }

  /// Whatever looks and pauses there are.
  @Test func theReaderIsThereForItsTime() {
    for (reader, think) in [(1, 2), (37, 2), (300, 100), (500, 1_000), (600, 2)] {
      var settings = Self.settings(reader: reader)
      settings.writers.think = think
      settings.looks = 800
      let run = Self.run(settings, every: 5)
      let phases = [run.before, run.during, run.after].reduce(0) { $0 + $1.versions }
      #expect(phases == run.looks.reduce(0) { $0 + $1.reads.versions })
      // Looks show what was before their time.
      func reads(_ steps: Range<Int>) -> Int {
        run.looks[steps].reduce(0) { $0 + $1.reads.reads }
      }
      // At the steps of its BEGIN and COMMIT it goes before all others.
      #expect(run.before.reads == reads(0..<200))
      #expect(run.during.reads == reads(200..<200 + reader))
      #expect(run.after.reads == reads(200 + reader..<800))
      let last = run.looks.last { $0.longReads.reads > 0 }
      if reader > 1, think == 2 { #expect((last?.time ?? 0) <= 200 + reader) }
      settings.looks = 20
      let seldom = Self.run(settings, every: 5)
      #expect(seldom.before == run.before)
      #expect(seldom.during == run.during)
      #expect(seldom.after == run.after)
    }
  }

  @Test func oldVersionsAreEstimated() throws {
    for every in [1, 50, nil] as [Int?] {
      for reader in [0, 200, 600] {
        let settings = Self.settings(reader: reader)
        let run = Self.run(settings, every: every)
        let most = settings.mostOld(every: every)
        #expect(try #require(run.most) <= most + 4)
        #expect(most <= 300, "\(reader)")
      }
    }
    #expect(Self.settings(.readCommitted).mostOld(every: 7) == 7)
  }

  @Test func aRunCanBeBrokenOffBetweenLooks() {
    var settings = Self.settings()
    settings.time = 100_000
    var told = 0
    var simulation = BloatSimulation(settings, every: 10)
    let run = simulation.run { _ in
      told += 1
      return told < 3
    }
    #expect(run.isPartial)
    #expect(run.looks.isEmpty)
    let texts = BloatTexts(settings, [run])
    #expect(
      texts.lines(columns: 80)[1].split(separator: " ").prefix(6) == [
        "10", "-", "-", "-", "-", "-",
      ])
    #expect(texts.csv.isEmpty)
    #expect(ChartSVG([texts.chart(of: .kept)]).text.hasSuffix("</svg>\n"))
  }

  @Test func aRunCanBeBrokenOff() {
    var simulation = BloatSimulation(Self.settings(), every: 10)
    let run = simulation.run { $0 < 4 }
    #expect(run.isPartial)
    #expect(run.looks == Array(Self.run(Self.settings(), every: 10).looks.prefix(4)))
  }
}
