import Foundation
import Testing

/// The pages: one title each, no dead end, no page that nobody finds.
@Suite struct PageTests {
  @Test(arguments: Tree.pages + Tree.lessons + Tree.helpPages)
  func hasOneTitle(page: Tree.File) {
    let titles = page.prose.filter { $0.text.hasPrefix("# ") }
    #expect(titles.count == 1, "\(page): \(titles.map(\.text))")
  }

  @Test(arguments: Tree.pages + Tree.lessons + Tree.helpPages)
  func linksLeadSomewhere(page: Tree.File) {
    for link in page.links where !link.isForeign {
      let path = link.path.isEmpty ? page.path : link.path
      let target = Tree.root.appendingPathComponent(path)
      #expect(
        FileManager.default.fileExists(atPath: target.path),
        "\(page):\(link.number): there is no \(path)")
      guard let anchor = link.anchor, let file = Tree.file(path) else { continue }
      #expect(file.anchors.contains(anchor), "\(page):\(link.number): \(path) has no #\(anchor)")
      #expect(file.path.hasSuffix(".md"), "\(page):\(link.number): links name no lines of code")
    }
  }

  @Test func everyPageIsReachable() {
    var found: Set<String> = ["README.md", "docs/README.md"]
    var waiting = found.sorted()
    while let page = waiting.popLast() {
      for link in Tree.file(page)?.links ?? []
      where !link.isForeign && link.path.hasSuffix(".md") && found.insert(link.path).inserted {
        waiting.append(link.path)
      }
    }
    let lost = Tree.pages.map(\.path).filter { !found.contains($0) }
    #expect(lost.isEmpty, "no link leads to these")
  }

  @Test func pagesNamedInCodeAreThere() {
    for file in Tree.files(in: "Sources", "Tests", "scripts", "Package.swift") {
      for line in file.numbered {
        for match in line.text.matches(of: /docs\/[\w\/-]+\.md/) {
          let path = String(match.0)
          #expect(Tree.file(path) != nil, "\(file):\(line.number): there is no \(path)")
        }
      }
    }
  }
}

/// A link to a page of the project or to the outside: `[text](path#anchor)`.
private struct Link {
  let number: Int
  /// From the root; empty where only an anchor is given.
  let path: String
  let anchor: String?
  /// Whether it leaves the project.
  let isForeign: Bool
}

extension Tree.File {
  fileprivate var links: [Link] {
    prose.flatMap { line in
      line.text.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map { match in
        let target = match.1
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        return Link(
          number: line.number, path: located(String(parts[0])),
          anchor: parts.count > 1 ? String(parts[1]) : nil,
          isForeign: target.contains(/^[a-z]+:/))
      }
    }
  }

  /// A path as a link of this page gives it, from the root.
  private func located(_ path: String) -> String {
    guard !path.isEmpty else { return "" }
    var parts = folder.split(separator: "/").map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        _ = parts.popLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// What its headings can be linked by.
  fileprivate var anchors: Set<String> {
    let headings = prose.map(\.text).filter { $0.hasPrefix("#") }
    return Set(
      headings.map { heading in
        let words = heading.drop { $0 == "#" || $0 == " " }.lowercased()
        return words.map { $0 == " " ? "-" : $0 }
          .filter { $0.isLetter || $0.isNumber || "-_".contains($0) }
          .reduce(into: "") { $0.append($1) }
      })
  }
}
