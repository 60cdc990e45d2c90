#if PostgreSQL
  import CPostgreSQL
  import Connecting
  import Language
  import Stores

  /// The place of a server, isolab's patience with it, and the secrets that no message may show.
  final class PGPlace: ServerPlace {
    /// The URL without a password.
    let url: String
    /// For libpq only; it may contain a password.
    let secretURL: String
    let options: StoreOptions
    let secrets: [String]

    /// - Throws: a `StoreFailure` that does not repeat the text, which may contain a password.
    init(_ url: StoreURL, _ options: StoreOptions) throws(StoreFailure) {
      let rest = url.rest.isEmpty ? "//" : url.rest
      let text = "\(url.scheme):\(rest)"
      if let name = PGURLPart.unknownName(in: rest) {
        let meant = nearest(to: name, among: PGURLPart.names).map { "; did you mean \($0)?" } ?? ""
        throw StoreFailure("\(url.scheme): does not know the parameter \(name)\(meant)")
      }
      guard rest.hasPrefix("//"), let parts = PGURLPart.parts(of: text) else {
        throw StoreFailure(
          "a PostgreSQL URL has the form postgresql://user@host:port/database?parameter=value")
      }
      secrets = parts.filter { $0.isSecret }.map(\.value).filter { !$0.isEmpty }
      self.url = parts.url
      (secretURL, self.options) = (text, options)
    }
  }

  /// One setting that a URL gives.
  struct PGURLPart {
    let name: String
    let value: String

    /// Whether no message may show the value.
    var isSecret: Bool { name.contains("password") }

    /// The names of libpq's settings.
    static var names: [String] {
      guard let defaults = PQconndefaults() else { return [] }
      defer { PQconninfoFree(defaults) }
      return list(defaults).map(\.name)
    }

    /// The first parameter of a URL that is no setting of libpq; nil if there is none.
    ///
    /// A question mark in a password would make a parameter of the password's second half.
    static func unknownName(in url: String) -> String? {
      guard let mark = url.lastIndex(of: "?"), !url[mark...].contains("@") else { return nil }
      let known = Set(names + ["ssl"])
      return url[url.index(after: mark)...].split(separator: "&").lazy
        .map { String($0.prefix { $0 != "=" }) }.first { !known.contains($0) }
    }

    /// The settings of a URL; nil if libpq cannot read it.
    static func parts(of url: String) -> [PGURLPart]? {
      var problem: UnsafeMutablePointer<CChar>?
      let options = PQconninfoParse(url, &problem)
      if let problem { PQfreemem(problem) }
      guard let options else { return nil }
      defer { PQconninfoFree(options) }
      return list(options).compactMap { name, value in
        value.map { PGURLPart(name: name, value: $0) }
      }
    }

    /// The settings of libpq's list, which ends with one without a name.
    private static func list(
      _ options: UnsafeMutablePointer<PQconninfoOption>
    ) -> [(name: String, value: String?)] {
      var list: [(name: String, value: String?)] = []
      var next = options
      while let keyword = next.pointee.keyword {
        list.append((String(cString: keyword), next.pointee.val.map { String(cString: $0) }))
        next += 1
      }
      return list
    }
  }

  extension [PGURLPart] {
    /// As a URL again, without what is secret.
    fileprivate var url: String {
      var rest = filter { !$0.isSecret }
      func take(_ name: String) -> String? {
        guard let index = rest.firstIndex(where: { $0.name == name }),
          !rest[index].value.contains(where: { "/,?&@:".contains($0) })
        else { return nil }
        return rest.remove(at: index).value.percentEncoded
      }
      let user = take("user").map { "\($0)@" } ?? ""
      let host = take("host") ?? ""
      let port = take("port").map { ":\($0)" } ?? ""
      let base = "postgresql://\(user)\(host)\(port)/\(take("dbname") ?? "")"
      let parameters = rest.map { "\($0.name)=\($0.value.percentEncoded)" }
      return parameters.isEmpty ? base : "\(base)?\(parameters.joined(separator: "&"))"
    }
  }
#endif
