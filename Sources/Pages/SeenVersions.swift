import Engine
import Layout
import Runs
import Sessions
import Telling
import Vocabulary

/// Where the data of a frame shows the versions that its reads saw.
///
/// A read is written as four places: its lane, the version's row in the table of versions, the
/// key's row in the table of what is stored, and the cells there that show the version:
/// `0:3:1:1,2`. The second or the last is empty if a table does not show the version.
struct SeenVersions {
  private let lab: Lab
  /// The sessions that have a lane, and a column each, in their order.
  private let actors: [SessionName]

  init(in lab: Lab, actors: [SessionName]) { (self.lab, self.actors) = (lab, actors) }

  private var database: Database { lab.runner.database }

  /// All reads among these events, each once.
  func written(_ events: Slice<History>) -> String {
    let reads = events.flatMap { $0.versionsSeen }
    guard !reads.isEmpty else { return "" }
    let (keys, versions) = (database.keys(in: .all), lab.narrator.versionRows(in: .all))
    var told: [String] = []
    for read in reads {
      guard let lane = lane(of: read.reader), let row = keys.firstIndex(of: read.key) else {
        continue
      }
      let version = versions.firstIndex { $0.key == read.key && $0.createdBy == read.creator }
      let cells = cells(showing: read).map { $0.written }.joined(separator: ",")
      let text = "\(lane):\(version.map { $0.written } ?? ""):\(row):\(cells)"
      if !told.contains(text) { told.append(text) }
    }
    return told.joined(separator: " ")
  }

  /// The cells of a key's row that show the version: 1 is what is stored, then what the sessions
  /// see.
  private func cells(showing read: Event.SeenVersion) -> [Int] {
    var cells: [Int] = []
    if database.versions(of: read.key).last?.createdBy == read.creator { cells.append(1) }
    let open = database.openTransactions.map { $0.id }
    for id in [read.reader, read.creator] where open.contains(id) {
      guard creator(of: read.key, seenBy: id) == read.creator, let lane = lane(of: id),
        !cells.contains(lane + 2)
      else { continue }
      cells.append(lane + 2)
    }
    return cells
  }

  private func creator(of key: Key, seenBy id: TransactionID) -> TransactionID? {
    switch database.sight(of: key, by: id) {
    case .nothing: nil
    case .committed(let state):
      database.versions(of: key).last { $0.state == state }?.createdBy
    case .uncommitted(let writer): writer
    }
  }

  private func lane(of id: TransactionID) -> Int? {
    lab.runner.session(of: id).flatMap { actors.firstIndex(of: $0) }
  }
}

extension Event {
  /// A version that a transaction saw, by its writer.
  fileprivate struct SeenVersion {
    let reader: TransactionID
    let key: Key
    let creator: TransactionID
  }

  fileprivate var versionsSeen: [SeenVersion] {
    switch self {
    case .read(let id, _, let key, .written(let creator, _)):
      [SeenVersion(reader: id, key: key, creator: creator)]
    case .scan(let id, _, let scan):
      scan.rows.compactMap { row in
        guard case .written(let creator, _) = row.version else { return nil }
        return SeenVersion(reader: id, key: row.key, creator: creator)
      }
    case .read, .begin, .write, .undo, .wait, .endOfWait, .commit, .abort: []
    }
  }
}
