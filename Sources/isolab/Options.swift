import ArgumentParser
import Scripting
import Vocabulary

/// A mode named on the command line.
func mode(named name: String) throws -> IsolationMode {
  guard let mode = IsolationMode(named: name) else {
    let error = ScriptError(column: 1, .unknownMode(name))
    throw ValidationError([error.message, error.hint].compactMap { $0 }.joined(separator: "; "))
  }
  return mode
}

/// A policy named on the command line.
func policy(named name: String) throws -> ConflictPolicy {
  guard let policy = ConflictPolicy(rawValue: name.lowercased()) else {
    let error = ScriptError(column: 1, .unknownPolicy(name))
    throw ValidationError("\(error.message); it is first-updater or first-committer")
  }
  return policy
}

/// What several subcommands take.
struct ReplayOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The isolation mode: read-uncommitted, read-committed, snapshot, write-snapshot, "
        + "serializable-snapshot, two-phase-locking, serialization-graph, "
        + "or ru rc si wsi ssi 2pl sgt.",
      valueName: "mode"),
    completion: .mode, transform: mode(named:))
  var mode: IsolationMode?

  @Flag(name: .long, help: "Print one JSON object per command (docs/json.md).")
  var json = false

  @Flag(name: .long, help: "Go on after errors.")
  var keepGoing = false

  @OptionGroup var look: LookOptions
}
