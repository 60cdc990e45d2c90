package import Stores

/// What a store creates on a server, with the connections that create and remove it.
package protocol ServerSite {
  associatedtype Table: ServerTable
  var place: Table.Connection.Place { get }
  /// The name of the schema or the database that contains everything.
  var name: String { get }

  /// Creates the table with that number; the first one has the number 1.
  func makeTable(_ number: Int) throws(StoreFailure) -> Table

  /// Ends the sessions of a table that cannot be reused.
  func endSessions(of table: Table, _ deadline: ServerDeadline) throws(StoreFailure)

  /// Removes everything that was made, if that is possible now.
  ///
  /// This first ends the sessions that use it.
  func drop(_ deadline: ServerDeadline) throws(StoreFailure)
}

/// The tables of a store, lent to one run each.
///
/// Any thread may ask it.
package final class ServerPool<Site: ServerSite>: Sendable {
  private let place: Site.Table.Connection.Place
  /// The name of the schema or the database that contains the tables.
  package let name: String
  private let state: Locked<State>

  private struct State {
    /// Nil after `close`.
    var site: Site?
    var idle: [Site.Table] = []
    var made = 0
  }

  package init(_ site: Site) {
    (place, name, state) = (site.place, site.name, Locked(State(site: site)))
  }

  deinit { close() }

  /// A table that no other run has.
  func lend() throws(StoreFailure) -> Site.Table {
    try state.withLock { state throws(StoreFailure) in
      guard let site = state.site else { throw place.failure("is closed") }
      if let table = state.idle.popLast() { return table }
      state.made += 1
      return try site.makeTable(state.made)
    }
  }

  /// Takes a table back; all of its transactions have ended.
  func takeBack(_ table: Site.Table) {
    state.withLock { if $0.site != nil { $0.idle.append(table) } }
  }

  /// Ends the sessions of a table that cannot be reused.
  func discard(_ table: Site.Table) {
    state.withLock { try? $0.site?.endSessions(of: table, ServerDeadline(tidying: place)) }
  }

  /// Removes everything that was made, as far as the server still answers.
  func close() {
    state.withLock {
      $0.idle = []
      try? $0.site?.drop(ServerDeadline(tidying: place))
      $0.site = nil
    }
  }
}
