#if PostgreSQL
  import Stores
  import Vocabulary

  /// From the server's answers to the store's.
  enum PGAnswer {
    /// The answer to a request of the transaction; the server reported no error.
    static func answer(
      to request: StoreRequest, by id: TransactionID, _ reply: PGReply
    ) -> StoreAnswer {
      switch request {
      case .get, .getForUpdate: .row(rows(reply.rows, seenBy: id).first)
      case .scan: .rows(rows(reply.rows, seenBy: id))
      case .lock, .put, .rollback: .done
      case .delete: .deleted(!reply.rows.isEmpty)
      case .change(let change): .changed(change.rows(reply.rows))
      case .commit where reply.tag == "ROLLBACK":
        .aborted(.serverError, report: "COMMIT answered ROLLBACK")
      case .commit: .done
      }
    }

    /// The rows, each key once.
    ///
    /// In REPEATABLE READ, a key can have two rows: the row of the snapshot, which another
    /// transaction has since deleted, and the row that this transaction has inserted in its place.
    /// The latter counts.
    private static func rows(_ rows: [[String]], seenBy id: TransactionID) -> [StoredRow] {
      let found = rows.map(StoredRow.init)
      func isOwn(_ row: StoredRow) -> Bool {
        if case .written(id, _)? = row.version { true } else { false }
      }
      let own = Set(found.filter(isOwn).map { $0.key })
      return found.filter { isOwn($0) || !own.contains($0.key) }
    }
  }

  extension PGError {
    /// The kind of abort.
    var kind: Abort.Kind {
      switch state {
      case "40001":
        // That file of PostgreSQL contains only the rules of SERIALIZABLE.
        let isStructure = source == "predicate.c" || message.contains("read/write dependencies")
        return isStructure ? .dangerousStructure : .concurrentUpdate
      case "40P01": return .deadlock
      case "55P03": return .timeout
      case "57014" where message.contains("timeout"): return .timeout
      default: return .serverError
      }
    }
  }
#endif
