import Checking

extension AnswerLine {
  /// An answer and the shorter forms that say the same with less, the whole one first.
  ///
  /// `ABORTED deadlock, needed` may be given as `ABORTED deadlock`, which leaves the verdict open,
  /// or as `ABORTED`, which leaves the kind open too. The same holds for those that are waited for,
  /// the kind of an error, and the transactions of an anomaly. A lesson may record any of the
  /// forms, and a class may predict any of them: both comparisons are made with this list.
  ///
  /// - Parameter answer: An answer without its prose.
  /// - Returns: At least the answer itself.
  package static func forms(of answer: String) -> [String] {
    let words = answer.split(separator: " ", maxSplits: 2).map(String.init)
    switch words.first {
    case "RESUMED" where words.count > 2, "EXPIRED" where words.count > 2:
      return forms(of: words[2]).map { "\(words[0]) \(words[1]) \($0)" }
    case "ABORTED", "ANOMALY":
      let base = answer.prefix { $0 != "," }
      let named = base.split(separator: " ").prefix(2).joined(separator: " ")
      return [answer, String(base), named, words[0]]
    case "WAITS", "error": return [answer, words[0]]
    default: return [answer]
    }
  }

  /// The names that an answer has for anomalies, the worst first.
  package static var anomalyNames: [String] { Anomaly.all.map { $0.slug } }
}
