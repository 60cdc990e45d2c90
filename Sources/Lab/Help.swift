import Scripting
import Vocabulary

/// What `help` says.
enum Help {
  static func lines(about topic: String?) -> [String] {
    guard let topic else { return overview }
    if let word = Words.named(topic) ?? Words.named("." + topic) {
      return [word.usage, "  " + word.summary]
    }
    if let lines = topics[topic.lowercased()] { return lines }
    if let mode = IsolationMode(named: topic) {
      return ["\(mode.name) (\(mode.shortName))", "  " + summary(of: mode)]
    }
    let near = nearest(to: topic, among: Words.all.map(\.name) + IsolationMode.allCases.map(\.name))
    return [
      "no help on \(printable(topic))"
        + (near.map { "; did you mean help \($0)?" } ?? "; help lists the words")
    ]
  }

  /// The modes, the one that a bare BEGIN uses marked.
  static func modes(now: IsolationMode) -> [String] {
    IsolationMode.allCases.map { mode in
      let mark = mode == now ? "*" : " "
      let name = mode.name + String(repeating: " ", count: 22 - mode.name.count)
      let short = mode.shortName + String(repeating: " ", count: 4 - mode.shortName.count)
      return "\(mark) \(name)\(short)\(summary(of: mode))"
    }
  }

  private static var overview: [String] {
    let data = Words.data.filter { $0.name != "ABORT" }.map(\.usage)
    return ["Type a command for the session in the prompt, or bob: COMMAND for another.", ""]
      + data.map { "  " + $0 }
      + ["", wrapped(Words.lab.map(\.name)), ""].flatMap {
        $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
      + ["help WORD tells more; also: help range, expression, prompt, sql; .mode"]
  }

  /// The names in lines of at most 72 cells.
  private static func wrapped(_ names: [String]) -> String {
    var lines = [""]
    for name in names {
      let last = lines.count - 1
      if lines[last].count + name.count > 70 {
        lines.append("  \(name)")
      } else {
        lines[last] += (lines[last].isEmpty ? "  " : " ") + name
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What is no word of its own.
  private static let topics: [String: [String]] = [
    "range": [
      "a range of keys, in byte order",
      "  * or nothing   all keys",
      "  shift1/*       every key that starts with shift1/",
      "  a..c           from a up to c, without c itself",
      "  SCAN a* = on   only the keys that hold on; the whole range counts as read",
    ],
    "expression": [
      "a value, or a formula; blanks around every operator",
      "  PUT x 5                text; 5 is also a number",
      "  PUT x value(y) + 1     value(key) reads a key, y alone is the text y",
      "  GET x AS n             keeps a value as $n",
      "  PUT x $n + 1           uses it; also count(range) and sum(range)",
      "  IF count(* = on) >= 2 THEN PUT x off",
    ],
    "prompt": [
      "3 alice*> is step 3, session alice, and the state of her transaction:",
      "  nothing: none   * open   ~ waiting   ! aborted",
      "  bob: GET x runs one command as bob; bob: alone makes him the current one",
    ],
    "sql": [
      "no SQL here; one line each, no tables, keys and values only",
      "  SELECT * FROM t           SCAN",
      "  SELECT ... WHERE k = 'x'  GET x",
      "  SELECT count(*)           COUNT",
      "  INSERT, UPDATE one row    PUT x 1",
      "  UPDATE ... SET v = v + 1  UPDATE * SET $value + 1",
      "  DELETE ... WHERE k = 'x'  DELETE x",
      "  SELECT ... FOR UPDATE     GET x FOR UPDATE",
      "  BEGIN ISOLATION LEVEL ... BEGIN serializable-snapshot",
    ],
  ]

  static func summary(of mode: IsolationMode) -> String {
    switch mode {
    case .readUncommitted: "reads the newest write, committed or not"
    case .readCommitted: "each command reads the newest commit"
    case .snapshot: "reads the state at BEGIN; one writer of a key"
    case .writeSnapshot: "... and nothing it read may change"
    case .serializableSnapshot: "snapshot without dangerous structures"
    case .twoPhaseLocking: "locks what it reads and writes"
    }
  }
}
