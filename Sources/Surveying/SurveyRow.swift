import Language
package import Runs

/// A row of a survey: an anomaly, and the smallest program that can have it.
package struct SurveyRow: Hashable, Sendable {
  /// Where the anomaly shows.
  package enum Sign: Hashable, Sendable {
    /// In what somebody read.
    case reads
    /// In what committed.
    case commits
    /// There is no anomaly: everything may commit.
    case none
  }

  /// Its name for `--show` and in file names.
  package let name: String
  package let title: String
  /// The judge's name for the anomaly; nil where there is none.
  package let anomaly: String?
  /// The order that shows what a level does about it, such as `1 put x 1; 2 get x`.
  ///
  /// The sessions begin at the start, in this order, unless they say `begin`.
  package let interleaving: String
  package let seed: String
  package let sign: Sign

  package init(
    _ name: String, _ title: String, _ anomaly: String?, _ interleaving: String,
    seed: String = "x=0 y=0", in sign: Sign
  ) {
    (self.name, self.title, self.anomaly) = (name, title, anomaly)
    (self.interleaving, self.seed, self.sign) = (interleaving, seed, sign)
  }

  /// The steps in the row's own order, each with the place of its session.
  private var steps: [(lane: Int, command: String)] {
    let lines = interleaving.split(separator: ";").compactMap { line -> (lane: Int, String)? in
      let words = line.split(separator: " ", maxSplits: 1)
      return words.first.flatMap { Int($0) }.map { ($0 - 1, String(words[1])) }
    }
    let lanes = Set(lines.map { $0.lane }).sorted()
    let begun = Set(lines.filter { $0.1.hasPrefix("begin") }.map { $0.lane })
    return lanes.filter { !begun.contains($0) }.map { ($0, "begin") } + lines
  }

  /// The row's own order; each step is given as the place of its session.
  package var order: [Int] { steps.map { $0.lane } }

  /// Its sessions; the first has the place 0.
  package static let sessions = ["alice", "bob", "carol", "dave"]

  /// The program as something that can be run in every order.
  package var program: Explorable {
    let text = lines(in: order).map { "\($0)\n" }.joined()
    guard let scenario = try? Scenario.read(bytes: Array(text.utf8), file: "\(name).isolab"),
      let program = Explorable.parts(of: scenario, named: title).first
    else { preconditionFailure("a row that is no program: \(text)") }
    return program
  }

  /// The lines of a lesson that takes the steps in an order.
  func lines(in order: [Int]) -> [String] {
    let names = Self.sessions[...(order.max() ?? 0)]
    return [".sessions \(names.joined(separator: " "))", ".seed \(seed)"]
      + commands(in: order).map { "\(Self.sessions[$0.lane]): \($0.command)" }
  }

  /// The steps of an order on one line: `alice: BEGIN, GET x; bob: BEGIN`.
  package func steps(in order: [Int]) -> String {
    var (text, last) = ("", -1)
    for step in commands(in: order) {
      let start = (text.isEmpty ? "" : "; ") + "\(Self.sessions[step.lane]): "
      text += (step.lane == last ? ", " : start) + step.command
      last = step.lane
    }
    return text
  }

  private func commands(in order: [Int]) -> [(lane: Int, command: String)] {
    let all = steps
    var left = Self.sessions.indices.map { lane in all.filter { $0.lane == lane }[...] }
    return order.compactMap { lane in
      left[lane].popFirst().map { (lane, $0.command.capitalizedWords) }
    }
  }
}

extension String {
  /// The command with its words in capitals, as lessons write them.
  fileprivate var capitalizedWords: String {
    let words: Set = [
      "begin", "read", "only", "get", "put", "delete", "scan", "count", "update", "set", "if",
      "then", "for", "commit", "rollback",
    ]
    return split(separator: " ").enumerated().map { place, word in
      words.contains(String(word)) ? word.uppercased() : String(word)
    }.joined(separator: " ")
  }
}
