#if PostgreSQL
  import Stores
  import Vocabulary

  /// From the server's answers to the store's.
  enum PGAnswer {
    /// What a request comes to that did not fail.
    static func answer(to request: StoreRequest, _ reply: PGReply) -> StoreAnswer {
      switch request {
      case .get, .getForUpdate: .row(reply.rows.first.map(StoredRow.init))
      case .scan: .rows(reply.rows.map(StoredRow.init))
      case .lock, .put, .rollback: .done
      case .delete: .deleted(!reply.rows.isEmpty)
      case .change(let change): .changed(change.rows(reply.rows))
      case .commit where reply.tag == "ROLLBACK":
        .aborted(.serverError, report: "COMMIT answered ROLLBACK")
      case .commit: .done
      }
    }
  }

  extension PGError {
    /// What kind of abort it is.
    var kind: Abort.Kind {
      switch state {
      case "40001":
        // That file of PostgreSQL has nothing but the rules of SERIALIZABLE.
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
