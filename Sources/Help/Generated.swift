import Checking
import Lessons
import Scripting
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
        HelpIndex.topicsBesideWords.sorted(), after: "", separator: "  ", limit: HelpPage.textCells)
    default: []
    }
  }

  /// Each mode, in the words of its own page.
  private static var modes: [String] {
    IsolationMode.allCases.flatMap { mode in
      let short = HelpIndex.page(about: mode.name)?.inShort ?? ""
      return wrapped(
        short.split(separator: " ").map(String.init),
        after: padded(mode.name, to: 23) + padded(mode.shortName, to: 5), separator: " ",
        limit: HelpPage.textCells)
    }
  }

  private static var lessons: [String] {
    BuiltIn.course.map { chapter in
      padded(chapter.lessons.joined(separator: ", "), to: 21) + chapter.about
    }
  }

  /// The forms of the words on data, each in as many columns as it needs.
  private static var forms: [String] {
    let column = 13
    let forms = Words.data.map { word in
      padded(word.usage, to: ((word.usage.count + 1) / column + 1) * column, gap: 0)
    }
    return wrapped(forms, after: "  ", separator: "")
  }

  /// The words of the lab, a line for each purpose.
  private static var words: [String] {
    Words.purposes.map { purpose in
      let words = purpose.words.map { $0.name }.joined(separator: " ")
      return padded("  \(words)", to: 64, gap: 1) + purpose.name
    }
  }

  /// Followed by blanks up to so many cells, and by a gap at least.
  private static func padded(_ text: String, to cells: Int, gap: Int = 2) -> String {
    text + String(repeating: " ", count: max(gap, cells - text.count))
  }

  /// From a dozen on in digits.
  private static func inWords(_ count: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    ]
    return words.indices.contains(count) ? words[count] : "\(count)"
  }
}
