import Chance
import Exploring
import Language
import Sessions
import Vocabulary

extension ConcurrentProgram {
  /// A program from text: the commands of each session, between semicolons.
  init(
    _ mode: IsolationMode, conflicts: ConflictPolicy? = nil, seed: [Key: Value] = ["x": "0"],
    rules: [String] = [], conditions: [String] = [], autocommit: Bool = false,
    _ sessions: [String]
  ) throws {
    let names = sessions.indices.map { SessionName("s\($0 + 1)") }
    var start = SessionRunner(mode: mode, sessions: names, manner: .replay)
    (start.conflicts, start.autocommit) = (conflicts, autocommit)
    var setup = [
      ".seed "
        + seed.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: " ")
    ]
    setup += rules.enumerated().map { ".rule r\($0 + 1): \($1)" }
    for line in setup {
      switch try Statement.parse(line: line, sessions: names)?.body {
      case .directive(.seed(let bindings)): _ = try start.seed(bindings)
      case .directive(.rule(let name, let formula)): _ = start.watch(name, formula)
      default: preconditionFailure(line)
      }
    }
    let lanes = try zip(names, sessions).map { name, text in
      let lines = try text.split(separator: ";").map { part in
        let text = String(part.drop { $0 == " " })
        guard case .command(let command)? = try Statement.parse(line: text, sessions: names)?.body
        else { preconditionFailure(text) }
        return Line(command, text: text)
      }
      return Lane(session: name, lines: lines)
    }
    self.init(start: start, lanes: lanes)
    self.conditions = try conditions.map { text in
      guard
        case .directive(.rule(_, let formula))? = try Statement.parse(line: ".rule r: \(text)")?
          .body
      else { preconditionFailure(text) }
      return formula
    }
  }
}

/// A random program of so many steps at most, small enough to run in every order.
struct RandomProgram {
  private var dice: Dice
  let mode: IsolationMode?
  let conflicts: ConflictPolicy?
  private(set) var sessions: [String] = []

  /// `mode` nil mixes the modes.
  init(seed: UInt64, mode: IsolationMode?) {
    dice = Dice(seed: seed)
    self.mode = mode
    conflicts = [nil, .firstUpdater, .firstCommitter][dice.below(3)]
    let count = 2 + dice.below(2)
    for _ in 0..<count { sessions.append(session(count == 2 ? 3 : 1 + dice.below(2))) }
  }

  func program() throws -> ConcurrentProgram {
    try ConcurrentProgram(
      mode ?? .snapshot, conflicts: conflicts, seed: ["x": "1", "y": "2"],
      rules: ["count(*) >= 1", "count(x) = 1", "count(*) < 3", "value(z) = 5"],
      conditions: ["value(x) = 2", "count(*) = 2 and sum(*) > 3", "not value(y) = none"], sessions)
  }

  private mutating func session(_ commands: Int) -> String {
    let name = mode == nil ? " \(pick(IsolationMode.allCases).name)" : ""
    let promise = dice.below(6) == 0 ? pick([" READ ONLY", " READ ONLY DEFERRABLE"]) : ""
    var lines = ["BEGIN\(name)\(promise)"]
    for _ in 0..<commands { lines.append(promise.isEmpty ? command : query) }
    lines.append(dice.below(7) == 0 ? "ROLLBACK" : "COMMIT")
    if dice.below(6) == 0 { lines.append("RETRY") }
    if dice.below(8) == 0 { lines.removeLast() }
    return lines.joined(separator: "; ")
  }

  private var query: String {
    mutating get {
      pick(["GET \(key)", "GET \(key) AS n", "SCAN \(range)", "COUNT \(range)", "SUM \(range)"])
    }
  }

  private var command: String {
    mutating get {
      switch dice.below(12) {
      case 0, 1, 2: query
      case 3, 4: "PUT \(key) \(dice.below(3))"
      case 5: "PUT \(key) value(\(key)) + 1"
      case 6: "DELETE \(key)"
      case 7: "GET \(key) FOR UPDATE"
      case 8: "UPDATE \(range) SET $value + 1"
      case 9: "DELETE \(range)"
      default: "IF count(\(range)) > 1 THEN \(pick(["DELETE", "PUT z 5; GET"])) \(key)"
      }
    }
  }

  private var key: String { mutating get { pick(["x", "y", "z"]) } }
  private var range: String { mutating get { pick(["*", "x..z", "y..z", "z*"]) } }
  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[dice.below(elements.count)]
  }
}
