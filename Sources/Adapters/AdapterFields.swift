import Layout

/// A fault in a line of the protocol.
///
/// Its message ends a sentence that quotes the line.
struct AdapterFlaw: Error, Hashable {
  let message: String

  init(_ message: String) { self.message = message }
}

extension JSONFields {
  /// The fields of an object, all of which must be known.
  ///
  /// A misspelled field is an error, because an answer without it would mean something else.
  init(_ json: inout JSONReader, known: Set<String>) throws(JSONFlaw) {
    self = try JSONFields(&json)
    if let stranger = Set(names).subtracting(known).min() {
      let list = known.sorted().joined(separator: ", ")
      throw .objection("the field \"\(stranger)\" is unknown; the known fields are \(list)")
    }
  }
}

/// A line of an adapter as a value.
enum AdapterLine {
  static let noJSON = AdapterFlaw("it is not JSON")

  /// Reads a line.
  ///
  /// - Throws: an `AdapterFlaw`.
  static func read<Content: JSONReadable>(
    _ line: [UInt8], as type: Content.Type
  ) throws(AdapterFlaw) -> Content {
    guard String(validating: line, as: UTF8.self) != nil else {
      throw AdapterFlaw("it is not UTF-8")
    }
    guard !line.contains(0) else { throw AdapterFlaw("it contains a NUL byte") }
    do throws(JSONFlaw) {
      var value = try JSONReader(line, in: line.indices).value()
      return try Content(&value)
    } catch {
      switch error {
      case .noJSON: throw noJSON
      case .tooDeep: throw AdapterFlaw("it is nested too deeply")
      default: throw AdapterFlaw(error.message ?? "it is not an object")
      }
    }
  }
}
