import Foundation
import Language

extension Hostile {
  /// A lesson that holds the text wherever a lesson can hold one, and does what leads to the most
  /// to tell: a wait, aborts, RETRY, an anomaly, a broken rule, errors that it records.
  static func lesson(_ text: String) -> String {
    let (line, literal) = (line(text), literal(text))
    return """
      # \(line)

      \(line) **\(line)** *\(line)* `\(line)` [\(line)](https://example.org/\(line))
      - \(line)

      <!-- note: \(line) -->

      ```
      \(line)
      ```

      ```isolab
      .modes si
      # \(line)
      .seed \(literal)=\(literal) k=1 z=1
      .rule same: value(\(literal)) = \(literal) OR count(* = "\(line)") = 9
      .expect si: rule same holds
      alice: BEGIN
        ok ; \(line)
      bob: BEGIN
      ```

      **Predict:** what does \(line) answer?

      ```isolab
      bob: PUT k "\(line)"
        \(line)
      alice: PUT k "\(line)"
        ?
      bob: GET \(literal)
      bob: COMMIT
      alice: RETRY
      alice: PUT \(literal) value(\(literal))
      alice: COMMIT
      \(line): BEGIN
        error syntax
      PUTT \(line)
        error syntax
      GET "\(line)"
        error no-transaction
      .lesson \(line)
        error no-lesson
      ```

      ## \(line)

      ```isolab
      .reset
      .seed \(literal)=1 "\(line)y"=1
      .rule least: value(\(literal)) + value("\(line)y") >= 1
      alice: BEGIN
      bob: BEGIN
      alice: GET "\(line)y" AS n
      bob: GET \(literal)
      alice: PUT \(literal) 0
      bob: PUT "\(line)y" 0
      alice: COMMIT
      bob: COMMIT
      .seed "\(line)"=1
        error seed-too-late
      ```
      \(line)

      """
  }

  /// What is typed before a word is tried: keys, values and rules that hold the text, one session
  /// that waits, one that was aborted, and one more.
  static func scene(_ text: String) -> [String] {
    let (line, literal) = (line(text), literal(text))
    return [
      ".reset", ".mode si", ".sessions carol", ".seed \(literal)=\(literal) k=1",
      ".rule same: value(\(literal)) = \(literal)", "alice: BEGIN", "bob: BEGIN", "carol: BEGIN",
      "carol: PUT k \"\(line)\"", "alice: PUT k \"\(line)\"", "bob: GET \(literal) AS v",
      "carol: COMMIT", "carol: BEGIN", "carol: PUT \(literal) \(literal)",
      "bob: PUT \(literal) \"\(line)\"", "carol: GET \"\(line)\"", "carol:",
    ]
  }

  /// The word with the text in every place behind it, and before it.
  static func uses(of word: Word, _ text: String) -> [String] {
    let (line, literal) = (line(text), literal(text))
    let tails = [
      "", "\(line)", "\"\(line)\"", literal, "\(literal) \(literal)", "\(literal)=\(literal)",
      "\(literal)..\(literal)z", "\(literal)* = \(literal)", "\(literal) FOR UPDATE AS \(line)",
      "* = \(literal) AS n", "\(line): \(line)", "a: value(\(literal)) = \(literal)",
      "a: \(literal)", "\(literal)* SET \(literal)", "\(literal)* SET $value + \(literal)",
      "value(\(literal)) = \(literal) THEN PUT \(literal) \(literal)",
      "value(\(literal)) = 1 THEN GET \(literal)", "\(literal) THEN GET k",
      "si: rule \(line) holds", "all: never \(line)", "\(literal) $\(line)",
      "\(literal) value(\(literal)) + 1", "si \(line)", "1 \(line)", "idle \(line)",
    ]
    return tails.map { "\(word.name) \($0)" } + [
      "\(line): \(word.name)", "7 \(line)> \(word.name)", "\(word.name)\(line)",
    ]
  }

  /// A history in which keys, values and sessions are called so: a write skew.
  static func history(_ text: String, mode: String = "snapshot") throws -> String {
    let name = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    let mode = String(decoding: try JSONEncoder().encode(mode), as: UTF8.self)
    return """
      {"isolab-history":1,"initial":[[\(name),\(name)],["z",\(name)]]}
      {"begin":1,"session":\(name),"mode":\(mode),"readOnly":false,"snapshot":0}
      {"begin":2,"session":\(name),"mode":\(mode),"readOnly":false,"snapshot":0}
      {"read":1,"step":3,"key":"z","version":{"by":0,"number":1}}
      {"read":2,"step":4,"key":\(name),"version":{"by":0,"number":1}}
      {"write":1,"step":5,"key":\(name),"number":1,"value":\(name)}
      {"write":2,"step":6,"key":"z","number":1,"value":\(name)}
      {"commit":1,"step":7,"state":1}
      {"commit":2,"step":8,"state":2}

      """
  }
}
