#if canImport(Glibc)
  import Glibc
#else
  package import Darwin
#endif

/// How isolab marks what it makes on a server, so that it can recognize it later.
package enum ServerMaker {
  /// Every remark begins so.
  package static let sign = "made by isolab:"

  /// For the comment on what it makes.
  ///
  /// It contains no quotes.
  package static var remark: String {
    "\(sign) host \(host), process \(getpid()), started \(time(nil)) seconds after 1970"
  }

  /// A name that no other store has.
  package static var newName: String {
    "isolab_\(getpid())_\(String(UInt32.random(in: .min ... .max), radix: 36))"
  }

  /// The plain characters in the name of this computer.
  private static var host: String {
    var bytes = [CChar](repeating: 0, count: 256)
    gethostname(&bytes, bytes.count - 1)
    let name = bytes.prefix { $0 != 0 }.map { Character(Unicode.Scalar(UInt8(bitPattern: $0))) }
    return String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) })
  }
}
