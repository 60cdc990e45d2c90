import Layout
import Vocabulary

/// What `help` says.
package enum Help {
  /// A page, or the overview; if there is no such page, where to look.
  package static func lines(about topic: String?) -> [String] {
    guard let topic, !HelpIndex.simplified(topic).isEmpty else { return overview }
    if let page = HelpIndex.page(about: topic) { return page.lines }
    if let near = HelpIndex.name(near: topic) {
      return ["no help on \(shown(topic)); did you mean help \(near)?"]
    }
    if let page = HelpIndex.page(within: topic) { return page.lines }
    return ["no help on \(shown(topic)); help lists the words, help topics all the rest"]
  }

  /// What was asked for, cut where it is long.
  private static func shown(_ topic: String) -> String {
    topic.count > 40 ? printable(String(topic.prefix(40))) + "..." : printable(topic)
  }

  /// The names of all pages, for completion.
  package static let topics = HelpIndex.pages.map(\.name)

  /// The modes, the one that a bare BEGIN uses marked.
  static func modes(now: IsolationMode) -> [String] {
    IsolationMode.allCases.map { mode in
      let mark = mode == now ? "*" : " "
      let name = mode.name + String(repeating: " ", count: 22 - mode.name.count)
      let short = mode.shortName + String(repeating: " ", count: 4 - mode.shortName.count)
      return "\(mark) \(name)\(short)\(mode.facts.summary)"
    }
  }
}
