import Language
import Layout
import Vocabulary

/// All pages of the help, by all their names.
///
/// Capitals, blanks and hyphens do not matter: `Write Skew` is `write-skew`.
package enum HelpIndex {
  /// Every page of the folder Pages: words first, in the order of their table, then modes.
  package static let pages: [HelpPage] = {
    let pages = Texts.all.filter { $0.path.description.hasPrefix("Pages/") }
      .map { HelpPage($0.text.description) }
    let first = Words.all.map { $0.name } + IsolationMode.allCases.map { $0.name }
    return first.compactMap { name in pages.first { $0.name == name } }
      + pages.filter { !first.contains($0.name) }
  }()

  /// The names of all pages, for completion.
  package static let topics = pages.map { $0.name }

  static var topicsBesideWords: [String] { topics.filter { Words.named($0) == nil } }

  /// The form of a line, the words, how to leave, and where to go on.
  private static let overview = PageText(Texts.overview_md.description).console

  /// What `help TOPIC` says: a page, or the overview; if there is no such page, where to look.
  package static func lines(about topic: String?, _ prompts: HelpExample.Prompts) -> [String] {
    guard let topic, !simplified(topic).isEmpty else { return overview }
    if let page = page(about: topic) { return page.lines(prompts) }
    if let near = nearest(to: simplified(topic), among: keys).flatMap({ table[$0]?.name }) {
      return ["no help on \(shown(topic)); did you mean \"help \(near)\"?"]
    }
    if let page = page(within: topic) { return page.lines(prompts) }
    return [
      "no help on \(shown(topic)); type \"help\" for the words, or \"help topics\" for "
        + "everything else"
    ]
  }

  /// What was asked for, cut where it is long.
  private static func shown(_ topic: String) -> String {
    topic.count > 40 ? printable(String(topic.prefix(40))) + "..." : printable(topic)
  }

  /// The name of the page that a topic is about; nil if there is none.
  package static func name(ofPageAbout topic: String) -> String? { page(about: topic)?.name }

  /// The page that a topic is about; nil if there is none of that name.
  static func page(about topic: String) -> HelpPage? {
    if let page = page(named: topic) { return page }
    let words = topic.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard let first = words.first, words.count > 1,
      Words.named(first) != nil || Words.named("." + first) != nil
    else { return nil }
    return page(named: first)
  }

  /// The page of the longest name that a topic contains, as in `what is a phantom`.
  static func page(within topic: String) -> HelpPage? {
    let words = topic.split { $0 == " " || $0 == "\t" }
    guard words.count <= 20 else { return nil }
    for length in stride(from: words.count - 1, to: 0, by: -1) {
      for start in 0...(words.count - length) {
        let part = words[start..<(start + length)].joined(separator: " ")
        if let page = page(named: part) { return page }
      }
    }
    return nil
  }

  /// The page with exactly that name, or with its singular or plural.
  private static func page(named name: String) -> HelpPage? {
    let key = simplified(name)
    if let entry = table[key] { return entry.page }
    guard key.count > 2 else { return nil }
    var variants = [key + "s", key + "es"]
    for ending in ["s", "es"] where key.hasSuffix(ending) {
      variants.append(String(key.dropLast(ending.count)))
    }
    return variants.lazy.compactMap { table[$0]?.page }.first
  }

  /// A name as it is compared.
  package static func simplified(_ name: String) -> String {
    let kept = name.lowercased().filter { !" \t-_\"'`".contains($0) }
    return kept.count > 1 && kept.hasSuffix("?") ? String(kept.dropLast()) : kept
  }

  private static let table: [String: (name: String, page: HelpPage)] = {
    var table: [String: (name: String, page: HelpPage)] = [:]
    for page in pages {
      for name in allNames(of: page) where table[simplified(name)] == nil {
        table[simplified(name)] = (name, page)
      }
    }
    return table
  }()

  /// Names as they are compared, in the order of the pages.
  private static let keys: [String] = pages.flatMap { page in
    allNames(of: page).map(simplified)
  }

  /// The page's name, that of a word of the lab without its dot too, and all others.
  ///
  /// Some names belong to others without the dot: `retry` is the word on data, `modes` the list of
  /// all modes, `timeout` the kind of abort, and `sql` isolab's words beside those of SQL.
  package static func allNames(of page: HelpPage) -> [String] {
    let isWordOfLab =
      page.name.hasPrefix(".") && ![".retry", ".modes", ".timeout", ".sql"].contains(page.name)
    return [page.name] + (isWordOfLab ? [String(page.name.dropFirst())] : []) + page.aliases
  }
}
