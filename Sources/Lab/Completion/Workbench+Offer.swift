import Scripting
import Vocabulary

/// What Tab offers.
extension Workbench {
  /// What could stand where the cursor is, after that text.
  ///
  /// Lines longer than anybody types get no offer.
  package func offer(for textBeforeCursor: String) -> Offer {
    let longest = 1_024
    guard textBeforeCursor.utf8.count <= longest else { return Offer() }
    let place = Place(textBeforeCursor)
    if let text = FreeText(at: place) { return text.offer }
    guard place.isOpen, !place.reading.isWrong else { return Offer() }
    return Offer(
      proven(candidates(at: place), at: place), replacing: place.typed, usage: place.usage)
  }

  /// Those that the parser goes along with.
  private func proven(_ candidates: [Candidate], at place: Place) -> [Candidate] {
    var proofs: [String: Bool] = [:]
    return candidates.filter { candidate in
      let proof = candidate.proof ?? candidate.text
      let isProven = proofs[proof] ?? Reading(place.head + proof).canBecomeStatement
      proofs[proof] = isProven
      return isProven
    }
  }

  /// What begins with what is typed and may belong there; the parser has the last word.
  private func candidates(at place: Place) -> [Candidate] {
    guard place.commandWord != nil else { return words(at: place) }
    guard let word = place.word else { return [] }
    let goesOn = Self.listWords.contains(word.name) && place.reading.isWhole
    if place.isFirstArgument || goesOn {
      let keywords = place.typed.isEmpty ? [] : keywords(of: word, at: place)
      return arguments(of: word, at: place) + keywords
    }
    let expectations = word.name == ".expect" ? expectations(at: place) : []
    switch place.reading.part {
    case .value: return expectations + operands(at: place)
    case .key: return keys(at: place, before: ")")
    case .highEnd:
      let low = place.lowEnd ?? ""
      return keys(at: place, before: place.isInParentheses ? ")" : " ") { low < $0 }
    case .closing where place.pieces.last?.text == "(": return ranges(at: place, before: ")")
    default: return expectations + keywords(of: word, at: place)
    }
  }

  /// Words whose argument can be given again and again.
  private static let listWords = [".modes", ".compare", ".sessions", ".seed"]

  /// What a line, or a command after THEN, can start with.
  private func words(at place: Place) -> [Candidate] {
    if place.typed.unicodeScalars.first == "." {
      return Words.lab.map { Candidate(text: $0.name) }.beginning(with: place.typed)
    }
    let data = Words.data.map { Candidate(text: place.inStyle($0.name)) }
    let sessions = sessionNames.map { Candidate(text: "\($0):") }
    let dotless = place.typed.isEmpty ? [] : ["help", "quit", "exit"]
    return data.beginning(with: place.typed) + sessions.spelled(like: place.typed)
      + dotless.map { Candidate(text: $0) }.beginning(with: place.typed)
  }
}
