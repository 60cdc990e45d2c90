package import Stores

#if canImport(Glibc)
  package import Glibc
#else
  package import Darwin
#endif

/// One session of a server, which never blocks on the server.
package protocol ServerConnection: AnyObject {
  associatedtype Place: ServerPlace
  var place: Place { get }
  /// The number of its server among the place's servers.
  var node: Int { get }
  /// Whether it has sent a request whose answer is not complete.
  var isBusy: Bool { get }
  /// Whether the server has looked for a cycle of waits since the request began to wait, and has
  /// found none.
  ///
  /// After that, the server does not look again.
  var isCheckedWait: Bool { get }
  /// The events that `poll` has to look for on its socket.
  var interest: pollfd { get }

  /// Sends statements; each one runs once the one before it has succeeded.
  func send(_ script: [SQLStatement]) throws(StoreFailure)

  /// The answer, once it is complete; nil before that.
  ///
  /// This does not wait.
  func takeReply() throws(StoreFailure) -> ServerReply?
}

extension ServerConnection {
  /// Waits for the answer to what was sent.
  package func finish(by deadline: ServerDeadline) throws(StoreFailure) -> ServerReply {
    while true {
      if let reply = try takeReply() { return reply }
      try deadline.wait(for: [interest], atMost: 50)
    }
  }

  /// Sends statements and waits for the answer.
  ///
  /// This drops an earlier answer that is under way.
  package func ask(
    _ script: SQLStatement..., by deadline: ServerDeadline
  ) throws(StoreFailure) -> ServerReply {
    try drop(by: deadline)
    try send(script)
    return try finish(by: deadline)
  }

  /// Like `ask`, for statements that have to succeed.
  @discardableResult
  package func order(
    _ script: SQLStatement..., by deadline: ServerDeadline
  ) throws(StoreFailure) -> [[String]] {
    try drop(by: deadline)
    try send(script)
    return try complete(by: deadline)
  }

  /// Like `finish`, for statements that have to succeed.
  @discardableResult
  package func complete(by deadline: ServerDeadline) throws(StoreFailure) -> [[String]] {
    let reply = try finish(by: deadline)
    if let error = reply.error { throw place.failure("refuses a command from isolab", error) }
    return reply.rows
  }

  /// Waits for an answer that nobody needs any longer, if one is under way.
  package func drop(by deadline: ServerDeadline) throws(StoreFailure) {
    if isBusy { _ = try finish(by: deadline) }
  }
}

/// The complete answer of a server to what was sent.
package struct ServerReply {
  package var rows: [[String]] = []
  /// How many rows the last statement changed.
  package var affected = 0
  /// PostgreSQL's command tag of the last statement, such as `COMMIT`.
  package var tag = ""
  /// The first error; the statements after it were not carried out.
  package var error: ServerError?

  package init() {}
}

/// An error as the server, or its library, reports it.
package struct ServerError: Error, Hashable {
  /// MariaDB's number, or PostgreSQL's five characters: SQLSTATE.
  package let code: String
  /// The first line of the message.
  package let message: String
  /// The file in PostgreSQL's source that reported it.
  ///
  /// Unlike the message, it has no translations.
  package let source: String

  package init(code: String, message: String, source: String = "") {
    (self.code, self.source) = (code, source)
    self.message = String(message.prefix { !$0.isNewline })
  }

  package var report: String { code.isEmpty ? message : "\(code) \(message)" }
}
