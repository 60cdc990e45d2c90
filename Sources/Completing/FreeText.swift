import Help
import Language
import Runs
import Stores
import Vocabulary

/// The argument of a word that takes all the rest of the line as it stands.
struct FreeText {
  private let kind: Word.FreeText
  private let typed: String
  private let usage: String?

  /// Nil where the command starts with another word, or the word is not yet complete.
  init?(at place: Place) {
    let first = place.command.prefix { !$0.separatesWords }
    guard first.endIndex < place.command.endIndex,
      let word = Words.spelled(String(scalars: first)), let kind = word.text
    else { return nil }
    let rest = String(scalars: place.command[first.endIndex...].drop { $0.separatesWords })
    let option = kind == .lessonOrFile ? rest.ranges(of: "\(Words.notesOption) ").last : nil
    self.kind = option == nil ? kind : .file
    typed = option.map { String(rest[$0.upperBound...]) } ?? rest
    usage = typed.isEmpty && word.usage != word.name ? word.usage : nil
  }

  var offer: Offer {
    switch kind {
    case .nothing: Offer()
    case .topic: offer(of: topics)
    case .lesson: offer(of: Lesson.names)
    case .place: placeOffer
    case .file, .lessonOrFile, .fileOrLesson: fileOffer
    }
  }

  private func offer(of names: [String]) -> Offer {
    Offer(
      names.map { Candidate(text: $0) }.beginning(with: typed), replacing: typed, usage: usage)
  }

  /// What help tells about; words in small letters where that is how one is typed.
  private var topics: [String] {
    let topics = HelpIndex.topics
    let isSmall = !typed.isEmpty && typed == typed.lowercased()
    return isSmall ? topics.map { $0.lowercased() } : topics
  }

  /// `lab` and what a URL can begin with; the file after `sqlite:`.
  private var placeOffer: Offer {
    if let file = typed.firstRange(of: "sqlite:"), file.lowerBound == typed.startIndex {
      let name = String(typed[file.upperBound...])
      return Offer(replaceCount: name.unicodeScalars.count, suffix: "", file: name)
    }
    let schemes = StoreScheme.offered.map { Candidate(text: $0, suffix: "") }
    return Offer(
      ([Candidate(text: "lab")] + schemes).beginning(with: typed), replacing: typed, usage: usage)
  }

  private var fileOffer: Offer {
    guard typed.unicodeScalars.first == "\"" else {
      let wantsLesson = kind == .lessonOrFile || kind == .fileOrLesson && !typed.isEmpty
      let lessons = wantsLesson ? Lesson.names : []
      return Offer(
        replaceCount: typed.unicodeScalars.count, candidates: offer(of: lessons).candidates,
        suffix: "", usage: usage, file: typed)
    }
    let content = typed.unicodeScalars.dropFirst()
    // What is behind a closing quote, or escaped, is no part of a name that could be looked up.
    guard !content.contains(where: { $0 == "\"" || $0 == "\\" }) else { return Offer() }
    return Offer(replaceCount: content.count, suffix: "\"", file: String(scalars: content))
  }
}
