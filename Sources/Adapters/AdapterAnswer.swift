import Layout
import Vocabulary

/// An adapter's answer to a request.
struct AdapterAnswer: JSONReadable, Hashable {
  enum Body: Hashable {
    case ok
    case value(String?)
    /// Keys and values.
    case rows([[String]])
    case deleted(Bool)
    /// The sessions that it waits for.
    case waits([String])
    case aborted(String, Abort.Kind?)
    case refused(String)
  }

  /// A request that waited and has ended.
  struct Released: JSONReadable, Hashable {
    let session: String
    let body: Body

    init(_ json: inout JSONReader) throws(JSONFlaw) {
      let fields = try JSONFields(&json, known: Body.fields.union(["session"]))
      session = try fields.required("session")
      body = try Body(fields)
      if case .waits = body { throw .objection("\"\(session)\" is released but still waits") }
    }
  }

  let body: Body
  /// In the order in which they ended.
  let released: [Released]

  init(_ json: inout JSONReader) throws(JSONFlaw) {
    let fields = try JSONFields(&json, known: Body.fields.union(["released"]))
    body = try Body(fields)
    released = try fields.optional("released") ?? []
  }
}

extension AdapterAnswer.Body {
  /// The fields; each answer has exactly one of them.
  private static let kinds = ["ok", "value", "rows", "deleted", "waits", "aborted", "refused"]

  fileprivate static let fields = Set(kinds + ["kind"])

  fileprivate init(_ fields: JSONFields) throws(JSONFlaw) {
    let given = Self.kinds.filter(fields.contains)
    guard given.count == 1 else {
      let list = Self.kinds.joined(separator: ", ")
      throw .objection("an answer must have exactly one of the fields \(list)")
    }
    if fields.contains("kind"), given != ["aborted"] {
      throw .objection("the field \"kind\" is allowed only with the field \"aborted\"")
    }
    self = try Self.read(given[0], of: fields)
  }

  private static func read(_ kind: String, of fields: JSONFields) throws(JSONFlaw) -> Self {
    switch kind {
    case "ok":
      guard try fields.required(kind) else {
        throw .objection(
          "the field \"ok\" is false; write \"refused\" or \"aborted\" with a reason")
      }
      return .ok
    case "value": return .value(try fields.optional(kind))
    case "rows":
      let rows: [[String]] = try fields.required(kind)
      guard rows.allSatisfy({ $0.count == 2 }) else {
        throw .objection("each of the rows must have a key and a value, and nothing else")
      }
      return .rows(rows)
    case "deleted": return .deleted(try fields.required(kind))
    case "waits": return .waits(try fields.required(kind))
    case "aborted":
      return .aborted(try fields.required(kind), try abortKind(named: fields.optional("kind")))
    default: return .refused(try fields.required(kind))
    }
  }

  private static func abortKind(named name: String?) throws(JSONFlaw) -> Abort.Kind? {
    guard let name else { return nil }
    guard let kind = Abort.Kind(rawValue: name) else {
      let list = Abort.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw .objection("the field \"kind\" is \"\(name)\", but it must be one of \(list)")
    }
    return kind
  }
}
