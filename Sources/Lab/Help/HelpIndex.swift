import Scripting

/// All pages of the help, by all their names.
///
/// Capitals, blanks and hyphens do not matter: `Write Skew` is `write-skew`.
package enum HelpIndex {
  /// Every page; words first, in the order in which help lists them.
  package static let pages: [HelpPage] = written + [HelpPage.topics(written)]

  private static let written: [HelpPage] =
    HelpPage.transactions + HelpPage.reading + HelpPage.writing + HelpPage.preparing
    + HelpPage.time + HelpPage.looking + HelpPage.cleaning + HelpPage.trying + HelpPage.files
    + HelpPage.modes + HelpPage.language
    + HelpPage.texts + HelpPage.answers + HelpPage.waiting + HelpPage.aborts
    + HelpPage.readAnomalies + HelpPage.writeAnomalies + HelpPage.dependencies + HelpPage.store
    + HelpPage.shell + HelpPage.start

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

  /// The name that was most likely meant.
  static func name(near topic: String) -> String? {
    nearest(to: simplified(topic), among: keys).flatMap { names[$0] }
  }

  /// The page with exactly that name, or with its singular or plural.
  private static func page(named name: String) -> HelpPage? {
    let key = simplified(name)
    if let page = table[key] { return page }
    guard key.count > 2 else { return nil }
    var variants = [key + "s", key + "es"]
    for ending in ["s", "es"] where key.hasSuffix(ending) {
      variants.append(String(key.dropLast(ending.count)))
    }
    return variants.lazy.compactMap { table[$0] }.first
  }

  /// A name as it is compared.
  package static func simplified(_ name: String) -> String {
    let kept = name.lowercased().filter { !" \t-_\"'`".contains($0) }
    return kept.count > 1 && kept.hasSuffix("?") ? String(kept.dropLast()) : kept
  }

  /// Names as they are compared, in the order of the pages.
  private static let keys: [String] = pages.flatMap { page in
    allNames(of: page).map(simplified)
  }

  /// The same names as they are written.
  private static let names: [String: String] = Dictionary(
    pages.flatMap { page in allNames(of: page).map { (simplified($0), $0) } },
    uniquingKeysWith: { first, _ in first })

  private static let table: [String: HelpPage] = Dictionary(
    pages.flatMap { page in allNames(of: page).map { (simplified($0), page) } },
    uniquingKeysWith: { first, _ in first })

  /// The page's name, that of a word of the lab without its dot too, and all others.
  ///
  /// Some names belong to others without the dot: `retry` is the word on data, `modes` the list of
  /// all modes, and `timeout` the kind of abort.
  package static func allNames(of page: HelpPage) -> [String] {
    let isWordOfLab =
      page.name.hasPrefix(".") && ![".retry", ".modes", ".timeout"].contains(page.name)
    return [page.name] + (isWordOfLab ? [String(page.name.dropFirst())] : []) + page.aliases
  }
}
