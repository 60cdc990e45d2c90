import Drawing
import Foundation
import Telling
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
    #expect(ChartSVG([empty]).text.hasSuffix("</svg>\n"))
  }

  /// Their axes in one row, and one legend.
  @Test func twoChartsStandSideBySide() {
    let higher = Chart(
      "", subtitle: "", across: ("clients", ["1", "2", "16"]), upwards: "broken",
      [Chart.Series("one", style: 0, [0, 1, 2]), Chart.Series("two", style: 1, [3, 4, 5])])
    let lines = ChartsText([Self.chart, higher], columns: 80, isASCII: true).lines
    // Half as high as alone.
    #expect(lines.count == 9)
    let pictures = [Self.chart, higher].map {
      ChartText($0, columns: 39, isASCII: true, height: 6).lines
    }
    #expect(lines.count == pictures.map(\.count).max())
    #expect(lines.last == "  a one  b two")
    for (row, line) in lines.dropLast().reversed().enumerated() {
      let left = pictures[0].dropLast().reversed().dropFirst(row).first ?? ""
      let right = pictures[1].dropLast().reversed().dropFirst(row).first ?? ""
      let gap = right.isEmpty ? "" : String(repeating: " ", count: 41 - left.count)
      #expect(line == left + gap + right)
    }
  }

  @Test func chartsStandBelowOneAnotherWhereThereIsNoRoom() {
    let other = Chart(
      "", subtitle: "", across: ("clients", ["1", "2", "16"]), upwards: "broken",
      [Chart.Series("three", style: 2, [0, 1, 2]), Chart.Series("two", style: 1, [3, 4, 5])])
    for (charts, columns) in [([Self.chart, Self.chart], 40), ([Self.chart, other], 80)] {
      #expect(
        ChartsText(charts, columns: columns, isASCII: true).lines
          == ChartText(charts[0], columns: columns, isASCII: true).lines + [""]
          + ChartText(charts[1], columns: columns, isASCII: true).lines)
    }
  }

  @Test func aPictureHoldsSeveralCharts() {
    let (one, two) = (ChartSVG([Self.chart]).text, ChartSVG([Self.chart, Self.chart]).text)
    #expect(XMLParser(data: Data(two.utf8)).parse())
    #expect(one.contains("viewBox=\"0 0 900 480\""))
    #expect(two.contains("viewBox=\"0 0 900 960\""))
    #expect(two.components(separatedBy: "<polyline").count == 3)
    #expect(two.contains("<g transform=\"translate(0 480)\">"))
    #expect(two.components(separatedBy: "fill=\"#ffffff\"").count == 2)
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
    let text = ChartSVG([chart]).text
    #expect(XMLParser(data: Data(text.utf8)).parse())
    #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
  }

  /// Also without colour: by dashes and markers.
  @Test func noTwoSeriesLookTheSame() {
    let chart = Chart(
      "", subtitle: "", across: ("x", (1...40).map(String.init)), upwards: "y",
      (0..<21).map { Chart.Series("s", style: $0, Array(repeating: 1, count: 40)) })
    let lines = ChartSVG([chart]).text.split(separator: "\n")
    func part(_ line: Substring, _ name: String) -> String {
      line.split(separator: name + "=\"").dropFirst().first?.split(separator: "\"").first
        .map(String.init) ?? ""
    }
    // Each line of the legend, and its marker after its name.
    let legend = lines.indices.filter { lines[$0].contains(">s</text>") }
    #expect(legend.count == 21)
    let looks = legend.map { index in
      let shape = lines[index + 1].replacing(/(fill|stroke|transform)="[^"]*"/, with: "")
      return part(lines[index - 1], "stroke-dasharray") + String(shape)
    }
    #expect(Set(looks).count == 21)
    let strokes = legend.prefix(7).map { part(lines[$0 - 1], "stroke-dasharray") }
    #expect(Set(strokes).count == 7)
    #expect(legend.allSatisfy { (Double(part(lines[$0], "y")) ?? 999) < 480 })
  }

  /// Lines that lie upon one another have their markers at different places.
  @Test func manyPlacesHaveSomeMarkers() {
    let chart = Chart(
      "", subtitle: "", across: ("x", (1...40).map(String.init)), upwards: "y",
      (0..<3).map { Chart.Series("s", style: $0, Array(repeating: 1, count: 40)) })
    let text = ChartSVG([chart]).text
    // Ten each, and that of the legend; in other columns each but for the legend's.
    let places = text.matches(of: /translate\(([^)]*)\)/).map { $0.output.1 }
    #expect(places.count == 33)
    #expect(Set(places).count == 33)
  }

  @Test func linesAreInterruptedWhereThereIsNothing() {
    let chart = Chart(
      "", subtitle: "", across: ("x", (1...30).map(String.init)), upwards: "y",
      [
        Chart.Series(
          "s", style: 0, [1, 2, nil, 3, nil, nil, 4, 5, 6] + Array(repeating: nil, count: 21))
      ])
    let text = ChartSVG([chart]).text
    let lines = text.matches(of: /polyline points="([^"]*)"/).map {
      $0.output.1.split(separator: " ").count
    }
    #expect(lines == [2, 3])
    // The lone 3 is seen by its marker; the others' are those of every third place, and the legend's.
    #expect(text.components(separatedBy: "translate(").count - 1 == 4)
  }

  @Test func picturesHoldEverySeries() {
    let text = ChartSVG([Self.chart]).text
    // The second one is two points with nothing between them.
    #expect(text.components(separatedBy: "<polyline").count == 2)
    #expect(text.components(separatedBy: "translate(").count == 8)
    #expect(text.contains(">aborts, %</text>"))
    #expect(text.contains(">clients</text>"))
    #expect(text.contains(">16</text>"))
  }
}
