import Telling
import Vocabulary

/// Counts and lists of modes for the pages of the help, so that a new mode makes no page false.
extension IsolationMode {
  /// Those in which BEGIN takes a snapshot.
  static var ofSnapshots: [IsolationMode] { allCases.filter { $0.readsSnapshot } }
}

extension [IsolationMode] {
  /// How many there are, in words; from a dozen on in digits.
  var inWords: String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    ]
    return words.indices.contains(count) ? words[count] : "\(count)"
  }

  /// `wsi, ssi and sgt`, or other names of theirs.
  func listed(_ name: (IsolationMode) -> String) -> String { wordedList(map(name)) }
}
