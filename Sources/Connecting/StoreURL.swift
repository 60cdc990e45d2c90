package import Stores

/// A URL in parts: `sqlite:shop.db?journal=delete` is the scheme `sqlite`, the place `shop.db`, and
/// a parameter.
package struct StoreURL: Hashable {
  /// As the user typed it; it may contain a password.
  package let text: String
  /// The word before the colon, in lower case.
  package let scheme: String
  /// Everything after the colon.
  package let rest: String

  /// - Throws: a `StoreFailure` if there is no scheme.
  package init(_ text: String) throws(StoreFailure) {
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else {
      throw StoreFailure("the URL of a store begins with \(Self.schemes)")
    }
    (self.text, rest) = (text, String(text[text.index(after: colon)...]))
    scheme = text[..<colon].lowercased()
  }

  /// The place before the question mark, and the parameters after it.
  ///
  /// - Throws: a `StoreFailure` if a parameter is unknown, or is given twice.
  package func divided(
    knowing known: [String]
  ) throws(StoreFailure) -> (place: String, parameters: [String: String]) {
    guard let mark = rest.lastIndex(of: "?") else { return (rest, [:]) }
    var parameters: [String: String] = [:]
    for pair in rest[rest.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard known.contains(name), parts.count == 2 else {
        throw StoreFailure(
          "\(scheme): does not know the parameter \(name); it knows "
            + known.map { "?\($0)=" }.joined(separator: ", "))
      }
      guard parameters.updateValue(String(parts[1]), forKey: name) == nil else {
        throw StoreFailure("the parameter \(name) occurs twice in this \(scheme): URL")
      }
    }
    return (String(rest[..<mark]), parameters)
  }

  /// The possible beginnings of a URL, for messages.
  package static let schemes = "sqlite:, postgresql:, mariadb:, or exec:"
}
