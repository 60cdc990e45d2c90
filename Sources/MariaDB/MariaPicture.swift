#if MariaDB
  import Connecting

  /// The transactions that wait at one moment, as the servers show them.
  struct MariaPicture: ServerPicture {
    /// A transaction as InnoDB's status shows it.
    struct Transaction: Hashable {
      /// As in the table `innodb_lock_waits`: 0 for all transactions that have only read.
      let id: UInt64
      let thread: UInt
      let waits: Bool
      let holdsLocks: Bool
    }

    /// The answers of the nodes that were asked.
    ///
    /// Nil: this user may not see them.
    var transactions: [Int: [Transaction]] = [:]
    /// How many transactions wait on each node; used only if the user may see nothing more.
    var counts: [Int: Int] = [:]

    /// Never stale; needs the PROCESS privilege.
    static let question: SQLStatement = "SHOW ENGINE INNODB STATUS"
    /// Never stale; needs no privilege.
    static let count: SQLStatement =
      "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'"

    init() {}

    mutating func add(_ reply: ServerReply, of node: Int) {
      guard let row = reply.rows.first else { return }
      if row.count > 2 {
        transactions[node] = Self.transactions(in: row[2])
      } else {
        counts[node] = Int(row[1]) ?? 0
      }
    }

    /// Whether all these threads of a node wait for a lock.
    func shows(waiting threads: [UInt], on node: Int) -> Bool {
      if let known = transactions[node] {
        return threads.allSatisfy { thread in known.contains { $0.thread == thread && $0.waits } }
      }
      return counts[node, default: 0] >= threads.count
    }

    /// The list of transactions in InnoDB's status.
    ///
    /// The text also describes the latest deadlock, in the same words, but before the list.
    static func transactions(in status: String) -> [Transaction] {
      let lines = status.split(separator: "\n")
        .drop { !$0.hasPrefix("LIST OF TRANSACTIONS FOR EACH SESSION") }
      var result: [Transaction] = []
      var current: (id: UInt64, waits: Bool, locks: Bool)?
      for line in lines {
        if let rest = line.after("---TRANSACTION ") {
          current = identifier(rest).map { ($0, false, false) }
        } else if let transaction = current, let locks = locks(line) {
          current = (transaction.id, line.hasPrefix("LOCK WAIT"), locks > 0)
        } else if let transaction = current, let thread = thread(line) {
          result.append(
            Transaction(
              id: transaction.id, thread: thread, waits: transaction.waits,
              holdsLocks: transaction.locks))
          // The statement follows; its text is not part of the list.
          current = nil
        }
      }
      return result
    }

    /// Of `1865, ACTIVE 0 sec` or `(0x7f3a281c0b80), ACTIVE 0 sec`, which is an address.
    private static func identifier(_ text: Substring) -> UInt64? {
      text.hasPrefix("(") ? 0 : UInt64(text.prefix { $0.isNumber })
    }

    /// Of `2 lock struct(s), heap size 1128`, perhaps after `LOCK WAIT`.
    private static func locks(_ line: Substring) -> Int? {
      let text = line.after("LOCK WAIT ") ?? line
      guard text.contains(" lock struct(s)") else { return nil }
      return Int(text.prefix { $0.isNumber })
    }

    /// Of `MariaDB thread id 8, OS thread handle`.
    private static func thread(_ line: Substring) -> UInt? {
      let text = line.after("MariaDB thread id ") ?? line.after("MySQL thread id ")
      return text.flatMap { UInt($0.prefix { $0.isNumber }) }
    }
  }

  extension StringProtocol where SubSequence == Substring {
    /// The text after a beginning.
    fileprivate func after(_ beginning: String) -> Substring? {
      hasPrefix(beginning) ? dropFirst(beginning.count) : nil
    }
  }
#endif
