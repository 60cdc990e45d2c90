import Foundation
import Rendering
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Charts in text and as pictures.
@Suite struct ChartTests {
  private static let chart = Chart(
    "A chart", subtitle: "of nothing", across: ("clients", ["1", "2", "16"]), upwards: "aborts, %",
    [
      Chart.Series("one", style: 0, [0, 10, 20]), Chart.Series("two", style: 1, [5, nil, 19.9]),
    ])

  @Test func barsAreAsHighAsTheNumbers() {
    #expect(
      ChartText(Self.chart, columns: 80, isASCII: false).lines == [
        "aborts, %",
        "20 ┤         ██",
        "   │         ██",
        "   │         ██",
        "15 ┤         ██",
        "   │         ██",
        "   │         ██",
        "10 ┤     █   ██",
        "   │     █   ██",
        "   │     █   ██",
        " 5 ┤  █  █   ██",
        "   │  █  █   ██",
        "   │  █  █   ██",
        " 0 ┤ ab  ab  ab",
        "     1   2   16  clients",
        "  a one  b two",
      ])
  }

  @Test func asciiIsASCII() {
    let lines = ChartText(Self.chart, columns: 80, isASCII: true).lines
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { 0x20...0x7E ~= $0 } })
    #expect(lines[1] == "20 +         ##")
  }

  /// A number that is not 0 is seen, and one of nothing is not.
  @Test func smallNumbersAreSeen() {
    let chart = Chart(
      "", subtitle: "", across: ("x", ["1"]), upwards: "y",
      [Chart.Series("a", style: 0, [0.001]), Chart.Series("b", style: 1, [1_000])])
    #expect(ChartText(chart, columns: 80, isASCII: false).lines[10] == "      │ ▁█")
    let empty = Chart("", subtitle: "", across: ("x", []), upwards: "y", [])
    #expect(ChartText(empty, columns: 80, isASCII: true).lines.count > 3)
    #expect(ChartSVG(empty).text.hasSuffix("</svg>\n"))
  }

  @Test func placesAreLeftOutWhereThereIsNoRoom() {
    let chart = Chart(
      "", subtitle: "", across: ("x", (1...40).map(String.init)), upwards: "y",
      (0..<7).map { Chart.Series("s\($0)", style: $0, (1...40).map(Double.init)) })
    for columns in [20, 40, 80] {
      let lines = ChartText(chart, columns: columns, isASCII: true).lines
      #expect(lines.allSatisfy { $0.count <= columns })
    }
  }

  @Test func picturesAreWellFormedWhateverTheNamesAre() throws {
    let name = "<a & \"b\"> \u{202E}\u{1B}[31m ]]>"
    let chart = Chart(
      name, subtitle: name, across: (name, [name, "2"]), upwards: name,
      (0..<9).map { Chart.Series(name, style: $0, [1, Double($0)]) })
    let text = ChartSVG(chart).text
    #expect(XMLParser(data: Data(text.utf8)).parse())
    #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
  }

  @Test func picturesHoldEverySeries() {
    let text = ChartSVG(Self.chart).text
    #expect(text.components(separatedBy: "<polyline").count == 3)
    #expect(text.contains(">aborts, %</text>"))
    #expect(text.contains(">clients</text>"))
    #expect(text.contains(">16</text>"))
  }
}
