package import Stores
package import Vocabulary

/// A table on a server, and the connections that work on it.
///
/// Only one run, and thus only one thread, uses it at a time.
package protocol ServerTable: AnyObject {
  associatedtype Connection: ServerConnection
  associatedtype Picture: ServerPicture
  /// One connection to each node, which watches the waits of the sessions there.
  var controls: [Connection] { get }
  /// Whether a session that waits reports that the server has looked for a cycle.
  var reportsChecks: Bool { get }

  /// A connection for the session with that number, counted from 0.
  func takeSession(_ number: Int) throws(StoreFailure) -> Connection

  /// Takes back connections that are not in a transaction.
  func takeBack(_ sessions: some Collection<Connection>) throws(StoreFailure)

  /// Replaces the rows of the previous run.
  func fill(_ rows: [Key: Value]) throws(StoreFailure)

  /// Counts what a write adds to the table.
  func willWrite(_ key: Key, _ value: Value)

  /// The statements that begin a transaction.
  func script(_ transaction: StoreTransaction, takesSnapshot: Bool) -> [SQLStatement]

  /// The statements of a request.
  ///
  /// - Throws: a `Refusal` if SQL cannot express the request.
  func script(_ request: StoreRequest) throws(SQLFormula.Refusal) -> [SQLStatement]

  /// Asks the server to interrupt what a session is doing.
  func withdraw(_ session: Connection, _ deadline: ServerDeadline) throws(StoreFailure)

  /// The statement that asks which of the sessions wait.
  func question(about sessions: [Connection]) -> SQLStatement

  /// The argument as a literal, as a person would type it.
  static func literal(_ argument: SQLArgument) -> String
}

extension ServerTable {
  package var place: Connection.Place { controls[0].place }
}

/// The waits of one moment, as the nodes show them.
package protocol ServerPicture {
  init()

  /// Adds a node's answer to the question.
  mutating func add(_ reply: ServerReply, of node: Int)
}
