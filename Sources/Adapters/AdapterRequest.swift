import Connecting
import Layout
import Stores
import Vocabulary

/// A request of a session as it is sent, and the answers that fit it.
struct AdapterRequest {
  enum Action {
    case begin(StoreLevel, readOnly: Bool, deferrable: Bool, late: Bool)
    case get(Key, forUpdate: Bool)
    case lock(Key)
    case scan(KeyRange)
    case put(Key, Value, VersionID)
    case delete(Key)
    case commit
    case rollback
    case cancel
  }

  let session: SessionName
  let action: Action

  /// The line without its end.
  var line: String {
    let fields = [("do", JSON.string(word)), ("session", .string(session.text))] + arguments
    return JSON.object(fields.map { JSON.Field(name: $0.0, value: $0.1) }).text
  }

  var isBegin: Bool {
    if case .begin = action { true } else { false }
  }

  /// Whether the adapter may make it wait.
  var mayWait: Bool {
    switch action {
    case .rollback, .cancel: false
    default: true
    }
  }

  var word: String {
    switch action {
    case .begin: "begin"
    case .get(_, let forUpdate): forUpdate ? "get-for-update" : "get"
    case .lock: "lock"
    case .scan: "scan"
    case .put: "put"
    case .delete: "delete"
    case .commit: "commit"
    case .rollback: "rollback"
    case .cancel: "cancel"
    }
  }

  private var arguments: [(String, JSON)] {
    switch action {
    case .begin(let level, let readOnly, let deferrable, let late):
      [("level", .string(level.name))]
        + [("readOnly", readOnly), ("deferrable", deferrable), ("late", late)]
        .filter(\.1).map { ($0.0, .bool(true)) }
    case .get(let key, _), .lock(let key), .delete(let key): [("key", .string(key.text))]
    case .scan(let range):
      [("low", .string(range.low.text)), ("high", .text(range.high?.text))]
    case .put(let key, let value, let version):
      [("key", .string(key.text)), ("value", .string(VersionedText.text(of: value, version)))]
    case .commit, .rollback, .cancel: []
    }
  }

  /// An empty table with these rows, and no session at work.
  static func reset(_ rows: [Key: Value]) -> String {
    let rows = rows.sorted { $0.key < $1.key }.map { key, value in
      let version = VersionID.written(by: .initial, number: 1)
      return JSON.array([.string(key.text), .string(VersionedText.text(of: value, version))])
    }
    return JSON.fields(["do": .string("reset"), "rows": .array(rows)]).text
  }

  static let hello = JSON.fields(["isolab": .int(1)]).text
}

extension AdapterRequest {
  /// The answer as a store gives it; the run translates the waits.
  ///
  /// - Throws: an `AdapterFlaw` if it does not fit the request.
  func answer(_ body: AdapterAnswer.Body) throws(AdapterFlaw) -> StoreAnswer {
    switch (action, body) {
    case (.rollback, .ok), (.cancel, .ok), (.begin, .ok), (.lock, .ok), (.put, .ok), (.commit, .ok):
      return .done
    case (.get(let key, _), .value(let text)):
      return .row(text.map { VersionedText.row(key, $0) })
    case (.scan(let range), .rows(let rows)): return .rows(try Self.sorted(rows, in: range))
    case (.delete, .ok): return .deleted(true)
    case (.delete, .deleted(let existed)): return .deleted(existed)
    case (.rollback, _), (.begin, .aborted): break
    case (_, .aborted(let report, let kind)):
      return .aborted(kind ?? guess(from: report), report: report)
    case (.begin, _), (.commit, _), (.cancel, _): break
    case (_, .refused(let text)): return .refused(text)
    default: break
    }
    throw AdapterFlaw("that is not an answer to \(word)")
  }

  /// The kind of an abort for which the adapter gives only a text.
  private func guess(from report: String) -> Abort.Kind {
    if report.lowercased().contains("deadlock") { return .deadlock }
    if case .commit = action { return .firstCommitter }
    return .concurrentUpdate
  }

  private static func sorted(
    _ rows: [[String]], in range: KeyRange
  ) throws(AdapterFlaw) -> [StoredRow] {
    let rows = rows.map { VersionedText.row(Key($0[0]), $0[1]) }.sorted { $0.key < $1.key }
    if let stranger = rows.first(where: { !range.contains($0.key) }) {
      throw AdapterFlaw("the key \"\(stranger.key)\" is outside the range")
    }
    if let twin = zip(rows, rows.dropFirst()).first(where: { $0.key == $1.key }) {
      throw AdapterFlaw("the key \"\(twin.0.key)\" occurs twice")
    }
    return rows
  }
}
