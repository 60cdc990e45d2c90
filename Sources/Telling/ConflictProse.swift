import Engine
import Language
import Sessions
package import Vocabulary

/// Conflicts in words: what one transaction did, and what the other did.
extension Narrator {
  /// Both ends of an edge: "alice read x=1 (3), bob changed it (6)".
  func told(_ edge: Conflict) -> String {
    "\(firstHalf(of: edge)), \(secondHalf(of: edge))"
  }

  /// What one did, what the other did, and who comes before whom or waits for whom.
  func columns(of edge: Conflict, inCycle: Bool) -> [String] {
    let relation = edge.kind == .wait ? "waits for" : "before"
    let (first, second) = (name(edge.first.transaction), name(edge.second.transaction))
    let order = "\(first) \(relation) \(second)"
    switch edge.kind {
    case .wait where edge.key == nil && edge.range == nil:
      return ["\(first) waits (\(edge.first.step)):", "", order]
    case .writeRead: return ["\(firstHalf(of: edge)):", "", order]
    case .writeWrite where inCycle:
      return ["\(firstHalf(of: edge)),", "\(overwriting(edge)):", order]
    default: return ["\(firstHalf(of: edge)),", "\(secondHalf(of: edge)):", order]
    }
  }

  /// The same in one line: "alice read x=1 (3), bob changed it (6): alice before bob".
  package func sentence(of edge: Conflict, inCycle: Bool) -> String {
    columns(of: edge, inCycle: inCycle).filter { !$0.isEmpty }.joined(separator: " ")
  }

  func firstHalf(of edge: Conflict) -> String {
    let key = subject(of: edge)
    let step = "(\(edge.first.step))"
    let first = name(edge.first.transaction)
    switch edge.kind {
    case .wait: return "\(first) wants \(key) \(step)"
    case .writeWrite: return "\(first) \(past(edge.first)) \(key) \(step)"
    case .writeRead:
      let (reader, read) = (name(edge.second.transaction), "(\(edge.second.step))")
      guard case .read(let value?) = edge.second.action, let key = edge.key else {
        return "\(reader) saw that \(first) had deleted \(key) \(read)"
      }
      return "\(reader) read \(first)'s \(pair(key, value)) \(read)"
    case .antidependency:
      guard case .read(let value) = edge.first.action, let key = edge.key else {
        return "\(first) read \(key) \(step)"
      }
      let range = value == nil ? edge.range.map { " in \(written($0))" } ?? "" : ""
      return "\(first) \(value == nil ? "saw" : "read") \(pair(key, value))\(range) \(step)"
    }
  }

  /// The second write of a chain, which commits later but may have been given earlier.
  func overwriting(_ edge: Conflict) -> String {
    let second = name(edge.second.transaction)
    return edge.second.step > edge.first.step
      ? "\(second) \(past(edge.second)) it later (\(edge.second.step))"
      : "\(second) \(past(edge.second)) it (\(edge.second.step)) and commits later"
  }

  func secondHalf(of edge: Conflict) -> String {
    let second = name(edge.second.transaction)
    let step = "(\(edge.second.step))"
    switch (edge.kind, edge.second.action) {
    case (.wait, .requested): return "\(second) asked first \(step)"
    case (.wait, .lockedRange(let range)): return "\(second) read \(written(range)) \(step)"
    case (.wait, .locked), (.wait, .read): return "\(second) locked it \(step)"
    case (.writeWrite, _): return "\(second) \(past(edge.second)) it too \(step)"
    case (_, .wrote(nil)): return "\(second) deleted it \(step)"
    case (_, .readForUpdate): return "\(second) read it FOR UPDATE \(step)"
    default:
      if edge.kind == .antidependency, edge.first.action == .read(nil) {
        return "\(second) inserted it \(step)"
      }
      return edge.kind == .wait ? "\(second) wrote it \(step)" : "\(second) changed it \(step)"
    }
  }

  /// The key or range that an edge is about.
  func subject(of edge: Conflict) -> String {
    edge.key.map { shown($0) } ?? edge.range.map(written) ?? "it"
  }

  func past(_ access: Access) -> String {
    switch access.action {
    case .wrote(nil): "deleted"
    case .wrote: "wrote"
    case .readForUpdate: "claimed"
    case .read: "read"
    case .locked, .lockedRange: "locked"
    case .requested: "wants"
    }
  }

  func at(_ step: StepNumber?) -> String { step.map { " (\($0))" } ?? "" }
}
