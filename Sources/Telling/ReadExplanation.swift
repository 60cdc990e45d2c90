import Engine
import Language
package import Sessions
import Vocabulary

/// Why a read saw what it saw: the version, its maker, and why newer ones were not visible.
extension Narrator {
  /// Nil if the command read nothing.
  package func explanation(ofRead reply: Reply) -> [String]? {
    guard let step = reply.step, let id = reply.transaction else { return nil }
    let reads = runner.history.indices.filter { runner.history[$0].isRead(of: id, at: step) }
    guard !reads.isEmpty else { return nil }
    let mode = runner.records[id.number - 1].mode
    var lines = ["\(reply.session)'s \(typed(reply.text)) at step \(step), in \(mode.name):"]
    var seen: [String] = []
    var hidden: [String] = []
    for place in reads {
      let sight = ReadSight(of: runner.history[place], in: runner.history[..<place], self)
      seen += sight.seen
      hidden += sight.hidden
    }
    lines += labelled("saw", cut(seen, to: 5))
    lines += labelled("not", cut(hidden, to: 4))
    return lines + labelled("next", [".versions shows every version, and who sees which"])
  }
}

extension Narrator {
  /// What the modes noticed at a step, as it was reported then, and the waits that it ended.
  package func notices(toldWith reply: Reply) -> [String] {
    let ends = reply.resumed.map { part in
      let isAborted = if case .aborted = part.outcome { true } else { false }
      return "\(part.session)'s \(typed(part.text))\(at(part.step)) "
        + (isAborted ? "was aborted: .why \(part.step ?? 0)" : "went on")
    }
    return labelled("note", reply.notices.map(prose(of:))) + labelled("then", cut(ends, to: 4))
  }
}

extension Event {
  fileprivate func isRead(of id: TransactionID, at step: StepNumber) -> Bool {
    switch self {
    case .read(id, step, _, _), .scan(id, step, _): true
    default: false
    }
  }
}

/// What a read saw, and what it did not see though it was there.
private struct ReadSight {
  private(set) var seen: [String] = []
  private(set) var hidden: [String] = []
  private let reader: TransactionID
  private let narrator: Narrator
  private var snapshot: Timestamp?
  /// All writes of others before the read, in their order.
  private var writes: [Write] = []
  private var commits: [TransactionID: (state: Timestamp, step: StepNumber)] = [:]
  private var aborted: Set<TransactionID> = []

  private struct Write {
    let by: TransactionID
    let step: StepNumber
    let key: Key
    let number: Int
    let value: Value?
  }

  init(of read: Event, in history: Slice<History>, _ narrator: Narrator) {
    self.narrator = narrator
    switch read {
    case .read(let id, _, _, _), .scan(let id, _, _): reader = id
    default: preconditionFailure("only reads see something")
    }
    for event in history { take(event) }
    switch read {
    case .read(_, _, let key, let version):
      seen = [origin(of: version, key)]
      hidden = unseen(key, than: version)
    case .scan(_, _, let scan): take(scan)
    default: break
    }
  }

  private mutating func take(_ event: Event) {
    switch event {
    case .begin(reader, _, _, let state): snapshot = state
    case .write(let id, let step, let key, let number, let value):
      writes.append(Write(by: id, step: step, key: key, number: number, value: value))
    case .undo(let id, _, let key, let number):
      writes.removeAll { $0.by == id && $0.key == key && $0.number == number }
    case .commit(let id, let step, let state): commits[id] = (state, step)
    case .abort(let id, _, _): aborted.insert(id)
    default: break
    }
  }

  private mutating func take(_ scan: Event.Scan) {
    seen = ["\(narrator.written(scan.range)) as of state \(scan.asOf)"]
    let named = Dictionary(
      uniqueKeysWithValues: (scan.rows + scan.absent).map { ($0.key, $0.version) })
    for row in scan.rows { seen.append(origin(of: row.version, row.key)) }
    let keys = Set(writes.map({ $0.key }).filter { scan.range.contains($0) }).sorted()
    for key in keys where !scan.own.contains(key) {
      hidden += unseen(key, than: named[key] ?? .absent(asOf: scan.asOf))
    }
  }

  /// The version, and where it came from.
  private func origin(of version: VersionID, _ key: Key) -> String {
    switch version {
    case .written(.initial, _):
      let value = narrator.runner.initial[key].map { narrator.shown($0) } ?? ""
      return "\(narrator.shown(key))=\(value), there from the start"
    case .written(let id, let number):
      let write = writes.last { $0.by == id && $0.key == key && $0.number == number }
      let what = narrator.pair(key, write?.value)
      let maker = id == reader ? "its own write" : "written by \(narrator.name(id)) \(id)"
      return "\(what), \(maker) (\(write?.step ?? 0))" + (id == reader ? "" : fate(of: id))
    case .absent(let state):
      let deletion = committed(key).last { $0.state <= state }
      let how = deletion.map { "; \(narrator.name($0.write.by)) deleted it (\($0.write.step))" }
      return "no \(narrator.shown(key)) in state \(state)" + (how ?? "")
    }
  }

  private func fate(of id: TransactionID) -> String {
    commits[id].map { ", committed as state \($0.state) (\($0.step))" } ?? ", not committed yet"
  }

  private func committed(_ key: Key) -> [(write: Write, state: Timestamp)] {
    writes.filter { $0.key == key }.compactMap { write in
      commits[write.by].map { (write, $0.state) }
    }.sorted { $0.state < $1.state }
  }

  /// What others had written and the read did not see, and why.
  private func unseen(_ key: Key, than version: VersionID) -> [String] {
    let state: Timestamp
    switch version {
    case .absent(let asOf): state = asOf
    case .written(.initial, _): state = 0
    case .written(let id, _):
      // Its own write stands before all others.
      guard id != reader, let commit = commits[id] else { return [] }
      state = commit.state
    }
    let newer = committed(key).filter { $0.state > state && $0.write.by != reader }
      .map { write, state in
        "\(narrator.pair(key, write.value)) by \(narrator.name(write.by)) (\(write.step)), "
          + "state \(state): newer than the snapshot, state \(snapshot ?? 0)"
      }
    let open = writes.filter { write in
      write.key == key && write.by != reader && commits[write.by] == nil
        && !aborted.contains(write.by)
    }.map { write in
      "\(narrator.pair(key, write.value)) by \(narrator.name(write.by)) (\(write.step)): "
        + "not committed at that time"
    }
    return newer + open
  }
}
