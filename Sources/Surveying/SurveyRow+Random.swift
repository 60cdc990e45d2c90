import Chance

/// Random programs, in addition to the known anomalies.
extension SurveyRow {
  /// A program of two or three sessions; the same seed and number give the same program.
  package static func random(_ number: Int, seed: UInt64) -> SurveyRow {
    var dice = Dice(seed: seed &* 1_000_003 &+ UInt64(number))
    var lanes = (0..<2 + dice.below(2)).map { lane in transaction(of: lane, &dice)[...] }
    var steps: [String] = []
    while lanes.contains(where: { !$0.isEmpty }) {
      let lane = dice.below(lanes.count)
      if let command = lanes[lane].popFirst() { steps.append("\(lane + 1) \(command)") }
    }
    return SurveyRow(
      "random-\(number)", "random program \(number), seed \(seed)", nil,
      steps.joined(separator: "; "), seed: "a=1 b=2", in: .none)
  }

  private static func transaction(of lane: Int, _ dice: inout Dice) -> [String] {
    let commands = (0..<2 + dice.below(2)).map { place in
      let key = dice.pick(["a", "b", "c"])
      return switch dice.below(12) {
      case 0, 1, 2: "get \(key)"
      case 3, 4, 5: "put \(key) \(lane + 1)\(place)"
      case 6: "put \(key) value(a) + 1"
      case 7: "delete \(key)"
      case 8: "get \(key) for update"
      case 9: "count a..d"
      default: "scan a..d"
      }
    }
    return ["begin"] + commands + [dice.chance(1, in: 6) ? "rollback" : "commit"]
  }
}
