import Foundation

/// The commands that isolab has, and what they take, as it tells them itself.
struct CommandTree: Decodable {
  let commandName: String
  let subcommands: [CommandTree]?
  let arguments: [Argument]?

  struct Argument: Decodable {
    let kind: String
    let names: [Name]?

    struct Name: Decodable {
      let kind: String
      let name: String

      /// As it is typed.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }
  }

  private struct Told: Decodable { let command: CommandTree }

  /// All of it.
  static func told() throws -> CommandTree {
    let text = try isolab(["--experimental-dump-help"]).output
    return try JSONDecoder().decode(Told.self, from: Data(text.utf8)).command
  }

  /// Each command below this one that does something, behind the words that lead to it.
  ///
  /// What comes with the parser, such as `help`, is among them.
  func paths(after words: [String] = []) -> [(words: [String], command: CommandTree)] {
    [(words, self)] + (subcommands ?? []).flatMap { $0.paths(after: words + [$0.commandName]) }
  }
}
