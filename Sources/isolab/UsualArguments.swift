/// The usual ways to open the shell, which need no argument parser.
///
/// Parsing takes nearly all of the time of `isolab -e ''`. This file does not define what is
/// accepted: the parser reads all other arguments, and a test compares both for these.
extension ShellOpening {
  /// `isolab`, perhaps with `--json` and `--keep-going`, and then perhaps with `-e` and its lines;
  /// nil for all other arguments.
  init?(usual arguments: [String]) {
    let flags = arguments.prefix { $0 == "--json" || $0 == "--keep-going" }
    let rest = arguments.dropFirst(flags.count)
    let lines = rest.dropFirst()
    guard rest.isEmpty || rest.first == "-e" && !lines.isEmpty, Set(flags).count == flags.count,
      lines.allSatisfy({ !$0.hasPrefix("-") })
    else { return nil }
    let (json, keepGoing) = (flags.contains("--json"), flags.contains("--keep-going"))
    self.init(
      lines: Array(lines), settings: ReplaySettings(json: json, keepGoing: keepGoing))
  }
}
