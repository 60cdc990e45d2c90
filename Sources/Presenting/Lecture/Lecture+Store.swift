import Layout
import Stores

/// A store that is lost during the lecture.
extension Lecture {
  /// Stays where it was before a key if the store gave no answer to what the key asked for.
  ///
  /// So the screen only shows what the store has answered.
  package mutating func stay(at before: Lecture) {
    guard let missing else { return }
    let isFirst = before.storeFailure == nil
    self = before
    storeFailure = before.storeFailure ?? missing
    notice =
      isFirst
      ? "The database is lost, so the lesson stays at this step. w says why, q leaves."
      : "The database is lost; q leaves."
  }

  /// Why the store is lost; empty if it is not.
  var lostRows: [ViewRow] {
    guard let storeFailure else { return [] }
    return indentedRows("The database is lost: \(printable(storeFailure.message)).", .bad)
  }
}
