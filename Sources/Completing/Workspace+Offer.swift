import Language
import Runs
import Vocabulary

/// What Tab offers.
extension Workspace {
  /// What could stand where the cursor is, after that text.
  ///
  /// Lines longer than anybody types get no offer.
  package func offer(for textBeforeCursor: String) -> Offer {
    let longest = 1_024
    guard textBeforeCursor.utf8.count <= longest else { return Offer() }
    let place = Place(textBeforeCursor)
    if let text = FreeText(at: place) { return text.offer }
    guard place.isOpen else { return Offer() }
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
    let outlook = place.reading.outlook
    let names = outlook.wants.filter { !$0.isWord }
    // Where an argument begins, the form names the keywords that may come in its place.
    let isBeginning = outlook.endsWithHead || place.pieces.last?.text == "("
    let hidesWords = isBeginning && place.typed.isEmpty && !names.isEmpty
    return (hidesWords ? names : outlook.wants).flatMap { candidates(for: $0, at: place) }
  }

  /// What a line, or a command after THEN, can start with.
  func words(at place: Place) -> [Candidate] {
    if place.typed.unicodeScalars.first == "." {
      return Words.lab.map { Candidate(text: $0.name) }.beginning(with: place.typed)
    }
    let data = Words.data.map { Candidate(text: place.inStyle($0.name)) }
    let sessions = sessionNames.map { Candidate(text: "\($0):") }
    let dotless = place.typed.isEmpty ? [] : Words.dotless
    return data.beginning(with: place.typed) + sessions.spelled(like: place.typed)
      + dotless.map { Candidate(text: $0) }.beginning(with: place.typed)
  }
}
