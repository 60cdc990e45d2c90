import Language
import Layout

/// Charts as an SVG picture on white, one below another, for a page or a slide.
package struct ChartSVG {
  private let charts: [Chart]

  /// - Parameter charts: at least one.
  package init(_ charts: [Chart]) { self.charts = charts }

  /// The whole file.
  package var text: String {
    let size = (width: ChartPanel.size.width, height: ChartPanel.size.height * Double(charts.count))
    let panels = charts.map(ChartPanel.init)
    let parts: [Markup] = [
      .element("title", text: charts.map { $0.title }.joined(separator: "; ")),
      .element("desc", text: panels.map { $0.described }.joined(separator: "; ")),
      .empty("rect", ["width": "100%", "height": "100%", "fill": "#ffffff"]),
    ]
    return Markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(size.width.written) \(size.height.written)", "role": "img",
        "font-family": "Helvetica, Arial, sans-serif", "font-size": "15", "fill": "#222222",
      ], .lineBreak, (parts + panels.enumerated().flatMap(placed)).lines()
    ).source + "\n"
  }

  /// A panel in its place; the first one is there already.
  private func placed(_ index: Int, _ panel: ChartPanel) -> [Markup] {
    guard index > 0 else { return panel.parts }
    let top = ChartPanel.size.height * Double(index)
    return [
      .element("g", ["transform": "translate(0 \(top.written))"], .lineBreak, panel.parts.lines())
    ]
  }
}
