import Drawing
import Foundation
import Layout
import Simulating
import Telling
import Testing
import Vocabulary

/// The forms in which a sweep is told.
@Suite struct SweepTextsTests {
  private static let texts: SweepTexts = {
    let sweep = Sweep(
      [.readCommitted, .snapshot], .clients,
      [2, 6].map { clients in
        var settings = Settings(.snapshot, .counters)
        (settings.clients, settings.keys, settings.end) = (clients, 10, .transactions(200))
        settings.judged = 5
        return settings
      })
    return SweepTexts(sweep, sweep.points())
  }()

  /// The table's rows without the names of modes, cut at blanks; the headings as in the CSV.
  private static var rows: [[Substring]] {
    texts.lines(columns: 80).map {
      $0.replacing("not needed", with: "needless").split(separator: " ")
    }.filter { $0.count == 10 && ($0[0] == "clients" || Int($0[0]) != nil) }
  }

  @Test func theTableFits() {
    for columns in [60, 80, 200] {
      #expect(Self.texts.lines(columns: columns).allSatisfy { $0.count <= max(80, columns) })
    }
    #expect(Self.rows.count == 5)
  }

  @Test func allFormsTellTheSame() throws {
    let csv = Self.texts.csv.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let headings = csv[0].map(String.init)
    let object = try JSONSerialization.jsonObject(with: Data(Self.texts.json.text.utf8))
    let json = try #require(object as? [String: Any])
    #expect(json["simulated"] as? String == "contention")
    #expect(json["partial"] as? Bool == false)
    let runs = try #require(json["runs"] as? [[String: Any]])
    #expect(runs.count == 4)
    #expect(csv.count == 5)
    for (run, line) in zip(runs, csv.dropFirst()) {
      #expect(Set(run.keys) == Set(headings))
      for (heading, cell) in zip(headings, line) {
        switch run[heading] {
        case let text as String: #expect(text == cell)
        case let number as NSNumber: #expect(number.doubleValue == Double(cell), "\(heading)")
        default: #expect(cell == "", "\(heading)")
        }
      }
    }
    for (row, line) in zip(Self.rows.dropFirst(), csv.dropFirst()) {
      for (heading, cell) in zip(Self.rows[0], row) {
        let place = try #require(headings.firstIndex(of: String(heading)))
        #expect(line[place] == (cell == "-" ? "" : cell), "\(heading)")
      }
    }
  }

  @Test func everyExponentIsToldAsItIs() {
    let skews = [0, 0.991, 0.994, 1, 1e-7]
    let sweep = Sweep(
      [.readCommitted], .skew,
      skews.map { skew in
        var settings = Settings(.readCommitted, .counters)
        (settings.distribution, settings.end) = (.zipfian(skew: skew), .transactions(5))
        return settings
      })
    let texts = SweepTexts(sweep, sweep.points())
    let told = texts.csv.dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[5]
    }
    #expect(told == ["0", "0.991", "0.994", "1", "1e-07"])
    #expect(texts.json.text.contains("\"skew\":0.994,"))
    #expect(texts.lines(columns: 80).contains { $0.hasPrefix("0.991 ") || $0.contains(" 0.991 ") })
  }

  @Test func sentencesNameEveryRun() {
    let sentences = Self.texts.sentences
    #expect(sentences.count { $0.hasPrefix("In snapshot with clients ") } == 2)
    #expect(!sentences.contains { $0.contains("aborts not needed, % of judged aborts, -") })
  }

  @Test func theChartHoldsTheColumn() {
    let chart = Self.texts.chart(of: .aborts)
    let picture = ChartText(chart, columns: 80, isASCII: true).lines
    #expect(picture.first == "aborts, % of ended transactions")
    #expect(picture.last == "  a read-committed  b snapshot")
    // No abort of read-committed is judged, so no share of them is not needed.
    #expect(
      ChartText(Self.texts.chart(of: .notNeeded), columns: 80, isASCII: true).lines.last
        == "  a snapshot")
  }
}
