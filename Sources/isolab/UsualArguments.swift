import ArgumentParser
import Terminal

/// The usual ways to open the shell, which need no argument parser.
///
/// Parsing takes nearly all of the time of `isolab -e ''`. This file does not define what is
/// accepted: the parser reads all other arguments, and a test compares both on these.
extension ShellCommand {
  /// `isolab`, perhaps with `--json` and `--keep-going`, and then perhaps with `-e` and its lines;
  /// nil for all other arguments.
  init?(usual arguments: [String]) {
    let flags = arguments.prefix { $0 == "--json" || $0 == "--keep-going" }
    let rest = arguments.dropFirst(flags.count)
    let lines = rest.dropFirst()
    guard rest.isEmpty || rest.first == "-e" && !lines.isEmpty, Set(flags).count == flags.count,
      lines.allSatisfy({ !$0.hasPrefix("-") })
    else { return nil }
    self.init()
    (e, options, noConfig) = (Array(lines), .none, false)
    options.json = flags.contains("--json")
    options.keepGoing = flags.contains("--keep-going")
  }
}

extension ReplayOptions {
  /// What they are if no arguments name them.
  fileprivate static var none: ReplayOptions {
    var options = ReplayOptions()
    options.place = PlaceOptions()
    (options.place.lists, options.place.lazySnapshot) = ([], false)
    options.conflicts = ConflictsOption()
    options.conflicts.policy = nil
    options.look = .standard
    (options.modeName, options.sql, options.json, options.keepGoing) = (nil, false, false, false)
    return options
  }
}
