import Scripting

/// Where to begin, and where all topics are listed.
extension HelpPage {
  static let start: [HelpPage] = [tutorial]

  private static let tutorial = HelpPage(
    "tutorial",
    also: """
      start here, beginner, first steps, introduction, intro, quick start, getting started, \
      example, examples
      """,
    "the first five minutes; type what stands behind the prompts",
    """
    Alice and bob want the same key. On the right are the answers; the shell
    adds prose that explains. If something was done before, type .reset first.
    The last line does it all in a mode in which bob is not aborted.
    """,
    example: HelpExample(
      """
      1 alice> .seed x=1
        ok
      1 alice> BEGIN
        ok
      2 alice*> bob: BEGIN
        ok
      3 alice*> PUT x 2
        ok
      4 alice*> bob: PUT x value(x) + 10
        WAITS alice
      5 alice*> COMMIT
        ok
        RESUMED bob ABORTED concurrent-update, needed
      6 alice> .why
      6 alice> bob: RETRY
        ok
        ok
      8 alice> bob: COMMIT
        ok
      9 alice> .versions
      9 alice> .rerun read-committed
      """),
    see: "prompt, waits, .lesson lost-update, modes, line")

  /// A page that lists all that are about no word of the language.
  static func topics(_ pages: [HelpPage]) -> HelpPage {
    let names = pages.map(\.name).filter { Words.named($0) == nil }
    let lines = wrapped((names + ["topics"]).sorted(), after: "", separator: "  ", limit: 74)
    return HelpPage(
      "topics", also: "index, contents, table of contents, glossary, terms",
      "what help TOPIC can explain, beside the words that help lists",
      lines.joined(separator: "\n"), see: "")
  }
}
