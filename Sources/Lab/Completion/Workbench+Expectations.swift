import Scripting
import Sessions
import Vocabulary

/// What can stand behind `.expect`.
extension Workbench {
  /// The modes, and `all` where none stands yet.
  func expectedModes(at place: Place) -> [Candidate] {
    let all = [Candidate(text: "all")].beginning(with: place.typed)
    return ((place.isFirstArgument ? all : []) + modes(place.typed)).map {
      Candidate(text: $0.text, suffix: ": ")
    }
  }

  /// What follows the first mode.
  func expectations(at place: Place) -> [Candidate] {
    if case .lacks(.mode, _) = place.reading { return expectedModes(at: place) }
    let words: [String] =
      switch place.reading {
      case .lacks(.claim, _): Expectation.starts
      case .lacks(.finding, _): Expectation.findings + ["at the end"] + Expectation.anomalies
      case .lacks(.atTheEnd, _): [place.restOfAtTheEnd]
      case .lacks(.value, "always"): ["at the end"]
      case .lacks(.name, _): laboratory.runner.rules.map(\.name)
      case .lacks(.holds, _): ["holds"]
      case .lacks(.broken, _): ["broken"]
      case .lacks(.needed, _): ["needed", "decided"]
      case .whole: Verdict.allCases.map(\.rawValue)
      default: []
      }
    return words.map { Candidate(text: $0) }.beginning(with: place.typed)
  }
}

extension Place {
  /// What of `at the end` is yet to be typed.
  fileprivate var restOfAtTheEnd: String {
    guard let last = pieces.last else { return "at the end" }
    if last.isKeyword("at") { return "the end" }
    return last.isKeyword("the") ? "end" : "at the end"
  }
}
