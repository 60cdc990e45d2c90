/// The text without the passwords of a URL in it, for all that is shown or kept.
///
/// A URL is the word with `://` in it, or one that lacks the `//`, and all that follows.
/// `postgresql://u:secret@host/x` becomes `postgresql://u@host/x`, and parameters whose name speaks
/// of a password go. If in doubt, more goes rather than less.
package func withoutPasswords(_ text: String) -> String {
  let signs = ["://", "postgresql:", "postgres:", "mariadb:", "mysql:"]
  guard let sign = signs.lazy.compactMap({ text.firstRange(of: $0) }).first else { return text }
  let url = text[sign.upperBound...]
  let mark = url.firstIndex(of: "?")
  guard let at = endOfLogin(in: url, before: mark) else {
    return text[..<sign.upperBound] + withoutSecretParameters(url)
  }
  let login = url[..<at].prefix { $0 != ":" }
  let host = login.isEmpty && login.endIndex < at ? url.index(after: at) : at
  return text[..<sign.upperBound] + login + withoutSecretParameters(url[host...])
}

/// Where the login of a URL ends, an `@`; nil if it has none.
///
/// A password may hold what should have been escaped: `@`, `/`, and `?`.
private func endOfLogin(in url: Substring, before mark: Substring.Index?) -> Substring.Index? {
  let host = url.prefix { $0 != "/" }
  if let at = host.lastIndex(of: "@") { return at }
  guard host.contains(":") else { return nil }
  return url[..<(mark ?? url.endIndex)].lastIndex(of: "@")
}

private func withoutSecretParameters(_ url: Substring) -> String {
  guard let mark = url.firstIndex(of: "?") else { return String(url) }
  let parameters = url[url.index(after: mark)...].split(
    separator: "&", omittingEmptySubsequences: false)
  let kept = parameters.filter { !isSecret($0.prefix { $0 != "=" }) }
  guard kept.count < parameters.count else { return String(url) }
  return url[..<mark] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
}

/// Whether a parameter of that name holds a password; `passfile` names a file.
private func isSecret(_ name: Substring) -> Bool {
  let name = withoutPercents(name).lowercased()
  return ["password", "passwd", "pwd", "secret"].contains { name.contains($0) } || name == "pass"
}

/// The text with its `%70` read.
private func withoutPercents(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let digits = String(decoding: rest.prefix(2), as: UTF8.self)
    if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let read = UInt8(digits, radix: 16) {
      bytes.append(read)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
