import Layout

/// What a speaker wants to see, and the class does not: the notes, and what comes next.
package struct SpeakerCard: Hashable, Sendable {
  /// The mode and the step.
  let place: String
  /// The last notes of the file up to here.
  let notes: [String]
  /// What the next presses show, the first one first.
  let next: [String]

  /// The card in rows, under a heading with the time.
  ///
  /// - Parameters:
  ///   - clock: The time, as it is written in front of the place.
  ///   - columns: The cells of a row.
  ///   - last: What was shown before, below which this is written: its notes are not repeated. Nil
  ///     where the card stands alone.
  /// - Returns: The rows; words that are longer than a row stand out.
  package func rows(at clock: String, columns: Int, after last: SpeakerCard? = nil) -> [String] {
    let notes = last?.notes == notes ? [] : notes
    let labels = ["next  ", "then  "]
    return broken("\(clock)  \(place)", to: columns, "  ")
      + notes.flatMap { broken("note  \($0)", to: columns, "      ") }
      + zip(labels, next).flatMap { broken($0 + $1, to: columns, "      ") }
  }
}
