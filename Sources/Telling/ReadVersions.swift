import Engine
import Layout
import Sessions
import Vocabulary

/// Which versions a command has read, for programs.
extension Narrator {
  /// The field that names them as a history does: `version` of a GET, `versions` of a SCAN.
  ///
  /// There is none if the command read nothing, or if the events are not the command's.
  func versions(
    readBy reply: Reply, _ events: Slice<History>
  ) -> KeyValuePairs<String, JSON> {
    switch reply.outcome {
    case .found(.value(let key, _)):
      guard let seen = events.lastVersions(read: .only(key), by: reply)?[key] else { return [:] }
      return ["version": json(of: seen)]
    case .found(.rows(let range, let rows)):
      guard let seen = events.lastVersions(read: range, by: reply) else { return [:] }
      return ["versions": .array(rows.map { row in seen[row.key].map(json(of:)) ?? .null })]
    default: return [:]
    }
  }
}

extension Slice<History> {
  /// What the reply's step saw where it read the range last, by key; nil if it did not.
  fileprivate func lastVersions(read range: KeyRange, by reply: Reply) -> [Key: VersionID]? {
    for event in reversed() {
      switch event {
      case .read(let id, reply.step, let key, let version)
      where id == reply.transaction && range.singleKey == key:
        return [key: version]
      case .scan(let id, reply.step, let scan)
      where id == reply.transaction && scan.range == range:
        return Dictionary(uniqueKeysWithValues: scan.rows.map { ($0.key, $0.version) })
      default: continue
      }
    }
    return nil
  }
}
