import Scripting

extension Place {
  /// The form of the command, where an argument belongs and nothing of it has been typed.
  var usage: String? {
    guard typed.isEmpty, head.unicodeScalars.last?.separatesWords == true else { return nil }
    if case .lacks(.command, _) = reading { return Words.named("IF")?.usage }
    guard let word else { return nil }
    if isFirstArgument { return word.usage == word.name ? nil : word.usage }
    guard case .lacks(_, let owner) = reading else { return nil }
    return ([word.name] + Self.clauses).contains(owner) ? word.usage : nil
  }

  /// Words inside of commands that something has to follow.
  private static let clauses = ["AS", "FOR", "READ", "SET"]

  /// The word in the case that the user writes words in.
  func inStyle(_ word: String) -> String {
    let isSpelled = typed.contains(where: \.isLetter)
    let model = isSpelled ? typed : (commandWord ?? pieces.last)?.text ?? ""
    return !model.isEmpty && model == model.lowercased() ? word.lowercased() : word
  }
}
