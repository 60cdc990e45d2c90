/// Why a JSON text does not say what its reader expects.
package enum JSONFlaw: Error, Hashable, Sendable {
  /// The text, or a value that was asked for, breaks the rules of JSON.
  case noJSON
  /// Its brackets are nested more deeply than any reader needs.
  case tooDeep
  /// A value is wrong; the path leads to it from the whole text, as in `.rows[0].key`.
  case value(path: String, trouble: Trouble)
  /// An objection of the reader, in one sentence without a full stop.
  case objection(String)

  package enum Trouble: String, Sendable {
    case missing = "is missing"
    case null = "is null"
    case mistyped = "is of the wrong type"
  }

  /// The same flaw, seen from the value that contains this one.
  func inside(_ step: String) -> JSONFlaw {
    guard case .value(let path, let trouble) = self else { return self }
    return .value(path: step + path, trouble: trouble)
  }

  /// In one sentence without a full stop; nil if the flaw concerns the text as a whole.
  package var message: String? {
    switch self {
    case .noJSON, .tooDeep, .value("", _): nil
    case .value(let path, let trouble): "the field \"\(path.dropFirst())\" \(trouble.rawValue)"
    case .objection(let message): message
    }
  }
}
