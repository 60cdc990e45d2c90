import Checking
import Language
import Layout
import Lessons
import Telling
import Vocabulary

/// What pages say of all modes, lessons and topics, so that a new one makes no page false.
enum Generated {
  /// What a comment in a line stands for; nil if it is another comment.
  static func words(_ name: Substring) -> String? {
    let serializable = Promise.pl3.modes
    return switch name {
    case "count of modes": inWords(IsolationMode.allCases.count)
    case "count of snapshot modes": inWords(IsolationMode.allCases.count { $0.readsSnapshot })
    case "count of serializable modes": inWords(serializable.count)
    case "serializable modes": wordedList(serializable.map { $0.shortName })
    default: nil
    }
  }

  /// The lines that stand for `<!-- list: NAME -->`.
  static func list(_ name: String) -> [String] {
    switch name {
    case "modes": modes
    case "lessons": lessons
    case "forms": forms
    case "words": words
    case "topics":
      wrapped(
        HelpIndex.topicsBesideWords.sorted(), separator: " ", limit: HelpPage.textCells)
    default: []
    }
  }

  /// Each mode, in the words of its own page.
  private static var modes: [String] {
    IsolationMode.allCases.flatMap { mode in
      let short = HelpIndex.page(about: mode.name)?.inShort ?? ""
      let start = mode.name.padded(to: 23) + mode.shortName.padded(to: 5)
      return broken(short, to: HelpPage.textCells, start: start, blanks(28))
    }
  }

  private static var lessons: [String] {
    BuiltIn.course.flatMap { group, lessons in
      [group] + wrapped(lessons, after: "  ", separator: ",", limit: HelpPage.textCells)
    }
  }

  /// The forms of the words on data, each in as many columns as it needs.
  private static var forms: [String] {
    let column = 13
    let forms = Words.data.map { word in
      word.usage.padded(to: ((word.usage.count + 1) / column + 1) * column - 1)
    }
    return wrapped(forms, after: "  ", limit: 2 + 6 * column).map { $0.withoutBlanksAtEnd }
  }

  /// The words of the lab, by what they are for.
  private static var words: [String] {
    Words.purposes.flatMap { purpose in
      let lines = wrapped(purpose.words.map { $0.name }, after: "  ", limit: 64)
      return lines.dropLast() + lines.suffix(1).map { "\($0) ".padded(to: 64) + purpose.name }
    }
  }

  /// From a dozen on in digits.
  private static func inWords(_ count: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    ]
    return words.indices.contains(count) ? words[count] : "\(count)"
  }
}
