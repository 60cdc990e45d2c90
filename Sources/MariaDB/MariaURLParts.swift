#if MariaDB
  import Connecting
  import Stores

  /// A URL of the form `mariadb://user:password@host:port,host:port/database?parameter=value`.
  struct MariaURLParts {
    let scheme: String
    let nodes: [MariaNode]
    let user: String?
    let password: String?
    let database: String?
    let parameters: [String: String]
    /// The password itself, and as the URL writes it.
    let secrets: [String]

    init(_ url: StoreURL, knowing known: [String]) throws(StoreFailure) {
      let text = url.rest.isEmpty ? "//" : url.rest
      // A question mark in a password would turn the rest of the password into a parameter.
      guard text.hasPrefix("//"), !text.drop(while: { $0 != "?" }).contains("@") else {
        throw Self.form(url)
      }
      let (place, parameters) = try url.divided(knowing: known)
      let body = place.dropFirst(2)
      let slash = body.firstIndex(of: "/") ?? body.endIndex
      let at = body[..<slash].lastIndex(of: "@")
      let login = at.map { body[..<$0] } ?? ""
      let colon = login.firstIndex(of: ":") ?? login.endIndex
      let hosts = at.map { body[body.index(after: $0)..<slash] } ?? body[..<slash]
      let secret = String(login[colon...].dropFirst())
      guard let nodes = Self.nodes(hosts), let user = String(login[..<colon]).percentDecoded,
        let password = secret.percentDecoded,
        let database = String(body[slash...].dropFirst()).percentDecoded,
        !database.contains("/"), let decoded = Self.decoded(parameters)
      else { throw Self.form(url) }
      (scheme, self.nodes, self.parameters) = (url.scheme, nodes, decoded)
      (self.user, self.database) = (user.nonEmpty, database.nonEmpty)
      self.password = password.nonEmpty
      secrets = [password, secret]
    }

    private static func form(_ url: StoreURL) -> StoreFailure {
      StoreFailure(
        "a MariaDB URL has the form"
          + " \(url.scheme)://user:password@host:port/database?parameter=value;"
          + " write %40 for @, and %3F for ?, in a password")
    }

    private static func decoded(_ parameters: [String: String]) -> [String: String]? {
      var result: [String: String] = [:]
      for (name, value) in parameters {
        guard let value = value.percentDecoded else { return nil }
        result[name] = value
      }
      return result
    }

    /// The hosts, each perhaps with a port; an IPv6 address is in brackets.
    private static func nodes(_ text: Substring) -> [MariaNode]? {
      var nodes: [MariaNode] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        let bracket = part.lastIndex(of: "]") ?? part.startIndex
        let colon = part[bracket...].firstIndex(of: ":") ?? part.endIndex
        let port = part[colon...].isEmpty ? 0 : UInt32(part[colon...].dropFirst())
        guard let port, port < 65536 else { return nil }
        let host = String(part[..<colon].filter { $0 != "[" && $0 != "]" })
        nodes.append(MariaNode(host: host.nonEmpty, port: port))
      }
      return nodes.count > 1 && nodes.contains { $0.host == nil } ? nil : nodes
    }

    /// The value of a parameter that is one of two words; nil if the URL lacks it.
    func choice(_ name: String, no: String, yes: String) throws(StoreFailure) -> Bool? {
      switch parameters[name] {
      case nil: return nil
      case yes: return true
      case no: return false
      case let other?:
        throw StoreFailure("\(scheme):?\(name)= must be \(yes) or \(no), not \(other)")
      }
    }

    /// As a URL again, without the password.
    var url: String {
      let hosts = nodes.map { node in
        let host = node.host.map { $0.contains(":") ? "[\($0)]" : $0 } ?? ""
        return node.port == 0 ? host : "\(host):\(node.port)"
      }
      let login = user.map { $0.percentEncoded + "@" } ?? ""
      let base =
        "\(scheme)://\(login)\(hosts.joined(separator: ","))/"
        + (database?.percentEncoded ?? "")
      let rest = parameters.sorted { $0.key < $1.key }.map {
        "\($0.key)=\($0.value.percentEncoded)"
      }
      return rest.isEmpty ? base : "\(base)?\(rest.joined(separator: "&"))"
    }
  }

  extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
  }
#endif
