import Checking
import Testing
import Vocabulary

/// A page that counts modes counts them rightly, also after a mode has been added.
@Suite struct ModeCountTests {
  private static let numbers = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]

  /// `three serializable modes`: a number, and the words between it and the word modes.
  private struct Count: CustomStringConvertible {
    let number: Int
    let kind: [String]
    var description: String {
      ([ModeCountTests.numbers[number - 2]] + kind + ["modes"]).joined(separator: " ")
    }
  }

  /// The counts in a text, but not those of a few among others: `the first two modes`.
  private static func counts(in text: String) -> [Count] {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(
      String.init)
    return words.indices.compactMap { place in
      guard let number = numbers.firstIndex(of: words[place]),
        place == 0 || !["first", "last", "other"].contains(words[place - 1]),
        let end = words[place...].prefix(3).firstIndex(of: "modes")
      else { return nil }
      return Count(number: number + 2, kind: Array(words[(place + 1)..<end]))
    }
  }

  /// What a count of that kind may be, where a page does not speak of certain modes.
  private static func allowed(_ kind: [String]) -> Set<Int> {
    switch kind.last {
    case "serializable": [Promise.pl3.modes.count]
    case "snapshot": [IsolationMode.allCases.count { $0.readsSnapshot }]
    default: [2, IsolationMode.lab.count, IsolationMode.allCases.count]
    }
  }

  /// Those of a lesson are its own, and those of a line with a link to a lesson are that lesson's.
  private static func modes(ofLesson lesson: Tree.File) -> Int? {
    lesson.lines.last { $0.hasPrefix(".modes ") }.map { $0.split(separator: " ").count - 1 }
  }

  private func check(_ text: String, in file: Tree.File, besides: Set<Int>) {
    for count in Self.counts(in: text) {
      let special = count.kind.isEmpty ? besides : []
      #expect(
        Self.allowed(count.kind).union(special).contains(count.number), "\(file): \(count)")
    }
  }

  @Test(arguments: Tree.pages + Tree.lessons)
  func pagesCountModesRightly(page: Tree.File) {
    let own = Self.modes(ofLesson: page)
    let linked = Tree.lessons.filter { lesson in
      page.text.contains("Scenarios/\(lesson.name)")
    }.compactMap(Self.modes)
    let isLesson = page.path.hasPrefix("Scenarios/")
    check(
      page.prose.map { $0.text }.joined(separator: " "), in: page,
      besides: isLesson ? Set([own ?? IsolationMode.lab.count]) : Set(linked))
  }

  @Test func commentsCountModesRightly() {
    for file in Tree.sources { check(file.text, in: file, besides: []) }
  }

  /// A comment behind a word stands for the count: `several<!-- count of modes --> modes`.
  @Test func theHelpHasNoCountInWords() {
    for file in Tree.helpPages {
      #expect(Self.counts(in: file.text).isEmpty, "\(file): write the count as it is computed")
    }
  }

  /// There is one: what is told of storage has to know it.
  @Test(arguments: Tree.pages)
  func noPageDeniesTheVacuum(page: Tree.File) {
    #expect(!page.text.contains("there is no vacuum"), "\(page)")
  }

  /// The test itself: it finds what was wrong once.
  @Test func whatWasWrongIsFound() {
    #expect(Self.counts(in: "lists the six\n    modes").map(\.number) == [6])
    #expect(Self.counts(in: "the three *serializable* modes").first?.kind == ["serializable"])
    #expect(Self.counts(in: "the first two modes, six answers. The modes").isEmpty)
    #expect(Self.allowed(["serializable"]) == [Promise.pl3.modes.count])
  }
}
