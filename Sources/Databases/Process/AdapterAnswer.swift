import Vocabulary

/// An adapter's answer to a request.
struct AdapterAnswer: Decodable, Hashable {
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
  struct Released: Decodable, Hashable {
    let session: String
    let body: Body

    init(from decoder: any Decoder) throws {
      let fields = try AdapterFields(decoder, known: Body.fields.union(["session"]))
      session = try fields.required("session", String.self)
      body = try Body(fields)
      if case .waits = body { throw AdapterFlaw("\"\(session)\" is released but still waits") }
    }
  }

  let body: Body
  /// In the order in which they ended.
  let released: [Released]

  init(from decoder: any Decoder) throws {
    let fields = try AdapterFields(decoder, known: Body.fields.union(["released"]))
    body = try Body(fields)
    released = try fields.optional("released", [Released].self) ?? []
  }
}

extension AdapterAnswer.Body {
  /// The fields; each answer has exactly one of them.
  private static let kinds = ["ok", "value", "rows", "deleted", "waits", "aborted", "refused"]

  fileprivate static let fields = Set(kinds + ["kind"])

  fileprivate init(_ fields: AdapterFields) throws {
    let given = Self.kinds.filter(fields.names.contains)
    guard given.count == 1 else {
      let list = Self.kinds.joined(separator: ", ")
      throw AdapterFlaw("an answer must have exactly one of the fields \(list)")
    }
    if fields.names.contains("kind"), given != ["aborted"] {
      throw AdapterFlaw("the field kind is allowed only with the field aborted")
    }
    self = try Self.read(given[0], of: fields)
  }

  private static func read(_ kind: String, of fields: AdapterFields) throws -> Self {
    switch kind {
    case "ok":
      guard try fields.required(kind, Bool.self) else {
        throw AdapterFlaw("the field ok is false; write refused or aborted with a reason")
      }
      return .ok
    case "value": return .value(try fields.optional(kind, String.self))
    case "rows":
      let rows = try fields.required(kind, [[String]].self)
      guard rows.allSatisfy({ $0.count == 2 }) else {
        throw AdapterFlaw("each of the rows must have a key and a value, and nothing else")
      }
      return .rows(rows)
    case "deleted": return .deleted(try fields.required(kind, Bool.self))
    case "waits": return .waits(try fields.required(kind, [String].self))
    case "aborted":
      let kindName = try fields.optional("kind", String.self)
      return .aborted(
        try fields.required(kind, String.self), try kindName.map { try abortKind(named: $0) })
    default: return .refused(try fields.required(kind, String.self))
    }
  }

  private static func abortKind(named name: String) throws(AdapterFlaw) -> Abort.Kind {
    guard let kind = Abort.Kind(rawValue: name) else {
      let list = Abort.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw AdapterFlaw("the field kind is \"\(name)\", but it must be one of \(list)")
    }
    return kind
  }
}
