import Chance
import Sessions
import Vocabulary

/// A random program of the language: two to four sessions, interleaved.
///
/// The same seed gives the same program.
struct RandomProgram {
  let seed: UInt64
  /// What a bare BEGIN uses.
  let mode: IsolationMode
  let manner: SessionRunner.Manner
  private(set) var lines: [String]
  private let isMixed: Bool
  private let sessions: [String]
  private var dice: Dice

  /// `mode` nil mixes the modes.
  init(seed: UInt64, mode: IsolationMode?) {
    var dice = Dice(seed: seed)
    self.seed = seed
    self.mode = mode ?? dice.pick(IsolationMode.allCases)
    isMixed = mode == nil
    manner = dice.chance(1, in: 2) ? .interactive : .replay
    sessions = Array(["alice", "bob", "carol", "dave"].prefix(2 + dice.below(3)))
    self.dice = dice
    lines = [
      ".sessions \(sessions.joined(separator: " "))", ".seed a=1 b=2 d=on",
      ".rule enough: value(a) + value(b) >= 2",
    ]
    interleave()
  }

  private mutating func interleave() {
    if dice.chance(1, in: 3) { lines.append(policy) }
    // How many commands each session's transaction still has before it; 0: it begins.
    var left = sessions.map { _ in 0 }
    for _ in 0..<(20 + dice.below(25)) {
      let index = dice.below(sessions.count)
      if dice.chance(1, in: 9) {
        lines.append(dice.chance(1, in: 4) ? garbled(lines[dice.below(lines.count)]) : stray(index))
      } else if left[index] == 0 {
        lines.append("\(sessions[index]): \(begin)")
        left[index] = 2 + dice.below(5)
      } else {
        left[index] -= 1
        lines.append("\(sessions[index]): \(left[index] == 0 ? end : command)")
        if left[index] == 0, dice.chance(1, in: 8) {
          lines.append("\(sessions[index]): RETRY")
          left[index] = 1
        }
      }
    }
  }

  /// The same with other lines.
  func with(_ lines: [String]) -> RandomProgram {
    var other = self
    other.lines = lines
    return other
  }

  // MARK: Lines

  private var policy: String {
    mutating get { ".conflicts " + dice.pick(["first-updater", "first-committer", "mode"]) }
  }

  private var begin: String {
    mutating get {
      let mode = isMixed ? " \(dice.pick(IsolationMode.allCases).name)" : ""
      let promise = dice.chance(1, in: 5) ? dice.pick([" READ ONLY", " READ ONLY DEFERRABLE"]) : ""
      return "BEGIN" + mode + promise
    }
  }

  /// A line that comes between, whatever the session is doing.
  private mutating func stray(_ index: Int) -> String {
    let session = sessions[index]
    return switch dice.below(14) {
    case 0, 1: "\(session): RETRY"
    case 2: "\(session): ROLLBACK"
    case 3: policy
    case 4: dice.pick([".versions", ".transactions", ".locks", ".why", ".rules", ".sessions"])
    case 5: isMixed ? ".mode \(dice.pick(IsolationMode.allCases).name)" : ".mode"
    case 6: "\(session): \(dice.pick(["BEGIN", "COMMIT"]))"
    case 7: ".autocommit \(dice.pick(["on", "on", "off"]))"
    case 8: "\(session): \(command)"
    default: ".cancel \(session)"
    }
  }

  /// The line with one character lost, doubled or replaced.
  private mutating func garbled(_ line: String) -> String {
    var characters = Array(line)
    let index = dice.below(characters.count)
    switch dice.below(3) {
    case 0: characters.remove(at: index)
    case 1: characters.insert(characters[index], at: index)
    default: characters[index] = dice.pick(Array("\"*.$=;:() \\é\u{202E}0aA"))
    }
    return String(characters)
  }

  private var end: String { mutating get { dice.chance(1, in: 6) ? "ROLLBACK" : "COMMIT" } }

  private var command: String {
    mutating get {
      switch dice.below(14) {
      case 0: "GET \(key)\(name)"
      case 1: "GET \(key) FOR UPDATE\(name)"
      case 2: "SCAN\(range)\(filter)\(name)"
      case 3: "COUNT\(range)\(filter)\(name)"
      case 4: "SUM \(dice.pick(["a..c", "*"]))\(name)"
      case 5, 6: "PUT \(key) \(dice.pick(["0", "1", "2", "on"]))"
      case 7, 8: "PUT \(key) \(number(2))"
      case 9: "DELETE \(key)"
      case 10: "DELETE\(range)\(filter)"
      case 11: "UPDATE\(range)\(filter) SET \(dice.pick(["$value + 1", number(1), "0"]))"
      default: "IF \(condition) THEN \(simpleCommand)"
      }
    }
  }

  private var simpleCommand: String {
    mutating get {
      dice.pick([
        "GET \(key)", "PUT \(key) \(number(1))", "DELETE \(key)", "UPDATE\(range) SET $value + 1",
        "GET \(key) FOR UPDATE", "ROLLBACK", "COMMIT", "SCAN",
      ])
    }
  }

  private var key: String { mutating get { dice.pick(["a", "b", "c", "d", "\"é\""]) } }
  private var range: String {
    mutating get { dice.pick(["", " *", " a..c", " b..d", " d*", " a"]) }
  }
  private var filter: String { mutating get { dice.pick(["", "", " = 1", " = on", " = $n"]) } }
  private var name: String { mutating get { dice.pick(["", " AS n"]) } }

  private var condition: String {
    mutating get {
      let plain = "\(number(1)) \(dice.pick(["=", "!=", "<", ">="])) \(number(1))"
      return dice.pick([plain, "not (\(plain))", "value(\(key)) = none or \(plain)"])
    }
  }

  /// A formula nested at most so deep, which now and then cannot be computed.
  private mutating func number(_ depth: Int) -> String {
    if depth > 0, dice.chance(2, in: 3) {
      let sign = dice.pick(["+", "+", "-", "*", dice.pick(["/", "%"])])
      return "(\(number(depth - 1)) \(sign) \(number(depth - 1)))"
    }
    if dice.chance(1, in: 12) { return dice.pick(["$n", "sum(*)", "value(d)", "none"]) }
    return dice.pick(["1", "2", "value(a)", "value(b)", "count(*)", "sum(a..b)"])
  }
}
