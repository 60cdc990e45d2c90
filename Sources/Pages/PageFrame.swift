package import Layout
import Telling

/// What all pages have in common: a head that lets nothing in from outside, style and script.
package enum PageFrame {
  /// The checksums of page.css and page.js, SHA-256 in base 64.
  ///
  /// A browser runs and applies just these two. A test compares them with the files.
  package static let styleHash = "YS3tMr/1M65hMMj5baesvJZgf2YVmPovhrSzFklHqok="
  package static let scriptHash = "FAhxA/dnLml5UjWU775h1P1EqcKMHWrLnaLe9O3u+74="

  package static let style = Texts.page_css
  package static let script = Texts.page_js

  /// Nothing is loaded, sent or framed; only this style and this script are let in.
  private static var policy: String {
    "default-src 'none'; style-src 'sha256-\(styleHash)'; script-src 'sha256-\(scriptHash)'; "
      + "base-uri 'none'; form-action 'none'"
  }

  /// A whole page; the script comes last, when everything is there.
  package static func page(titled title: String, _ body: [Markup]) -> Markup {
    let head: [Markup] = [
      .lineBreak, .void("meta", ["charset": "utf-8"]), .lineBreak,
      .void("meta", ["http-equiv": "Content-Security-Policy", "content": policy]), .lineBreak,
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .lineBreak, .void("meta", ["name": "color-scheme", "content": "light dark"]), .lineBreak,
      .void("meta", ["name": "referrer", "content": "no-referrer"]), .lineBreak,
      .element("title", [:], text: title), .lineBreak, .embedded("style", style), .lineBreak,
    ]
    return .fixed("<!DOCTYPE html>\n")
      + .element(
        "html", ["lang": "en"], .element("head", [:], head),
        .lineBreak,
        .element("body", [:], [.lineBreak] + body + [.embedded("script", script), .lineBreak]),
        .lineBreak) + .lineBreak
  }
}
