import Language

extension Place {
  /// The word of the language that the command starts with.
  private var word: Word? { Words.named(reading.outlook.head) }

  /// The form of the command, where an argument belongs and nothing of it has been typed.
  var usage: String? {
    guard typed.isEmpty, head.unicodeScalars.last?.separatesWords == true else { return nil }
    // Behind THEN there is no word yet.
    guard let word else { return reading.outlook.head.isEmpty ? nil : Words.named("IF")?.usage }
    if reading.outlook.endsWithHead { return word.usage == word.name ? nil : word.usage }
    let isOpen = reading.owner.map { ([word.name] + Self.clauses).contains($0) } ?? false
    return isOpen ? word.usage : nil
  }

  /// Words inside of commands that something has to follow.
  private static let clauses = ["AS", "FOR", "READ", "SET"]

  /// The word in the case that the user writes words in; arguments of the lab's are in small ones.
  func inStyle(_ word: String) -> String {
    let isSpelled = typed.contains(where: { $0.isLetter })
    let model = isSpelled && !isOfLab ? typed : reading.outlook.head
    let isSmall = isOfLab || !model.isEmpty && model == model.lowercased()
    return isSmall ? word.lowercased() : word
  }

  /// Whether the command is a word of the lab.
  private var isOfLab: Bool { reading.outlook.head.unicodeScalars.first == "." }
}
