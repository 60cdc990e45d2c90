/// A value that a JSON text can be read as.
package protocol JSONReadable {
  /// Moves past the next value.
  init(_ json: inout JSONReader) throws(JSONFlaw)
}

extension Int: JSONReadable {
  package init(_ json: inout JSONReader) throws(JSONFlaw) { self = try json.int() }
}

extension Bool: JSONReadable {
  package init(_ json: inout JSONReader) throws(JSONFlaw) { self = try json.bool() }
}

extension String: JSONReadable {
  package init(_ json: inout JSONReader) throws(JSONFlaw) { self = try json.text() }
}

extension Array: JSONReadable where Element: JSONReadable {
  package init(_ json: inout JSONReader) throws(JSONFlaw) {
    var elements: Self = []
    try json.list("[", "]") { json throws(JSONFlaw) in
      do throws(JSONFlaw) {
        elements.append(try Element(&json))
      } catch {
        throw error.inside("[\(elements.count)]")
      }
    }
    self = elements
  }
}

/// The fields of an object; of several with the same name, the first.
package struct JSONFields {
  private struct Field {
    let name: String
    /// Where its value begins.
    let place: Int
  }

  private let json: JSONReader
  private let fields: [Field]

  /// Moves past an object.
  package init(_ json: inout JSONReader) throws(JSONFlaw) {
    self.json = json
    var fields: [Field] = []
    try json.list("{", "}") { json throws(JSONFlaw) in
      let name = try json.text()
      guard json.take(":") else { throw .noJSON }
      fields.append(Field(name: name, place: json.place))
      try json.skip()
    }
    self.fields = fields
  }

  package var names: [String] { fields.map { $0.name } }

  package func contains(_ name: String) -> Bool { fields.contains { $0.name == name } }

  /// Nil if the field is missing or null.
  package func optional<Value: JSONReadable>(_ name: String) throws(JSONFlaw) -> Value? {
    guard let field = fields.first(where: { $0.name == name }) else { return nil }
    var value = json
    value.place = field.place
    if value.isNull { return nil }
    do throws(JSONFlaw) {
      return try Value(&value)
    } catch {
      throw error.inside(".\(name)")
    }
  }

  package func required<Value: JSONReadable>(_ name: String) throws(JSONFlaw) -> Value {
    guard let value: Value = try optional(name) else {
      throw .value(path: ".\(name)", trouble: contains(name) ? .null : .missing)
    }
    return value
  }
}
