/// What could stand where the cursor is.
package struct Offer: Equatable, Sendable {
  /// How many Unicode scalars before the cursor a candidate replaces.
  package var replaceCount = 0
  /// Keywords in the order of the grammar, keys in byte order, none of them twice.
  package var candidates: [String] = []
  /// What follows an only candidate; empty where it may go on.
  package var suffix = ""
  /// The form of the command, where nothing of the argument has been typed yet.
  package var usage: String?
  /// The part of the file's name typed so far, where a file is to be named.
  ///
  /// The shell lists the folder. Inside a quote it is the text after the quote, and the suffix
  /// is the quote that closes.
  package var file: String?
}

extension Offer {
  /// These candidates in place of what is typed.
  init(_ candidates: [Candidate], replacing typed: String, usage: String? = nil) {
    self.usage = usage
    guard let first = candidates.first else { return }
    replaceCount = typed.unicodeScalars.count
    self.candidates = candidates.map { $0.text }
    suffix = candidates.allSatisfy { $0.suffix == first.suffix } ? first.suffix : " "
  }
}

/// One of the texts that could stand where the cursor is.
struct Candidate {
  let text: String
  /// What follows if it is the only one.
  var suffix = " "
  /// The text that the parser has to accept; nil is the text itself.
  ///
  /// All keys have one proof, for there may be many.
  var proof: String?
}

extension [Candidate] {
  /// Those that begin with what is typed, in any case.
  func beginning(with typed: String) -> Self {
    let typed = typed.lowercased().unicodeScalars
    return filter { $0.text.lowercased().unicodeScalars.starts(with: typed) }
  }

  /// Those that begin with what is typed, in its case.
  func spelled(like typed: String) -> Self {
    filter { $0.text.unicodeScalars.starts(with: typed.unicodeScalars) }
  }
}
