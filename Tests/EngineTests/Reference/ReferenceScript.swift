import Engine
import Vocabulary

/// Runs the one-line scripts of the specification: `1 put x 1; 2 get x; 1 commit`.
///
/// A transaction without a `begin` begins at the start. While one waits its later commands are
/// held; after an abort they are dropped. `scan a b` is a range, `fu` is GET FOR UPDATE, and
/// `incr` locks, reads and writes in one step.
struct ReferenceScript {
  private(set) var model: ReferenceModel
  /// Waits and aborts, as in the specification: `B@2 put x`, `A@2 put x concurrent-update`.
  private(set) var notes: [String] = []
  /// What was read, such as `2 get x=0`.
  private(set) var reads: [String] = []
  private let mode: IsolationMode
  private let policy: ConflictPolicy?
  private var step = 0
  private var ids: [Substring: TransactionID] = [:]
  private var ended: Set<Substring> = []
  /// The command that each waiting transaction waits with.
  private var waiting: [Substring: Command] = [:]
  private var held: [Substring: [Substring]] = [:]

  private struct Command {
    let text: Substring
    let label: Substring
    let step: Int
    var requests: [Request]
    var lastRead: Value?
  }

  init(
    _ script: String, _ mode: IsolationMode, _ policy: ConflictPolicy? = nil,
    seed: [Key: Value] = ["x": "0", "y": "0", "z": "0"]
  ) {
    (self.mode, self.policy) = (mode, policy)
    model = ReferenceModel(seed: seed)
    let commands = script.split(separator: ";").map { $0.drop { $0 == " " } }
    let explicit = commands.filter { $0.dropFirst(2).hasPrefix("begin") }.map { $0.prefix(1) }
    for label in Set(commands.map { $0.prefix(1) }).subtracting(explicit).sorted() {
      run(label + " begin")
    }
    for command in commands { run(command) }
  }

  /// The committed values, such as `x=1 y=1`.
  var final: String {
    model.keys.compactMap { key in model.committed(key).map { "\(key)=\($0)" } }
      .joined(separator: " ")
  }

  private mutating func run(_ text: Substring) {
    let words = text.split(separator: " ")
    let label = words[0]
    if ended.contains(label) { return }
    guard waiting[label] == nil else { return held[label, default: []].append(text) }
    step += 1
    var command = Command(text: text, label: label, step: step, requests: [])
    if words[1] == "begin" {
      let (id, verdict) = model.begin(
        mode, policy: policy, readOnly: words.contains("ro"),
        deferrable: words.contains("deferrable"), step: step)
      ids[label] = id
      goOn(command, after: verdict)
    } else {
      command.requests = requests(words.dropFirst().map(String.init))
      carryOut(command)
    }
    while let (id, verdict) = model.resume() {
      guard let label = ids.first(where: { $0.value == id })?.key,
        let command = waiting.removeValue(forKey: label)
      else { preconditionFailure("resumed what did not wait") }
      goOn(command, after: verdict)
      for next in held.removeValue(forKey: label) ?? [] { run(next) }
    }
  }

  private mutating func carryOut(_ command: Command) {
    guard var request = command.requests.first, let id = ids[command.label] else { return }
    if case .put(let key, "+1") = request {
      request = .put(key, Value((command.lastRead?.integer ?? 0) + 1))
    }
    goOn(command, after: model.perform(request, by: id, step: command.step))
  }

  /// Writes down what came of a command's first request, and goes on with the others.
  private mutating func goOn(_ command: Command, after verdict: Ruling) {
    var command = command
    switch verdict {
    case .waits:
      notes.append("B@\(command.text)")
      waiting[command.label] = command
      return
    case .aborted(let kind, let role):
      notes.append("A@\(command.text) \(role?.rawValue ?? kind.rawValue)")
      ended.insert(command.label)
      return
    case .value(let value):
      command.lastRead = value
      reads.append("\(command.text)=\(value?.text ?? "none")")
    case .rows(let rows):
      let rows = rows.map { "\($0.key):\($0.value)" }.joined(separator: ",")
      reads.append("\(command.text)=\(rows)")
    case .committed: ended.insert(command.label)
    case .began, .done:
      if command.requests.first == .rollback { ended.insert(command.label) }
    }
    command.requests = Array(command.requests.dropFirst())
    carryOut(command)
  }

  private func requests(_ words: [String]) -> [Request] {
    let key = Key(words.dropFirst().first ?? "")
    return switch words[0] {
    case "get": [.get(key)]
    case "fu": [.getForUpdate(key)]
    case "scan": [.scan(KeyRange(low: key, high: Key(words[2])))]
    case "lock": [.lock(key)]
    case "put": [.put(key, Value(words[2]))]
    case "incr": [.lock(key), .get(key), .put(key, "+1")]
    case "del": [.delete(key)]
    case "commit": [.commit]
    case "rollback": [.rollback]
    default: preconditionFailure("no such word: \(words[0])")
    }
  }
}
