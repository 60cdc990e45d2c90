/// What somebody says, in the words that answers have.
///
/// "He waits.", "it works", "She is aborted", and "two" become `waits`, `ok`, `aborted`, and `2`.
struct Wording: Hashable {
  /// The words as they were said, in small letters, without the marks of a sentence.
  let said: [String]
  /// The same in the words of answers, without those that say nothing.
  let words: [String]

  init(_ text: String) {
    let answer = text.lowercased().replacing(" ; ", with: "\n").prefix { $0 != "\n" }
    var said = answer.replacing(" = ", with: "=").replacing("no one", with: "nobody")
      .replacing("\u{2019}", with: "'").filter { !"\"\u{201C}\u{201D}".contains($0) }
      .split { " ,;".contains($0) }.map(String.init)
    if let last = said.last {
      said[said.count - 1] = String(last.reversed().drop { ".!?".contains($0) }.reversed())
    }
    said.removeAll { $0.isEmpty }
    self.said = said
    let spoken = Self.withNumbers(said.flatMap(Self.spelledOut)).map { Self.forms[$0] ?? $0 }
    let words = spoken.filter { !Self.fillers.contains($0) }
    self.words = words.isEmpty ? said : Self.joined(words)
  }

  /// Whether it takes something back or leaves it open, so that single words of it prove nothing.
  var hedges: Bool {
    !["not", "no", "or", "between", "than", "least", "most", "maybe", "perhaps"]
      .allSatisfy { !words.contains($0) }
  }

  /// The numbers in it, in their order.
  var numbers: [String] { words.filter { Int($0) != nil } }

  private static func spelledOut(_ word: String) -> [String] {
    if word.hasSuffix("n't") { return ["not"] }
    return word.split(separator: "'").map(String.init).filter { $0 != "s" && $0 != "ll" }
  }

  /// Words that belong together are one.
  private static func joined(_ words: [String]) -> [String] {
    switch words {
    case ["rolled", "back"], ["rolls", "back"], ["rollback"]: ["aborted"]
    case ["goes", "through"], ["go", "through"]: ["ok"]
    default: words
    }
  }

  private static let forms = [
    "abort": "aborted", "aborts": "aborted", "aborting": "aborted", "wait": "waits",
    "waiting": "waits", "waited": "waits", "block": "waits", "blocks": "waits",
    "blocked": "waits", "hangs": "waits", "okay": "ok", "work": "ok", "works": "ok",
    "succeed": "ok", "succeeds": "ok", "commits": "ok", "committed": "ok",
    "deadlocks": "deadlock", "deadlocked": "deadlock", "skips": "skipped", "none": "(none)",
    "nothing": "(none)", "fails": "aborted", "failed": "aborted", "cannot": "not",
    "never": "not", "noone": "nobody", "neither": "nobody",
  ]

  private static let fillers: Set = [
    "he", "she", "it", "they", "i", "we", "is", "are", "am", "was", "were", "will", "be", "been",
    "being", "gets", "get", "has", "have", "must", "to", "the", "a", "an", "his", "her", "its",
    "their", "that", "then", "this", "just", "and", "for", "by", "with", "because", "due", "of",
    "think", "say", "answers", "answer", "finds", "find", "reads", "sees", "see", "only",
    "there", "still", "resumed", "expired",
  ]

  // MARK: Numbers

  /// Number words as digits: `twenty-two` and `twenty two` are 22, `a hundred` is 100.
  private static func withNumbers(_ words: [String]) -> [String] {
    var result: [String] = []
    var number: Int?
    var last = 0
    for word in words.flatMap(partsOfNumber) {
      let value = numbers[word]
      if let value, value == 100 {
        if result.last == "a", number == nil { result.removeLast() }
        number = (number ?? 1) * 100
      } else if let value, let known = number, value < (last == 100 ? 100 : last >= 20 ? 10 : 0) {
        number = known + value
      } else {
        if let known = number { result.append(String(known)) }
        number = value
        if value == nil { result.append(word) }
      }
      last = value ?? 0
    }
    return result + (number.map { [String($0)] } ?? [])
  }

  /// The parts of `twenty-two`; any other word alone.
  private static func partsOfNumber(_ word: String) -> [String] {
    let parts = word.split(separator: "-").map(String.init)
    return parts.allSatisfy { numbers[$0] != nil } ? parts : [word]
  }

  private static let numbers: [String: Int] = {
    let small = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ]
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    var numbers = ["hundred": 100]
    for (value, word) in small.enumerated() { numbers[word] = value }
    for (index, word) in tens.enumerated() { numbers[word] = (index + 2) * 10 }
    return numbers
  }()
}
