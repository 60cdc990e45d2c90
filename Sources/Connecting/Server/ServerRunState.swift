package import Stores
package import Vocabulary

/// What a run on a server remembers.
package struct ServerRunState<Site: ServerSite> {
  package typealias Connection = Site.Table.Connection

  package let table: Site.Table
  let pool: ServerPool<Site>
  package var sessions: [SessionName: Connection] = [:]
  /// The transactions that are open.
  package var open: [TransactionID: ServerTransaction<Connection>] = [:]
  /// In the order in which they began to wait.
  package var waiting: [ServerPending<Connection>] = []
  /// Counts requests and answers: an older picture of the waits is useless.
  package var moment = 0
  var inquiry: ServerInquiry<Site.Table.Picture>?
  /// The transactions that a cluster has aborted since this was last asked.
  package var doomed: [TransactionID] = []
  var statements: [String] = []
  var failure: StoreFailure?

  package init(_ table: Site.Table, of pool: ServerPool<Site>) {
    (self.table, self.pool) = (table, pool)
  }

  /// The requests that have no answer yet.
  package var unanswered: [ServerPending<Connection>] { waiting.filter { $0.reply == nil } }
}

/// A transaction that is open.
package struct ServerTransaction<Connection: ServerConnection> {
  package let begun: StoreTransaction
  package let session: Connection
  /// Whether it has carried out a request that locks.
  package var hasLocked = false
  /// Whether a cluster has aborted it, which its session does not know yet.
  package var isDoomed = false

  init(_ begun: StoreTransaction, in session: Connection) {
    (self.begun, self.session) = (begun, session)
  }

  /// Whether a request may have to wait for another transaction.
  func mayWait(at request: StoreRequest) -> Bool {
    switch request {
    case .get, .scan: begun.level.mode.facts.locksReads
    case .commit, .rollback: false
    case .getForUpdate, .lock, .put, .delete, .change: true
    }
  }
}

/// A request that was sent.
package struct ServerPending<Connection: ServerConnection> {
  package let id: TransactionID
  package let work: StoreWork
  package let session: Connection
  /// Whether it may have to wait for another transaction.
  let mayWait: Bool
  package var reply: ServerReply?

  init(_ id: TransactionID, _ work: StoreWork, _ session: Connection, mayWait: Bool) {
    (self.id, self.work, self.session, self.mayWait) = (id, work, session, mayWait)
  }
}

/// A question to nodes that is under way.
struct ServerInquiry<Picture: ServerPicture> {
  /// The moment of the question.
  let moment: Int
  /// The nodes that have not answered yet.
  var nodes: Set<Int>
  var picture = Picture()
}
